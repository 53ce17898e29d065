from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices


class Verification(IntegerChoices):
    """How far evidence has been verified. Higher is stronger."""

    SELF_DECLARED = 0, "Self-declared"
    UPLOADED = 1, "Document uploaded"
    COUNTERSIGNED = 2, "Counter-signed"
    ISSUER_VERIFIED = 3, "Verified with the issuer"


class VoidReason(TextChoices):
    ENTERED_IN_ERROR = "entered_in_error", "Entered in error"
    WRONG_PERSON = "wrong_person", "Recorded for the wrong person"
    WRONG_DATE = "wrong_date", "Recorded on the wrong date"
    CORRECTED = "corrected", "Replaced by a correction"
    NOT_GENUINE = "not_genuine", "Found not to be genuine"
