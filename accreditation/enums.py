from __future__ import annotations

from django.db.models import TextChoices

from accreditation.rules.verdicts import Verdict

VERDICTS = [verdict.value for verdict in Verdict]


class AwardState(TextChoices):
    """What the officers' decisions make of a practice. Moved only by `operations.decide` (and by enrolment)."""

    NOT_ENROLLED = "not_enrolled", "Not enrolled"
    WORKING_TOWARDS = "working_towards", "Working towards"
    ACCREDITED = "accredited", "Accredited"
    SUSPENDED = "suspended", "Suspended"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DecisionKind(TextChoices):
    GRANT = "grant", "Grant"
    SUSPEND = "suspend", "Suspend"
    REINSTATE = "reinstate", "Reinstate"
    WITHDRAW = "withdraw", "Withdraw"


class Status(TextChoices):
    """An award seen together with the assessment of the day. The values are those of the award tag."""

    NEVER = "never", "Never accredited"
    WORKING_TOWARDS = "working_towards", "Working towards"
    PROVISIONAL = "provisional", "Provisional"
    ACCREDITED = "accredited", "Accredited"
    LAPSING_SOON = "lapsing_soon", "Accredited, lapsing soon"
    IN_GRACE = "in_grace", "Accredited, in grace"
    LAPSED = "lapsed", "Lapsed"
    SUSPENDED = "suspended", "Suspended"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ReasonCode(TextChoices):
    REQUIREMENTS_MET = "requirements_met", "The requirements are met"
    PROVISIONAL_ENTRY = "provisional_entry", "Provisional, during the entry period"
    REQUIREMENTS_NOT_MET = "requirements_not_met", "The requirements are no longer met"
    PATIENT_SAFETY = "patient_safety", "A concern about patient safety"
    DATA_CONCERN = "data_concern", "A concern about the evidence or the data"
    CONCERN_RESOLVED = "concern_resolved", "The concern has been resolved"
    PRACTICE_ASKED = "practice_asked", "The practice asked for it"
    PRACTICE_CLOSED = "practice_closed", "The practice closed or merged"
    ERROR = "error", "The former decision was made in error"


REASONS_FOR: dict[str, tuple[ReasonCode, ...]] = {
    DecisionKind.GRANT: (ReasonCode.REQUIREMENTS_MET, ReasonCode.PROVISIONAL_ENTRY),
    DecisionKind.SUSPEND: (
        ReasonCode.REQUIREMENTS_NOT_MET,
        ReasonCode.PATIENT_SAFETY,
        ReasonCode.DATA_CONCERN,
        ReasonCode.PRACTICE_ASKED,
    ),
    DecisionKind.REINSTATE: (ReasonCode.REQUIREMENTS_MET, ReasonCode.CONCERN_RESOLVED, ReasonCode.ERROR),
    DecisionKind.WITHDRAW: (
        ReasonCode.REQUIREMENTS_NOT_MET,
        ReasonCode.PATIENT_SAFETY,
        ReasonCode.PRACTICE_ASKED,
        ReasonCode.PRACTICE_CLOSED,
        ReasonCode.ERROR,
    ),
}
