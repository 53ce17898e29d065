"""Cases and clinics for tests, made through the same operations as real ones."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from practices.access import network_of
from practices.models import Network, Person, Practice
from virtualclinics import operations
from virtualclinics.details import CaseDetails, Reading
from virtualclinics.models import Case, Clinic

SUBMITTED_AT = datetime(2026, 5, 1, 10, tzinfo=UTC)
CLINIC_AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
AFTER_CLINIC = datetime(2026, 6, 1, 15, tzinfo=UTC)

DETAILS = CaseDetails(
    age_band="60_64",
    sex="female",
    diabetes_type="type_2",
    duration="10_19",
    readings=(Reading(0, 81), Reading(4, 77), Reading(9, 70)),
    systolic=138,
    diastolic=82,
    egfr=52,
    bmi="30_34",
    current_therapy="Metformin 1 g twice a day, gliclazide 80 mg twice a day",
    comorbidities=("ckd", "hypertension"),
    living_factors=("alone",),
    goals="Wants fewer tablets",
    question="What would you add, or would you start basal insulin now?",
)


def a_submitted_case(practice: Practice, by: Person, at: datetime = SUBMITTED_AT, **changes: Any) -> Case:
    return operations.submit_case(
        practice=practice,
        network=Network.objects.get(pk=network_of(practice, at.date())),
        details=CaseDetails(**{**vars(DETAILS), **changes}),
        declares_anonymous=True,
        by=by,
        at=at,
    )


def a_clinic(network: Network, lead: Person, starts_at: datetime = CLINIC_AT, **changes: Any) -> Clinic:
    plan = {"title": "Virtual clinic", "minutes": 90, "capacity": 5, **changes}
    return operations.schedule_clinic(network=network, lead=lead, starts_at=starts_at, by=lead, at=SUBMITTED_AT, **plan)


def recommend(clinic: Clinic, case: Case, by: Person, at: datetime = CLINIC_AT, **changes: Any) -> None:
    told = {
        "themes": ["insulin"],
        "text": "Start basal insulin at 10 units at night and titrate by 2 units every three days.",
        "reasoning": "Three oral agents have failed and the trend is upwards.",
        "pathway": "manage_in_practice",
        **changes,
    }
    operations.record_recommendation(clinic=clinic, case=case, by=by, at=at, **told)


def a_held_clinic(network: Network, consultant: Person, cases: list[Case], hosts: dict[Person, Practice]) -> Clinic:
    """A clinic in which each case was given a recommendation, and each host took part for an hour."""
    clinic = a_clinic(network, consultant)
    for case in cases:
        operations.put_on_agenda(clinic=clinic, case=case, by=consultant, at=SUBMITTED_AT)
        recommend(clinic, case, consultant)
    operations.record_attendance(clinic=clinic, person=consultant, minutes=90, by=consultant, at=CLINIC_AT)
    for person, practice in hosts.items():
        operations.record_attendance(
            clinic=clinic, person=person, practice=practice, minutes=60, by=consultant, at=CLINIC_AT
        )
    return operations.sign_off_clinic(clinic=clinic, by=consultant, at=AFTER_CLINIC)
