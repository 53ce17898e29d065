"""Our objects as ledger entries. Nothing is read here and nothing written."""

from __future__ import annotations

from cms.clock import london_date
from evidence.operations import NewEntry
from virtualclinics.models import AgendaItem, CaseOutcome, ClinicAttendance

ATTENDANCE = "virtualclinics.attendance"
DISCUSSION = "virtualclinics.discussion"
OUTCOME = "virtualclinics.outcome"


def attended(attendance: ClinicAttendance) -> NewEntry:
    """A corrected attendance is a new row, so its reference is new too."""
    return NewEntry(
        kind="clinic.attended",
        source=ATTENDANCE,
        source_ref=str(attendance.pk),
        happened_on=attendance.clinic.happens_on,
        person=attendance.person,
        values={
            "clinic": str(attendance.clinic_id),
            "minutes": attendance.minutes,
            "side": attendance.side,
            "role": attendance.role or None,
        },
    )


def discussed(item: AgendaItem) -> NewEntry:
    return NewEntry(
        kind="clinic.case_discussed",
        source=DISCUSSION,
        source_ref=str(item.pk),
        happened_on=item.clinic.happens_on,
        practice=item.case.practice,
        values={"clinic": str(item.clinic_id), "case": str(item.case_id)},
    )


def outcome_recorded(outcome: CaseOutcome) -> NewEntry:
    return NewEntry(
        kind="case.outcome_recorded",
        source=OUTCOME,
        source_ref=str(outcome.pk),
        happened_on=london_date(outcome.recorded_at),
        practice=outcome.case.practice,
        values={"case": str(outcome.case_id), "outcome": outcome.outcome},
    )
