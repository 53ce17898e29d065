from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses import policies
from courses.enums import BookingState
from courses.models import Attendance, Booking, LiveSession
from jobs.operations import enqueue
from practices.models import Network, Person


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
) -> LiveSession:
    """`starts_at` and `ends_at` are aware; `capacity` counts places to book, the facilitator not among them."""
    policies.check_session_times(starts_at, ends_at)
    return LiveSession.objects.create(
        network=network,
        programme=programme,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=capacity,
        facilitator=facilitator,
        summary=summary,
        place=place,
        online_link=online_link,
        participatory=participatory,
        scheduled_by=by,
        scheduled_at=at,
    )


@transaction.atomic
def book_session(*, session: LiveSession, person: Person, by: Person | None, at: datetime) -> Booking:
    """Give the person a place, while there is one. Booking twice is booking once."""
    session = LiveSession.objects.select_for_update().get(pk=session.pk)
    policies.check_going_ahead(session)
    policies.check_not_started(session, at)
    held = Booking.objects.held().filter(session=session)
    if booking := held.filter(person=person).first():
        return booking
    policies.check_place_left(session, held.count())
    booking, _ = Booking.objects.update_or_create(
        session=session,
        person=person,
        defaults={"state": BookingState.BOOKED, "booked_at": at, "cancelled_at": None},
    )
    return booking


@transaction.atomic
def cancel_booking(*, session: LiveSession, person: Person, by: Person | None, at: datetime) -> Booking:
    """Give the place back. Raises ValueError when there is none, or the session has begun."""
    session = LiveSession.objects.select_for_update().get(pk=session.pk)
    policies.check_not_started(session, at)
    booking = Booking.objects.held().filter(session=session, person=person).first()
    policies.check_booking_held(booking)
    assert booking is not None
    booking.state, booking.cancelled_at = BookingState.CANCELLED, at
    booking.save(update_fields=["state", "cancelled_at"])
    return booking


@transaction.atomic
def cancel_session(*, session: LiveSession, by: Person | None, at: datetime) -> LiveSession:
    """The session does not take place. Everybody who booked is told by e-mail. Cancelling twice is cancelling once."""
    session = LiveSession.objects.select_for_update().get(pk=session.pk)
    if session.is_cancelled:
        return session
    policies.check_no_register(session, Attendance.objects.current().filter(session=session).exists())
    session.cancelled_at, session.cancelled_by = at, by
    session.save(update_fields=["cancelled_at", "cancelled_by"])
    for booking in Booking.objects.held().filter(session=session).values_list("pk", flat=True):
        enqueue(topic="courses.cancellation_mail", key=str(booking), payload={"booking": booking}, at=at)
    return session
