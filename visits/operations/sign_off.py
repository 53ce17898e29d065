from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cms.clock import london_date
from evidence.operations import record
from practices.models import Person
from visits import policies, records
from visits.enums import VisitState
from visits.models import Visit, VisitAttendance
from visits.operations.feedback import send_letter
from visits.operations.states import locked, move


@transaction.atomic
def sign_off_visit(*, visit: Visit, by: Person, at: datetime, letter: str = "") -> Visit:
    """The visit stands as recorded: it becomes evidence of the practice and of each person, and the letter is sent.

    Without a text, the letter written before is sent, or else the draft made from the outcomes. Twice is a no-op.
    """
    visit = locked(visit)
    if visit.state == VisitState.SIGNED_OFF:
        return visit
    policies.check_moves(visit, VisitState.SIGNED_OFF)
    attendances = standing_attendances(visit)
    policies.check_sides_remain({attendance.side for attendance in attendances})
    visit = move(visit, VisitState.SIGNED_OFF, signed_off_by=by, signed_off_at=at)
    for attendance in attendances:
        record(records.attended(attendance), by=by, at=at)
    record(records.held(visit, attendances, visit.agenda.all()), by=by, at=at)
    send_letter(visit, letter, on=london_date(at), by=by, at=at)
    return visit


def standing_attendances(visit: Visit) -> list[VisitAttendance]:
    standing = VisitAttendance.objects.current().filter(visit=visit)
    return list(standing.select_related("visit", "person"))
