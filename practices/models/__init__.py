from practices.models.corrections import Correction, CorrectionQuerySet
from practices.models.identity import SamePerson
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
from practices.models.posts import Absence, Appointment, Employment, LeadPost
from practices.models.succession import Succession
from practices.models.temporal import TemporalFact, TemporalQuerySet
from practices.models.units import DeliveryUnit, UnitMembership

__all__ = [
    "Absence",
    "Appointment",
    "Commissioner",
    "Correction",
    "CorrectionQuerySet",
    "DeliveryUnit",
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
    "SamePerson",
    "Succession",
    "TemporalFact",
    "TemporalQuerySet",
    "UnitMembership",
    "User",
]
