"""Proposals, notices, appeals, waivers and cover as the screens show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from accreditation.enums import APPEALABLE, AppealState, DecisionKind, ReasonCode, WaiverReason
from accreditation.letters import kind_in_words
from accreditation.models import Appeal, Coverage, Decision, Notice, Proposal, SuspensionEffects, Waiver
from accreditation.models.proposals import WAIVE
from accreditation.policies import last_day_of_appeal
from cms.clock import london_date
from cms.components import DataTable, Link
from cms.dates import in_words, last_day, period_in_words
from practices.models import Person
from practices.queries import names_of

Rows = list[dict[str, Any]]


def row(key: str, value: Any) -> dict[str, Any]:
    return {"key": key, "value": value}


def proposal_rows(proposal: Proposal) -> Rows:
    terms = proposal.terms
    rows = [
        row("Proposed", kind_in_words(proposal.kind)),
        row("By", _by(proposal.proposed_by, _on(proposal))),
    ]
    if proposal.kind == WAIVE:
        days = period_in_words(date.fromisoformat(terms["from_on"]), date.fromisoformat(terms["until_on"]))
        labels = _labels(proposal)
        rows += [
            row("Requirements", ", ".join(labels.get(key, key) for key in terms["requirement_keys"])),
            row("Days", days),
            row("Reason", str(WaiverReason(terms["reason_code"]).label)),
        ]
    else:
        rows += [
            row("Takes effect on", in_words(date.fromisoformat(terms["effective_on"]))),
            row("Reason", str(ReasonCode(terms["reason_code"]).label)),
        ]
    rows += [row("In their words", terms["reason"])] if terms["reason"] else []
    rows.append(row("Can be confirmed until", in_words(proposal.expires_on)))
    rows.append(row("State", proposal.get_state_display()))
    if proposal.refusal:
        rows.append(row("Why it was refused", proposal.refusal))
    return rows


def _on(proposal: Proposal) -> date:
    return london_date(proposal.proposed_at)


def _labels(proposal: Proposal) -> dict[str, str]:
    version = proposal.framework.versions.order_by("number").last()
    return {node.key: node.common.label for node in version.parsed.nodes()} if version else {}


def notice_rows(notice: Notice) -> Rows:
    rows = [
        row("Served", _by(notice.served_by, notice.served_on)),
        row("Why", notice.get_reason_code_display()),
        row("What has to be put right", notice.asked),
        row("By", in_words(notice.due_on)),
        row("State", notice.get_state_display()),
    ]
    return rows + ([row("What was found", notice.findings)] if notice.findings else [])


def decision_rows(decision: Decision) -> Rows:
    return [
        row("Decision", decision.get_kind_display()),
        row("Takes effect on", in_words(decision.effective_on)),
        row("Reason", f"{decision.get_reason_code_display()}. {decision.reason}".strip()),
        row("Decided", who_decided(decision)),
    ]


def who_decided(decision: Decision) -> str:
    """ "By Jo Bloggs on 3 June 2026, proposed by Sam Smith"."""
    on = in_words(london_date(decision.decided_at))
    if decision.decided_by is None:
        return f"by itself on {on}, as the framework says"
    second = f", proposed by {decision.proposed_by.name}" if decision.proposed_by else ""
    return f"by {decision.decided_by.name} on {on}{second}"


def appeal_rows(appeal: Appeal) -> Rows:
    decision = appeal.decision
    waits = "waits until the appeal is decided" if appeal.freezes else "stands while the appeal is heard"
    rows = [
        row("Against", f"{decision.get_kind_display()}, from {in_words(decision.effective_on)}"),
        row("Reason given then", f"{decision.get_reason_code_display()}. {decision.reason}".strip()),
        row("Lodged", _by(appeal.lodged_by, london_date(appeal.lodged_at))),
        row("Grounds", appeal.grounds),
    ]
    if appeal.state == AppealState.LODGED:
        rows.append(row("Meanwhile", f"The decision {waits}."))
    rows.append(row("State", appeal.get_state_display()))
    return rows + ([row("Why", appeal.findings)] if appeal.findings else [])


def effects_rows(effects: SuspensionEffects) -> Rows:
    """What a suspension means for the practice and its patients."""
    told = f"By {in_words(effects.patients_told_by)}" if effects.patients_told_by else "Not asked"
    return [
        row("Shown as holding the award", "Yes" if effects.badge else "No"),
        row("New patients started", "Goes on" if effects.new_initiations else "Paused"),
        row("Payment", f"Stops on {in_words(effects.payment_stops_on)}" if effects.payment_stops_on else "Goes on"),
        row("Somebody else serves its patients", _from(effects.cover_starts_on)),
        row("Patients are told", told),
    ]


def _from(day: date | None) -> str:
    return f"From {in_words(day)}" if day else "Not asked"


def waivers_table(waivers: Iterable[Waiver], *, may_end: bool, today: date) -> DataTable:
    found = list(waivers)
    labels = _labels_of(found)
    headings = ["Requirement", "Days", "Today", "Why", "On condition", "By"]
    return DataTable(
        caption="Waived",
        headings=[*headings, "To end it early"] if may_end else headings,
        rows=[_waiver_row(each, labels, may_end, today) for each in found],
        empty="Nothing is or was waived.",
    )


def _labels_of(waivers: Iterable[Waiver]) -> dict[tuple[int, str], str]:
    frameworks = {waiver.framework_id: waiver.framework for waiver in waivers}
    versions = {pk: framework.versions.order_by("number").last() for pk, framework in frameworks.items()}
    return {
        (pk, node.key): node.common.label
        for pk, version in versions.items()
        if version
        for node in version.parsed.nodes()
    }


def _waiver_row(waiver: Waiver, labels: dict[tuple[int, str], str], may_end: bool, today: date) -> list[Any]:
    label = labels.get((waiver.framework_id, waiver.requirement_key), waiver.requirement_key)
    proposed = f", proposed by {waiver.proposed_by.name}" if waiver.proposed_by else ""
    cells: list[Any] = [
        label,
        period_in_words(waiver.from_on, waiver.until_on),
        _today(waiver.from_on, waiver.until_on, today, "Waived"),
        f"{waiver.get_reason_code_display()}. {waiver.reason}",
        waiver.conditions,
        f"{waiver.granted_by.name}{proposed}",
    ]
    if may_end and waiver.until_on > today:
        cells.append(Link(text="End early", href=reverse("accreditation:end_waiver", args=[waiver.pk]), about=label))
    elif may_end:
        cells.append("")
    return cells


def _today(from_on: date, until_on: date | None, today: date, word: str) -> str:
    if today < from_on:
        return "To come"
    return word if until_on is None or today < until_on else "Over"


def cover_table(cover: Iterable[Coverage], *, may_end: bool, today: date) -> DataTable:
    found = list(cover)
    names = names_of([each.provider_practice_id for each in found if each.provider_practice_id], on=today)
    headings = ["Who stands in", "Days", "Today"]
    return DataTable(
        caption="Cover",
        headings=[*headings, "To end it"] if may_end else headings,
        rows=[_cover_row(each, names, may_end, today) for each in found],
        empty="Nobody has been arranged to serve this practice's patients in its stead.",
    )


def _cover_row(cover: Coverage, names: dict[int, str], may_end: bool, today: date) -> list[Any]:
    provider = names.get(cover.provider_practice_id, "A practice") if cover.provider_practice_id else cover.provider
    last = in_words(last_day(cover.ended_on)) if cover.ended_on else "further notice"
    cells: list[Any] = [
        provider,
        f"{in_words(cover.started_on)} until {last}",
        _today(cover.started_on, cover.ended_on, today, "Stands in"),
    ]
    if may_end and (cover.ended_on is None or cover.ended_on > today):
        cells.append(Link(text="End", href=reverse("accreditation:end_cover", args=[cover.pk]), about=provider))
    elif may_end:
        cells.append("")
    return cells


def _by(person: Person | None, on: date) -> str:
    return f"{person.name if person else 'The site itself'} on {in_words(on)}"


def can_be_appealed(decision: Decision, today: date) -> bool:
    """Whether the practice is shown the way to an appeal; the operation checks again."""
    has_none = not hasattr(decision, "appeal") and not hasattr(decision, "overturned")
    return (
        DecisionKind(decision.kind) in APPEALABLE
        and has_none
        and today <= last_day_of_appeal(decision, decision.framework_version.parsed)
    )
