"""What our tables say that the ledger holds."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.operations import NewEntry
from virtualclinics import records
from virtualclinics.enums import ClinicState
from virtualclinics.models import AgendaItem, CaseOutcome, ClinicAttendance


def expected_attendances() -> Iterator[NewEntry]:
    standing = ClinicAttendance.objects.current().filter(clinic__state=ClinicState.HELD)
    return map(records.attended, standing.select_related("clinic", "person"))


def expected_discussions() -> Iterator[NewEntry]:
    """Sign-off leaves on the agenda what was discussed, and puts the rest back into the queue."""
    items = AgendaItem.objects.filter(clinic__state=ClinicState.HELD)
    return map(records.discussed, items.select_related("clinic", "case__practice"))


def expected_outcomes() -> Iterator[NewEntry]:
    standing = CaseOutcome.objects.filter(superseded_at__isnull=True)
    return map(records.outcome_recorded, standing.select_related("case__practice"))
