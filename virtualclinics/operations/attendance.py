from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from evidence.enums import VoidReason
from evidence.operations import record, void
from evidence.queries import entry_of_source
from practices.models import Appointment, Person, Practice
from practices.queries import role_at
from virtualclinics import policies, records
from virtualclinics.enums import ClinicState, Side
from virtualclinics.models import Clinic, ClinicAttendance
from virtualclinics.operations.states import locked_clinic
from virtualclinics.stays import Stay


@transaction.atomic
def take_register(*, clinic: Clinic, stays: Sequence[Stay], by: Person, at: datetime) -> None:
    """Everybody who took part, and nobody else: who is not among the stays was not there."""
    clinic = locked_clinic(clinic)
    for stay in stays:
        record_attendance(clinic=clinic, person=stay.person, minutes=stay.minutes, practice=stay.practice, by=by, at=at)
    there = [stay.person.pk for stay in stays]
    absent = ClinicAttendance.objects.current().filter(clinic=clinic).exclude(person__in=there)
    for attendance in absent.select_related("person"):
        remove_attendance(clinic=clinic, person=attendance.person, by=by, at=at)


@transaction.atomic
def record_attendance(
    *, clinic: Clinic, person: Person, minutes: int, by: Person, at: datetime, practice: Practice | None = None
) -> ClinicAttendance:
    """A person took part for so many minutes: for the practice named, or else for the specialists.

    The role is the one held on the day of the clinic. Recorded again, it is corrected: after sign-off the entry in the
    ledger is voided and the corrected one recorded. Raises ValueError when the person had no role there on that day.
    """
    clinic = locked_clinic(clinic)
    policies.check_not_cancelled(clinic)
    policies.check_minutes(minutes)
    role = _role(clinic, person, practice, on=clinic.happens_on)
    standing = _standing(clinic, person)
    told = (minutes, practice and practice.pk, role)
    if standing and (standing.minutes, standing.practice_id, standing.role) == told:
        return standing
    if standing:
        _supersede(standing, by=by, at=at)
    attendance = ClinicAttendance.objects.create(
        clinic=clinic,
        person=person,
        side=Side.PRACTICE if practice else Side.SPECIALIST,
        practice=practice,
        role=role,
        minutes=minutes,
        revision=_next_revision(clinic, person),
        recorded_by=by,
        recorded_at=at,
    )
    if clinic.state == ClinicState.HELD:
        record(records.attended(attendance), by=by, at=at)
    return attendance


@transaction.atomic
def remove_attendance(*, clinic: Clinic, person: Person, by: Person, at: datetime) -> None:
    """The person did not take part after all; after sign-off their entry is voided. Twice is a no-op."""
    clinic = locked_clinic(clinic)
    standing = _standing(clinic, person)
    if standing:
        _supersede(standing, by=by, at=at)
        remaining = ClinicAttendance.objects.current().filter(clinic=clinic)
        policies.check_specialist_remains(clinic, set(remaining.values_list("side", flat=True)))


def _standing(clinic: Clinic, person: Person) -> ClinicAttendance | None:
    return ClinicAttendance.objects.current().filter(clinic=clinic, person=person).first()


def _supersede(attendance: ClinicAttendance, *, by: Person, at: datetime) -> None:
    attendance.superseded_at = at
    attendance.save(update_fields=["superseded_at"])
    entry = entry_of_source(source=records.ATTENDANCE, source_ref=str(attendance.pk), kind="clinic.attended")
    if entry:
        void(entry, reason=VoidReason.CORRECTED, by=by, at=at)


def _next_revision(clinic: Clinic, person: Person) -> int:
    former = ClinicAttendance.objects.filter(clinic=clinic, person=person)
    return (former.aggregate(last=Max("revision"))["last"] or 0) + 1


def _role(clinic: Clinic, person: Person, practice: Practice | None, *, on: date) -> str:
    if practice:
        role = role_at(person, practice, on=on)
        if role is None:
            raise ValueError(f"{person.name} did not work at the practice on the day of the clinic.")
        return role
    appointments = Appointment.objects.current().on(on).filter(person=person, network=clinic.network, role="specialist")
    profession = appointments.values_list("profession", flat=True).first()
    if profession is None:
        raise ValueError(f"{person.name} was not a specialist of the network on the day of the clinic.")
    return profession
