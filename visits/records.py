"""Our objects as ledger entries. Nothing is read here and nothing written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.clock import london_date
from evidence.operations import NewEntry
from visits.enums import Side
from visits.models import AgendaItem, Visit, VisitAttendance, VisitFeedback

VISIT = "visits.visit"
ATTENDANCE = "visits.attendance"
FEEDBACK = "visits.feedback"


def reference(visit: Visit) -> str:
    """Each correction of who was there makes the visit's entry anew."""
    return f"{visit.pk}.{visit.revision}"


def held(visit: Visit, attendances: Iterable[VisitAttendance], agenda: Iterable[AgendaItem]) -> NewEntry:
    people = sorted(attendances, key=lambda each: each.person.key)
    assert visit.held_on is not None
    return NewEntry(
        kind="visit.held",
        source=VISIT,
        source_ref=reference(visit),
        happened_on=visit.held_on,
        practice=visit.practice,
        values={
            "visit": str(visit.pk),
            "visit_kind": visit.kind,
            "minutes": visit.held_minutes,
            "agenda": sorted(item.kind for item in agenda if item.is_done),
            "visitors": [_participant(each) for each in people if each.side == Side.VISITOR],
            "hosts": [_participant(each) for each in people if each.side == Side.HOST],
        },
    )


def attended(attendance: VisitAttendance) -> NewEntry:
    """A corrected attendance is a new row, so its reference is new too."""
    assert attendance.visit.held_on is not None
    return NewEntry(
        kind="visit.attended",
        source=ATTENDANCE,
        source_ref=str(attendance.pk),
        happened_on=attendance.visit.held_on,
        person=attendance.person,
        values={
            "visit": str(attendance.visit_id),
            "minutes": attendance.minutes,
            "side": attendance.side,
            "role": attendance.role or None,
        },
    )


def feedback_given(feedback: VisitFeedback) -> NewEntry:
    return NewEntry(
        kind="feedback.given",
        source=FEEDBACK,
        source_ref=str(feedback.pk),
        happened_on=london_date(feedback.given_at),
        practice=feedback.visit.practice,
        values={"about": "visit", "subject": str(feedback.visit_id)},
    )


def _participant(attendance: VisitAttendance) -> dict[str, Any]:
    return {"person": attendance.person.key, "role": attendance.role or None, "minutes": attendance.minutes}
