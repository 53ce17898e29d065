"""What this room's objects are in the evidence ledger. Pure."""

from __future__ import annotations

from cms.clock import london_date
from courses.models import Attendance, Completion
from evidence.enums import Verification
from evidence.operations import NewEntry

COMPLETIONS = "courses.completion"
ATTENDANCES = "courses.attendance"


def completion_entry(completion: Completion) -> NewEntry:
    return NewEntry(
        kind="course.completed",
        source=COMPLETIONS,
        source_ref=f"{completion.pk}.{completion.revision}",
        happened_on=completion.completed_on,
        person=completion.person,
        verification=Verification(completion.verification),
        values={
            "course": completion.course.code,
            "score": completion.score,
            "edition": completion.edition,
            "minutes": completion.minutes,
        },
    )


def attendance_entry(attendance: Attendance) -> NewEntry:
    session = attendance.session
    return NewEntry(
        kind="session.attended",
        source=ATTENDANCES,
        source_ref=f"{session.pk}.{attendance.person_id}.{attendance.revision}",
        happened_on=london_date(session.starts_at),
        person=attendance.person,
        values={
            "session": str(session.pk),
            "programme": session.programme,
            "minutes": attendance.minutes,
            "role": attendance.role or None,
            "participatory": session.participatory,
        },
    )
