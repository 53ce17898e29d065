from practices.models.imports import DirectoryImport
from practices.models.organisations import (
    Commissioner,
    DiabetesRegister,
    ListSize,
    Network,
    NetworkMembership,
    PcnMembership,
    Practice,
    PracticeRecord,
    PrimaryCareNetwork,
)
from practices.models.people import Invitation, Person, Registration, User
from practices.models.posts import Appointment, Employment, LeadPost
from practices.models.temporal import TemporalFact, TemporalQuerySet

__all__ = [
    "Appointment",
    "Commissioner",
    "DiabetesRegister",
    "DirectoryImport",
    "Employment",
    "Invitation",
    "LeadPost",
    "ListSize",
    "Network",
    "NetworkMembership",
    "PcnMembership",
    "Person",
    "Practice",
    "PracticeRecord",
    "PrimaryCareNetwork",
    "Registration",
    "TemporalFact",
    "TemporalQuerySet",
    "User",
]
