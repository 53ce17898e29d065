from __future__ import annotations

from django.db.models import TextChoices


class VisitState(TextChoices):
    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    HELD = "held", "Held, not signed off"
    SIGNED_OFF = "signed_off", "Signed off"
    DECLINED = "declined", "Declined"
    CANCELLED = "cancelled", "Cancelled"


OPEN = (VisitState.PROPOSED, VisitState.AGREED)
TOOK_PLACE = (VisitState.HELD, VisitState.SIGNED_OFF)

# From a state to those it may move to. To itself: proposed anew, or its record corrected before sign-off.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    VisitState.PROPOSED: (VisitState.PROPOSED, VisitState.AGREED, VisitState.DECLINED, VisitState.CANCELLED),
    VisitState.AGREED: (VisitState.PROPOSED, VisitState.HELD, VisitState.CANCELLED),
    VisitState.HELD: (VisitState.HELD, VisitState.SIGNED_OFF),
    VisitState.SIGNED_OFF: (),
    VisitState.DECLINED: (),
    VisitState.CANCELLED: (),
}


class VisitKind(TextChoices):
    JOINT = "joint", "Joint visit of consultant and specialist nurse"
    NURSE = "nurse", "Specialist nurse visit"
    SATELLITE = "satellite", "Satellite visit"


class AgendaKind(TextChoices):
    """The five options of a practice visit (domain section 2, Portsmouth)."""

    VIRTUAL_CLINIC = "virtual_clinic", "Virtual clinic: case-based discussion"
    DATABASE_REVIEW = "database_review", "Database review against the QOF targets"
    AUDIT_REVIEW = "audit_review", "Review of an audit that the practice completed"
    EDUCATION = "education", "Education on a topic that the practice chooses"
    PATIENT_REVIEW = "patient_review", "Patient review with a GP or practice nurse"


class Side(TextChoices):
    VISITOR = "visitor", "Specialist team"
    HOST = "host", "Practice"
