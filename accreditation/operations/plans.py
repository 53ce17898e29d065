"""A plan to put a requirement right: a specialist proposes, the practice agrees, a specialist closes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accreditation import plan_policies as policies
from accreditation import records
from accreditation.enums import PlanOutcome
from accreditation.models import Framework, Plan
from cms.clock import london_date
from evidence.operations import record
from practices.confidentiality import check_no_identifiers
from practices.models import Person, Practice

# A plan is about a practice and its staff: it may name a day and a colleague.
ABOUT_A_PRACTICE = ("date", "name")


@transaction.atomic
def propose_plan(
    *,
    practice: Practice,
    framework: Framework,
    requirement_key: str,
    steps: str,
    due_on: date,
    by: Person,
    at: datetime,
) -> Plan:
    """`due_on` is the last day of the plan. It counts for nothing before the practice has agreed."""
    check_no_identifiers(steps, allowing=ABOUT_A_PRACTICE)
    policies.check_due(due_on, london_date(at))
    policies.check_requirement(practice, framework, requirement_key, london_date(at), at)
    policies.check_no_open_plan(practice, framework, requirement_key)
    return Plan.objects.create(
        practice=practice,
        framework=framework,
        requirement_key=requirement_key,
        steps=steps.strip(),
        due_on=due_on,
        proposed_by=by,
        proposed_at=at,
    )


@transaction.atomic
def agree_plan(*, plan: Plan, by: Person, at: datetime) -> Plan:
    """The practice agrees: from that day on the plan stands in for the requirement where the framework says so."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("practice", "framework").get(pk=plan.pk)
    policies.check_may_agree(plan, by, london_date(at))
    plan.agreed_by, plan.agreed_at, plan.agreed_on = by, at, london_date(at)
    plan.save(update_fields=["agreed_by", "agreed_at", "agreed_on"])
    _record(plan, by, at)
    return plan


@transaction.atomic
def close_plan(*, plan: Plan, outcome: str, by: Person, at: datetime) -> Plan:
    """It counts no more from that day on. A plan never agreed to is closed as refused or abandoned."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("practice", "framework").get(pk=plan.pk)
    policies.check_may_close(plan, outcome)
    plan.closed_by, plan.closed_at, plan.closed_on = by, at, london_date(at)
    plan.outcome = PlanOutcome(outcome)
    plan.save(update_fields=["closed_by", "closed_at", "closed_on", "outcome"])
    _record(plan, by, at)
    return plan


def _record(plan: Plan, by: Person, at: datetime) -> None:
    for new in records.entries_of_plan(plan):
        record(new, by=by, at=at)
