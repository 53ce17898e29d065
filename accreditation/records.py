"""Our rows as the ledger keeps them. Pure."""

from __future__ import annotations

from accreditation.models import Appeal, Decision, Declaration, Enrolment, Notice, OtherEvidence, Plan, Waiver
from cms.clock import london_date
from cms.dates import last_day
from evidence.enums import Verification
from evidence.operations import NewEntry

ENROLMENT = "accreditation.enrolment"
DECLARATION = "accreditation.declaration"
DECISION = "accreditation.decision"
OTHER = "accreditation.other_evidence"
PLAN = "accreditation.plan"
WAIVER = "accreditation.waiver"
NOTICE = "accreditation.notice"
APPEAL = "accreditation.appeal"


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


def _served(notice: Notice) -> NewEntry:
    values = {
        "framework": notice.framework.key,
        "notice": str(notice.pk),
        "requirement": notice.requirement_key or None,
        "reason": notice.reason_code,
        "due_on": notice.due_on.isoformat(),
    }
    return NewEntry("notice.served", NOTICE, str(notice.pk), notice.served_on, values, practice=notice.practice)


def entries_of_notice(notice: Notice) -> list[NewEntry]:
    """That it was served, and that it was closed, if it was."""
    if notice.closed_at is None:
        return [_served(notice)]
    values = {"notice": str(notice.pk), "outcome": str(notice.state)}
    on = london_date(notice.closed_at)
    closed = NewEntry("notice.closed", NOTICE, str(notice.pk), on, values, practice=notice.practice)
    return [_served(notice), closed]


def entries_of_appeal(appeal: Appeal) -> list[NewEntry]:
    """That it was lodged, and what became of it, if that is known."""
    decision, key, case = appeal.decision, str(appeal.pk), str(appeal.decision_id)
    practice = decision.practice
    told = {"framework": decision.framework.key, "appeal": key, "case": case, "freezes": appeal.freezes}
    lodged = NewEntry("appeal.lodged", APPEAL, key, london_date(appeal.lodged_at), told, practice=practice)
    if appeal.closed_at is None:
        return [lodged]
    waited = appeal.takes_effect_on.isoformat() if appeal.takes_effect_on else None
    values = {"appeal": key, "case": case, "outcome": str(appeal.state), "takes_effect_on": waited}
    return [lodged, NewEntry("appeal.closed", APPEAL, key, london_date(appeal.closed_at), values, practice=practice)]
