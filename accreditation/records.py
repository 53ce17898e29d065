"""Our rows as the ledger keeps them. Pure."""

from __future__ import annotations

from accreditation.models import Decision, Declaration, Enrolment, OtherEvidence, Plan, Waiver
from cms.dates import last_day
from evidence.enums import Verification
from evidence.operations import NewEntry

ENROLMENT = "accreditation.enrolment"
DECLARATION = "accreditation.declaration"
DECISION = "accreditation.decision"
OTHER = "accreditation.other_evidence"
PLAN = "accreditation.plan"
WAIVER = "accreditation.waiver"


def entry_of_enrolment(enrolment: Enrolment) -> NewEntry:
    return NewEntry(
        kind="practice.enrolled",
        source=ENROLMENT,
        source_ref=str(enrolment.pk),
        happened_on=enrolment.started_on,
        practice=enrolment.practice,
        values={"framework": enrolment.framework.key},
    )


def entry_of_declaration(declaration: Declaration) -> NewEntry:
    return NewEntry(
        kind="declaration.signed",
        source=DECLARATION,
        source_ref=f"{declaration.pk}.{declaration.revision}",
        happened_on=declaration.signed_on,
        practice=declaration.practice,
        values={
            "declaration": declaration.code,
            "valid_until": declaration.valid_until.isoformat() if declaration.valid_until else None,
            "by": str(declaration.signed_by_id),
        },
    )


def entry_of_decision(decision: Decision) -> NewEntry:
    return NewEntry(
        kind="award.decided",
        source=DECISION,
        source_ref=str(decision.pk),
        happened_on=decision.effective_on,
        practice=decision.practice,
        values={
            "framework": decision.framework.key,
            "decision": decision.kind,
            "tier": decision.tier or None,
            "reason": decision.reason_code,
            "case": str(decision.pk),
        },
    )


def entry_of_other(evidence: OtherEvidence) -> NewEntry:
    return NewEntry(
        kind=evidence.kind,
        source=OTHER,
        source_ref=str(evidence.pk),
        happened_on=evidence.happened_on,
        person=evidence.person,
        practice=evidence.practice,
        values=evidence.values,
        verification=Verification(evidence.verification),
    )


def entries_of_plan(plan: Plan) -> list[NewEntry]:
    """That it was agreed, and that it was closed after that, as far as either happened."""
    entries = []
    if plan.agreed_on:
        values = {
            "plan": str(plan.pk),
            "framework": plan.framework.key,
            "requirement": plan.requirement_key,
            "due_on": plan.due_on.isoformat(),
        }
        entries.append(NewEntry("plan.agreed", PLAN, str(plan.pk), plan.agreed_on, values, practice=plan.practice))
    if plan.agreed_on and plan.closed_on:
        values = {"plan": str(plan.pk), "outcome": plan.outcome}
        entries.append(NewEntry("plan.closed", PLAN, str(plan.pk), plan.closed_on, values, practice=plan.practice))
    return entries


def entry_of_waiver(waiver: Waiver) -> NewEntry:
    return NewEntry(
        kind="requirement.waived",
        source=WAIVER,
        source_ref=f"{waiver.pk}.{waiver.revision}",
        happened_on=waiver.from_on,
        practice=waiver.practice,
        values={
            "framework": waiver.framework.key,
            "requirement": waiver.requirement_key,
            "valid_until": last_day(waiver.until_on).isoformat(),
            "reason": waiver.reason_code,
            "waiver": str(waiver.pk),
        },
    )
