"""Places that a practice holds before it is known who comes: booked by its lead, named one by one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cms.clock import london_date
from courses import policies
from courses.enums import BookingState
from courses.models import Booking, LiveSession
from courses.operations.announcing import announce
from courses.operations.places import check_person, give_up, held_at, locked, note
from courses.queries.people import works_at
from practices.models import Person, Practice


@transaction.atomic
def book_for_practice(
    *, session: LiveSession, practice: Practice, places: int, by: Person, at: datetime
) -> list[Booking]:
    """Hold so many places, all or none. Raises ValueError when fewer are left, or the practice may not have them."""
    session = locked(session)
    policies.check_bookings_open(session, at)
    held = Booking.objects.held().filter(session=session, practice=practice).count()
    policies.check_places_wanted(places)
    policies.check_practice_total(session, held + places)
    policies.check_places_left(session.capacity - held_at(session), places)
    bookings = [Booking(session=session, practice=practice, booked_at=at) for _ in range(places)]
    for booking in bookings:
        booking.save()
        note(booking, by, at)
    return bookings


@transaction.atomic
def name_place(*, booking: Booking, person: Person, by: Person, at: datetime) -> Booking:
    """Say who of the practice comes on a place that it holds. The person is told, with the entry for their calendar."""
    session = locked(booking.session)
    booking = Booking.objects.get(pk=booking.pk)
    policies.check_not_started(session, at)
    policies.check_still_unnamed(booking)
    assert booking.practice_id is not None
    policies.check_works_there(works_at(booking.practice_id, person, on=london_date(session.starts_at)))
    former = Booking.objects.filter(session=session, person=person).first()
    policies.check_has_no_place(former)
    check_person(session, person, at)
    if former is None:
        booking.person = person
        booking.save(update_fields=["person"])
        note(booking, by, at)
        announce(booking, "booked", at)
        return booking
    _end(booking, by, at)
    former.state, former.booked_at, former.cancelled_at = BookingState.BOOKED, at, None
    former.practice_id = booking.practice_id
    former.save()
    note(former, by, at)
    announce(former, "booked", at)
    return former


@transaction.atomic
def give_up_place(*, booking: Booking, by: Person, at: datetime) -> Booking:
    """Give back a place of the practice, named or not. Who waits longest gets it."""
    session = locked(booking.session)
    policies.check_not_started(session, at)
    booking = Booking.objects.select_related("person").get(pk=booking.pk)
    policies.check_booking_held(booking if booking.state == BookingState.BOOKED else None)
    return give_up(booking, session, by=by, at=at)


def _end(booking: Booking, by: Person, at: datetime) -> None:
    """The place goes to a row that the person has already: nothing comes free."""
    booking.state, booking.cancelled_at = BookingState.CANCELLED, at
    booking.save(update_fields=["state", "cancelled_at"])
    note(booking, by, at)
