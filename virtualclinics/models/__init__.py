from virtualclinics.models.agenda import AgendaItem, CaseOutcome, CaseRecommendation
from virtualclinics.models.cases import Case, HbA1cReading
from virtualclinics.models.clinics import Clinic, ClinicAttendance

__all__ = [
    "AgendaItem",
    "Case",
    "CaseOutcome",
    "CaseRecommendation",
    "Clinic",
    "ClinicAttendance",
    "HbA1cReading",
]
