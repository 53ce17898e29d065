from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from cms.clock import london_date
from practices.models import Appointment, Network, Person, Practice
from practices.queries import role_at
from visits import policies
from visits.enums import Side, VisitKind, VisitState
from visits.models import AgendaItem, Visit, VisitAttendance
from visits.operations.states import locked, move
from visits.particulars import ItemReport, Stay, VisitReport


@transaction.atomic
def record_visit(*, visit: Visit, report: VisitReport, by: Person, at: datetime) -> Visit:
    """The visit took place: when, how long, who was there, what came of the agenda. Again, it is replaced.

    The day may lie long before `at`. Roles are those of that day. Raises ValueError when a person had no role on that
    day, when a side is missing or the day is still to come.
    """
    policies.check_report(report, today=london_date(at))
    visit = move(
        locked(visit),
        VisitState.HELD,
        held_on=report.held_on,
        held_minutes=report.minutes,
        recorded_by=by,
        recorded_at=at,
    )
    visit.attendances.all().delete()
    write_attendances(visit, Side.VISITOR, report.visitors, by=by, at=at)
    write_attendances(visit, Side.HOST, report.hosts, by=by, at=at)
    _write_items(visit, report.items)
    return visit


@transaction.atomic
def enter_past_visit(
    *,
    practice: Practice,
    network: Network,
    report: VisitReport,
    by: Person,
    at: datetime,
    kind: str = VisitKind.JOINT,
) -> Visit:
    """Record a visit that was arranged elsewhere. Its agenda is what was dealt with."""
    policies.check_report(report, today=london_date(at))
    visit = Visit.objects.create(
        practice=practice,
        network=network,
        kind=kind,
        state=VisitState.HELD,
        planned_minutes=max(15, report.minutes),
        held_on=report.held_on,
        held_minutes=report.minutes,
        proposed_by=by,
        proposed_at=at,
    )
    return record_visit(visit=visit, report=report, by=by, at=at)


def write_attendances(visit: Visit, side: str, stays: Iterable[Stay], *, by: Person, at: datetime) -> None:
    for stay in stays:
        write_attendance(visit, side, stay, revision=1, by=by, at=at)


def write_attendance(
    visit: Visit, side: str, stay: Stay, *, revision: int, by: Person, at: datetime
) -> VisitAttendance:
    assert visit.held_on is not None
    return VisitAttendance.objects.create(
        visit=visit,
        person=stay.person,
        side=side,
        role=_role(visit, side, stay.person, on=visit.held_on),
        minutes=stay.minutes,
        revision=revision,
        recorded_by=by,
        recorded_at=at,
    )


def _role(visit: Visit, side: str, person: Person, *, on: date) -> str:
    if side == Side.HOST:
        role = role_at(person, visit.practice, on=on)
        if role is None:
            raise ValueError(f"{person.name} did not work at the practice on the day of the visit.")
        return role
    appointments = Appointment.objects.current().on(on).filter(person=person, network=visit.network, role="specialist")
    profession = appointments.values_list("profession", flat=True).first()
    if profession is None:
        raise ValueError(f"{person.name} was not a specialist of the network on the day of the visit.")
    return profession


def _write_items(visit: Visit, items: Iterable[ItemReport]) -> None:
    """What was dealt with, whether or not it was on the agenda."""
    visit.agenda.update(is_done=False, note="", patients=None)
    position = visit.agenda.count()
    for place, item in enumerate(items, start=position + 1):
        done = {"is_done": True, "note": item.note.strip(), "patients": item.patients}
        AgendaItem.objects.update_or_create(
            visit=visit, kind=item.kind, defaults=done, create_defaults={**done, "position": place}
        )
