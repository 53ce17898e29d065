"""Evidence from outside and plans, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from accreditation.models import OtherEvidence, Plan
from cms.components import DataTable, Link, SummaryList
from cms.dates import in_words
from evidence.wording import in_words as entry_in_words


def evidence_in_words(evidence: OtherEvidence) -> str:
    return entry_in_words(evidence.kind, evidence.values)


def other_evidence_table(recorded: Iterable[OtherEvidence], code: str) -> DataTable:
    return DataTable(
        caption="Recorded here",
        headings=["What", "Whose", "Day", "Recorded by", "Correct", "Withdraw"],
        rows=[
            [
                evidence_in_words(each),
                each.person.name if each.person else "The practice",
                in_words(each.happened_on),
                each.recorded_by.name if each.recorded_by else "-",
                _link(each, code, "Correct"),
                _link(each, code, "Withdraw"),
            ]
            for each in recorded
        ],
        empty="Nothing has been recorded yet. Choose above what you want to record.",
    )


def _link(evidence: OtherEvidence, code: str, verb: str) -> Link:
    href = reverse(f"accreditation:{verb.lower()}_evidence", args=[code, evidence.pk])
    return Link(text=verb, href=href, about=f"{evidence_in_words(evidence)}, {in_words(evidence.happened_on)}")


def plan_table(
    plans: Iterable[Plan], code: str, *, labels: Mapping[str, str], may_agree: bool, may_close: bool
) -> DataTable:
    rows: list[list[Any]] = []
    for plan in plans:
        label = labels.get(plan.requirement_key, plan.requirement_key)
        rows.append(
            [label, plan.steps, in_words(plan.due_on), _state(plan), _action(plan, code, label, may_agree, may_close)]
        )
    return DataTable(
        caption="Plans",
        headings=["Requirement", "What the practice will do", "Last day", "State", "Action"],
        rows=rows,
        empty="There is no plan. A specialist proposes one when a requirement has to be put right.",
    )


def _state(plan: Plan) -> str:
    if plan.closed_on:
        return f"{plan.get_outcome_display().split(':')[0]}, {in_words(plan.closed_on)}"
    if plan.agreed_on and plan.agreed_by:
        return f"Agreed by {plan.agreed_by.name}, {in_words(plan.agreed_on)}"
    return f"Proposed by {plan.proposed_by.name}, waits for the practice"


def _action(plan: Plan, code: str, label: str, may_agree: bool, may_close: bool) -> Link | str:
    if plan.closed_at:
        return "-"
    if may_agree and not plan.agreed_at:
        href = reverse("accreditation:agree_plan", args=[code, plan.pk])
        return Link(text="Read and agree", href=href, about=label)
    if may_close:
        return Link(text="Close", href=reverse("accreditation:close_plan", args=[code, plan.pk]), about=label)
    return "-"


def plan_summary(plan: Plan, label: str) -> SummaryList:
    return SummaryList(
        rows=[
            {"key": "Enhanced service", "value": plan.framework.title},
            {"key": "Requirement", "value": label},
            {"key": "What the practice will do", "value": plan.steps},
            {"key": "Last day", "value": in_words(plan.due_on)},
            {"key": "Proposed by", "value": plan.proposed_by.name},
        ]
    )
