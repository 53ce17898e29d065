from __future__ import annotations

from django.db.models import TextChoices


class CaseState(TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for a clinic"
    SCHEDULED = "scheduled", "On the agenda of a clinic"
    DISCUSSED = "discussed", "Discussed"
    CLOSED = "closed", "Closed"
    RETURNED = "returned", "Returned with a question"
    WITHDRAWN = "withdrawn", "Withdrawn"


EDITABLE = (CaseState.DRAFT, CaseState.RETURNED)

# From a state to those it may move to. A closed case may be closed again: its outcome is corrected.
CASE_TRANSITIONS: dict[str, tuple[str, ...]] = {
    CaseState.DRAFT: (CaseState.SUBMITTED, CaseState.WITHDRAWN),
    CaseState.SUBMITTED: (CaseState.SCHEDULED, CaseState.RETURNED, CaseState.WITHDRAWN),
    CaseState.SCHEDULED: (CaseState.DISCUSSED, CaseState.SUBMITTED, CaseState.RETURNED, CaseState.WITHDRAWN),
    CaseState.RETURNED: (CaseState.SUBMITTED, CaseState.WITHDRAWN),
    CaseState.DISCUSSED: (CaseState.CLOSED,),
    CaseState.CLOSED: (CaseState.CLOSED,),
    CaseState.WITHDRAWN: (),
}


class ClinicState(TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


CLINIC_TRANSITIONS: dict[str, tuple[str, ...]] = {
    ClinicState.PLANNED: (ClinicState.HELD, ClinicState.CANCELLED),
    ClinicState.HELD: (),
    ClinicState.CANCELLED: (),
}


class Mode(TextChoices):
    ONLINE = "online", "Online"
    AT_PRACTICE = "at_practice", "At a practice"


class Side(TextChoices):
    """Whose side of the table a person sat on."""

    PRACTICE = "practice", "Practice"
    SPECIALIST = "specialist", "Specialist team"


class Theme(TextChoices):
    """What a recommendation is about (domain section 4)."""

    TREATMENT_CHANGE = "treatment_change", "Treatment change"
    INSULIN = "insulin", "Insulin: start or intensify"
    DEPRESCRIBING = "deprescribing", "Deprescribing"
    HYPOGLYCAEMIA = "hypoglycaemia", "Hypoglycaemia"
    COMORBIDITY = "comorbidity", "Comorbidity"
    PSYCHOSOCIAL = "psychosocial", "Psychosocial"
    FOOT = "foot", "Foot"
    RENAL = "renal", "Renal"
    PREGNANCY = "pregnancy", "Pregnancy"
    OTHER = "other", "Other"


class Pathway(TextChoices):
    """Where the person is looked after from now on."""

    MANAGE_IN_PRACTICE = "manage_in_practice", "Manage in the practice"
    REFER_SPECIALIST = "refer_specialist", "Refer to the specialist service"
    DISCHARGE_TO_PRACTICE = "discharge_to_practice", "Discharge from the specialist service to the practice"
    JOINT_CLINIC = "joint_clinic", "Joint clinic"
    COMMUNITY_DSN = "community_dsn", "Community diabetes specialist nurse"
    EDUCATION = "education", "Structured education"


class Outcome(TextChoices):
    """What became of the recommendation in the practice."""

    DONE = "done", "Done"
    NOT_DONE = "not_done", "Not done"
    DECLINED = "declined", "The person declined"
    LEFT = "left", "The person left the practice"
    DIED = "died", "The person died"
