from accreditation.models.decisions import Decision, Recusal
from accreditation.models.frameworks import Framework, FrameworkVersion
from accreditation.models.signings import Declaration, Enrolment
from accreditation.models.standing import KNOWN_FOR_EVER, NoticedDay, Reckoning, Standing, StandingEvent

__all__ = [
    "KNOWN_FOR_EVER",
    "Decision",
    "Declaration",
    "Enrolment",
    "Framework",
    "FrameworkVersion",
    "NoticedDay",
    "Reckoning",
    "Recusal",
    "Standing",
    "StandingEvent",
]
