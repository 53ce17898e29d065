"""Sessions that belong together: scheduled in one go, and booked in one go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cms.clock import LONDON
from courses import policies
from courses.models import Booking, LiveSession, SessionSeries
from courses.operations.places import join_waiting_list
from courses.operations.scheduling import schedule_session
from courses.wording import moment_in_words
from practices.models import Network, Person


@transaction.atomic
def schedule_series(
    *, network: Network, parts: int, weeks_apart: int, by: Person | None, at: datetime, **values: Any
) -> SessionSeries:
    """So many sessions (2 to 26), each at the same London time of day so many weeks (1 to 12) after the one before.

    `values` are those of `schedule_session` for the first part; its last moment to book moves along.
    """
    policies.check_series(parts, weeks_apart)
    series = SessionSeries.objects.create(network=network, title=values["title"], scheduled_by=by, scheduled_at=at)
    for number in range(parts):
        weeks = number * weeks_apart
        moved = {name: _later(values.get(name), weeks) for name in ("starts_at", "ends_at", "bookings_close_at")}
        schedule_session(network=network, series=series, by=by, at=at, **{**values, **moved})
    return series


@transaction.atomic
def book_series(*, series: SessionSeries, person: Person, by: Person | None, at: datetime) -> list[Booking]:
    """A place at each part to come, or on its waiting list. All or nothing: raises ValueError, naming the part."""
    made = []
    for session in (
        LiveSession.objects.going_ahead().filter(series=series, starts_at__gt=at).order_by("starts_at", "id")
    ):
        try:
            made.append(join_waiting_list(session=session, person=person, by=by, at=at))
        except ValueError as refusal:
            raise ValueError(f"{moment_in_words(session.starts_at)}: {refusal} Nothing was booked.") from refusal
    policies.check_something_to_book(len(made))
    return made


def _later(moment: datetime | None, weeks: int) -> datetime | None:
    """The same time of day in London, whatever the clocks do in between."""
    return moment.astimezone(LONDON) + timedelta(weeks=weeks) if moment else None
