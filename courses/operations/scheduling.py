"""Sessions are scheduled, changed and cancelled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from courses import policies
from courses.models import Attendance, Booking, LiveSession, SessionSeries
from courses.operations.announcing import announce
from courses.operations.places import locked, promote_waiting
from practices.models import Network, Person

# What those who booked have to be told of.
TOLD = ("title", "starts_at", "ends_at", "place", "online_link")
CHANGEABLE = (
    *TOLD,
    "summary",
    "programme",
    "capacity",
    "places_per_practice",
    "bookings_open_at",
    "bookings_close_at",
    "facilitator",
    "participatory",
    "sponsor",
    "sponsorship",
)


@transaction.atomic
def schedule_session(
    *,
    network: Network,
    programme: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    capacity: int,
    facilitator: Person,
    by: Person | None,
    at: datetime,
    summary: str = "",
    place: str = "",
    online_link: str = "",
    participatory: bool = True,
    places_per_practice: int | None = None,
    bookings_open_at: datetime | None = None,
    bookings_close_at: datetime | None = None,
    sponsor: str = "",
    sponsorship: str = "",
    series: SessionSeries | None = None,
) -> LiveSession:
    """`starts_at` and `ends_at` are aware; `capacity` counts places to book, the facilitator not among them.

    Bookings are open in [bookings_open_at, bookings_close_at): None is at once, and until it starts.
    """
    policies.check_session_times(starts_at, ends_at)
    session = LiveSession(
        network=network,
        programme=programme,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=capacity,
        places_per_practice=places_per_practice,
        bookings_open_at=bookings_open_at,
        bookings_close_at=bookings_close_at,
        facilitator=facilitator,
        summary=summary,
        place=place,
        online_link=online_link,
        participatory=participatory,
        sponsor=sponsor,
        sponsorship=sponsorship,
        series=series,
        scheduled_by=by,
        scheduled_at=at,
    )
    policies.check_booking_times(session)
    policies.check_sponsor_declared(session)
    session.save()
    return session


@transaction.atomic
def change_session(*, session: LiveSession, values: dict[str, Any], by: Person | None, at: datetime) -> LiveSession:
    """Change a session before it begins. Who booked is told of another time or place; more places go to who waits.

    `values` are those of `schedule_session` that change. Raises ValueError for fewer places than are taken.
    """
    session = locked(session)
    policies.check_going_ahead(session)
    policies.check_not_started(session, at)
    before = {name: getattr(session, name) for name in TOLD}
    for name in CHANGEABLE:
        setattr(session, name, values.get(name, getattr(session, name)))
    policies.check_session_times(session.starts_at, session.ends_at)
    policies.check_not_started(session, at)
    policies.check_booking_times(session)
    policies.check_sponsor_declared(session)
    held = list(Booking.objects.held().filter(session=session))
    policies.check_capacity(session.capacity, len(held))
    session.save()
    if before != {name: getattr(session, name) for name in TOLD}:
        for booking in held:
            announce(booking, "changed", at)
    promote_waiting(session, at)
    return session


@transaction.atomic
def cancel_session(*, session: LiveSession, by: Person | None, at: datetime) -> LiveSession:
    """The session does not take place. Everybody who booked or waits is told. Cancelling twice is cancelling once."""
    session = locked(session)
    if session.is_cancelled:
        return session
    policies.check_no_register(session, Attendance.objects.current().filter(session=session).exists())
    session.cancelled_at, session.cancelled_by = at, by
    session.save(update_fields=["cancelled_at", "cancelled_by"])
    for booking in Booking.objects.standing().filter(session=session):
        announce(booking, "cancelled", at)
    return session
