"""What our tables say that the ledger holds."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch

from evidence.operations import NewEntry
from visits import records
from visits.enums import VisitState
from visits.models import Visit, VisitAttendance, VisitFeedback


def expected_visits() -> Iterator[NewEntry]:
    standing = VisitAttendance.objects.current().select_related("person")
    visits = Visit.objects.filter(state=VisitState.SIGNED_OFF).select_related("practice")
    for visit in visits.prefetch_related("agenda", Prefetch("attendances", standing, to_attr="standing")):
        yield records.held(visit, visit.standing, visit.agenda.all())


def expected_attendances() -> Iterator[NewEntry]:
    standing = VisitAttendance.objects.current().filter(visit__state=VisitState.SIGNED_OFF)
    return map(records.attended, standing.select_related("visit", "person"))


def expected_feedback() -> Iterator[NewEntry]:
    return map(records.feedback_given, VisitFeedback.objects.select_related("visit__practice"))
