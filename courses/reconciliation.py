"""What this room says the ledger holds, for `manage.py reconcile_evidence`."""

from __future__ import annotations

from collections.abc import Iterator

from courses.models import Attendance, Completion
from courses.records import attendance_entry, completion_entry
from evidence.operations import NewEntry


def expected_completions() -> Iterator[NewEntry]:
    standing = Completion.objects.standing().select_related("person", "course")
    return (completion_entry(completion) for completion in standing.iterator())


def expected_attendances() -> Iterator[NewEntry]:
    current = Attendance.objects.current().select_related("person", "session")
    return (attendance_entry(attendance) for attendance in current.iterator())
