"""After sign-off nothing is overwritten: the entries that were wrong are voided, and what is right is recorded anew."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from cms.clock import london_date
from evidence.enums import VoidReason
from evidence.operations import record, void
from evidence.queries import entry_of_source
from practices.models import Person
from visits import policies, records
from visits.enums import Side
from visits.models import Visit, VisitAttendance
from visits.operations.recording import write_attendance
from visits.operations.sign_off import standing_attendances
from visits.operations.states import locked
from visits.particulars import Stay


@transaction.atomic
def correct_attendance(
    *, visit: Visit, person: Person, side: str, minutes: int | None, by: Person, at: datetime
) -> Visit:
    """What a person really did at a signed-off visit: so many minutes on that side, or None for not there at all.

    Raises ValueError when a side would be left without anybody, or the person had no role there on that day.
    """
    visit = locked(visit)
    policies.check_signed_off(visit)
    former = VisitAttendance.objects.current().filter(visit=visit, person=person).select_related("visit").first()
    if (former and (former.side, former.minutes)) == (minutes and (side, minutes)):
        return visit
    if former:
        _supersede(former, VoidReason.CORRECTED, by=by, at=at)
    if minutes is not None:
        policies.check_minutes([minutes])
        _write_next(visit, Side(side), Stay(person, minutes), by=by, at=at)
    return _restate(visit, VoidReason.CORRECTED, by=by, at=at)


@transaction.atomic
def correct_day(*, visit: Visit, held_on: date, by: Person, at: datetime) -> Visit:
    """A signed-off visit was held on another day. Everybody who was there needs a role on that day."""
    visit = locked(visit)
    policies.check_signed_off(visit)
    policies.check_not_to_come(held_on, today=london_date(at))
    if visit.held_on == held_on:
        return visit
    attendances = standing_attendances(visit)
    visit.held_on = held_on
    visit.save(update_fields=["held_on"])
    for attendance in attendances:
        _supersede(attendance, VoidReason.WRONG_DATE, by=by, at=at)
        _write_next(visit, Side(attendance.side), Stay(attendance.person, attendance.minutes), by=by, at=at)
    return _restate(visit, VoidReason.WRONG_DATE, by=by, at=at)


def _write_next(visit: Visit, side: Side, stay: Stay, *, by: Person, at: datetime) -> None:
    former = VisitAttendance.objects.filter(visit=visit, person=stay.person).aggregate(last=Max("revision"))["last"]
    attendance = write_attendance(visit, side, stay, revision=(former or 0) + 1, by=by, at=at)
    record(records.attended(attendance), by=by, at=at)


def _supersede(attendance: VisitAttendance, reason: VoidReason, *, by: Person, at: datetime) -> None:
    attendance.superseded_at = at
    attendance.save(update_fields=["superseded_at"])
    _void(records.ATTENDANCE, str(attendance.pk), "visit.attended", reason, by=by, at=at)


def _restate(visit: Visit, reason: VoidReason, *, by: Person, at: datetime) -> Visit:
    """Void the visit's entry, and record it as it is now."""
    attendances = standing_attendances(visit)
    policies.check_sides_remain({attendance.side for attendance in attendances})
    _void(records.VISIT, records.reference(visit), "visit.held", reason, by=by, at=at)
    visit.revision += 1
    visit.save(update_fields=["revision"])
    record(records.held(visit, attendances, visit.agenda.all()), by=by, at=at)
    return visit


def _void(source: str, source_ref: str, kind: str, reason: VoidReason, *, by: Person, at: datetime) -> None:
    entry = entry_of_source(source=source, source_ref=source_ref, kind=kind)
    if entry:
        void(entry, reason=reason, by=by, at=at)
