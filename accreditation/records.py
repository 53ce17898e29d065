"""Our rows as the ledger keeps them. Pure."""

from __future__ import annotations

from accreditation.models import Decision, Declaration, Enrolment
from evidence.operations import NewEntry

ENROLMENT = "accreditation.enrolment"
DECLARATION = "accreditation.declaration"
DECISION = "accreditation.decision"


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
