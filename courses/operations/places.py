"""Places at a session: taken, waited for and given back, one after another in the lock of the session."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cms.clock import london_date
from courses import policies
from courses.enums import BookingState
from courses.models import Booking, BookingChange, LiveSession
from courses.operations.announcing import announce
from courses.queries.people import practices_on
from practices.models import Person


def locked(session: LiveSession) -> LiveSession:
    """The session as it is now; nobody else books, gives back or changes it until the transaction ends."""
    return LiveSession.objects.select_for_update(no_key=True).get(pk=session.pk)


@transaction.atomic
def book_session(*, session: LiveSession, person: Person, by: Person | None, at: datetime) -> Booking:
    """Give the person a place, while there is one. Booking twice is booking once.

    Raises ValueError when the session is full, bookings are closed, or the person or practice has too many.
    """
    session = locked(session)
    policies.check_bookings_open(session, at)
    former = Booking.objects.filter(session=session, person=person).first()
    if former and former.state == BookingState.BOOKED:
        return former
    check_person(session, person, at)
    policies.check_place_left(session, held_at(session))
    practice = _practice_of(session, person)
    _check_practice(session, practice)
    return _put(former, session, person, practice, BookingState.BOOKED, by=by, at=at)


@transaction.atomic
def join_waiting_list(*, session: LiveSession, person: Person, by: Person | None, at: datetime) -> Booking:
    """Wait for a place; when there is one after all, it is given at once. Waiting twice is waiting once."""
    session = locked(session)
    policies.check_bookings_open(session, at)
    former = Booking.objects.filter(session=session, person=person).first()
    if former and former.state != BookingState.CANCELLED:
        return former
    check_person(session, person, at)
    practice = _practice_of(session, person)
    _check_practice(session, practice)
    is_full = held_at(session) >= session.capacity
    state = BookingState.WAITING if is_full else BookingState.BOOKED
    return _put(former, session, person, practice, state, by=by, at=at)


@transaction.atomic
def cancel_booking(*, session: LiveSession, person: Person, by: Person | None, at: datetime) -> Booking:
    """Give the place back, or stop waiting. Who waits longest gets it. Raises ValueError when there is none."""
    session = locked(session)
    policies.check_not_started(session, at)
    booking = Booking.objects.standing().filter(session=session, person=person).first()
    policies.check_booking_held(booking)
    assert booking is not None
    return give_up(booking, session, by=by, at=at)


def give_up(booking: Booking, session: LiveSession, *, by: Person | None, at: datetime) -> Booking:
    """In the lock of the session: end the booking, and give a place that comes free to who waits."""
    booking.state, booking.cancelled_at = BookingState.CANCELLED, at
    booking.save(update_fields=["state", "cancelled_at"])
    note(booking, by, at)
    announce(booking, "given_back", at)
    promote_waiting(session, at)
    return booking


def promote_waiting(session: LiveSession, at: datetime) -> list[Booking]:
    """In the lock of the session: give free places to who waits, the longest first, while bookings are open.

    Whoever may not have a place now (another session at that time, a practice with enough) keeps waiting.
    """
    if session.is_cancelled or at >= session.booking_ends_at:
        return []
    left = session.capacity - held_at(session)
    waiting = list(Booking.objects.waiting().filter(session=session).select_related("person")) if left > 0 else []
    _lock_people([booking.person_id for booking in waiting if booking.person_id])
    promoted: list[Booking] = []
    for booking in waiting:
        if len(promoted) < left and _may_have(booking, session):
            promoted.append(_promote(booking, at))
    return promoted


def _may_have(booking: Booking, session: LiveSession) -> bool:
    try:
        _check_practice(session, booking.practice_id)
        if booking.person is not None:
            policies.check_free_then(_elsewhere(session, booking.person))
    except ValueError:
        return False
    return True


def _promote(booking: Booking, at: datetime) -> Booking:
    booking.state, booking.booked_at = BookingState.BOOKED, at
    booking.save(update_fields=["state", "booked_at"])
    note(booking, None, at)
    announce(booking, "promoted", at)
    return booking


def held_at(session: LiveSession) -> int:
    return Booking.objects.held().filter(session=session).count()


def note(booking: Booking, by: Person | None, at: datetime) -> None:
    BookingChange.objects.create(booking=booking, state=booking.state, by=by, at=at)


def _put(
    former: Booking | None,
    session: LiveSession,
    person: Person,
    practice_id: int | None,
    state: BookingState,
    *,
    by: Person | None,
    at: datetime,
) -> Booking:
    booking = former or Booking(session=session, person=person)
    booking.practice_id, booking.state, booking.booked_at, booking.cancelled_at = practice_id, state, at, None
    booking.waiting_since = at if state == BookingState.WAITING else booking.waiting_since
    booking.save()
    note(booking, by, at)
    announce(booking, "booked" if state == BookingState.BOOKED else "waiting", at)
    return booking


def check_person(session: LiveSession, person: Person, at: datetime) -> None:
    _lock_people([person.pk])
    ahead = Booking.objects.standing().filter(person=person, session__network=session.network_id)
    ahead = ahead.filter(session__starts_at__gt=at, session__cancelled_at__isnull=True).exclude(session=session)
    of_series = ahead.filter(session__series__isnull=False).exclude(session__series=session.series_id)
    single = ahead.filter(session__series__isnull=True).count()
    policies.check_not_hoarding(single + of_series.values("session__series").distinct().count())
    policies.check_free_then(_elsewhere(session, person))


def _elsewhere(session: LiveSession, person: Person) -> LiveSession | None:
    """Another session at the same time at which the person has a place."""
    held = LiveSession.objects.going_ahead().exclude(pk=session.pk)
    held = held.filter(bookings__person=person, bookings__state=BookingState.BOOKED)
    return held.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at).first()


def _check_practice(session: LiveSession, practice_id: int | None) -> None:
    if practice_id and session.places_per_practice is not None:
        held = Booking.objects.held().filter(session=session, practice=practice_id).count()
        policies.check_practice_limit(session, held)


def _practice_of(session: LiveSession, person: Person) -> int | None:
    return practices_on(session.network_id, [person.pk], on=london_date(session.starts_at)).get(person.pk)


def _lock_people(person_ids: list[UUID]) -> None:
    """Always in the same order, so that two sessions never wait for each other."""
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=person_ids).order_by("pk").values_list("pk"))
