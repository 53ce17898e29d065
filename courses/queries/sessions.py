"""Live sessions: what can be booked, who booked, who was there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from courses.enums import BookingState
from courses.models import Attendance, Booking, BookingChange, LiveSession, SessionSeries
from practices.models import Person, Practice


def sessions_in(network_ids: Iterable[int]) -> QuerySet[LiveSession]:
    """The networks' sessions in order, each with `booked`, the places taken, and `waiting`, who waits for one."""
    sessions = LiveSession.objects.filter(network_id__in=list(network_ids))
    booked = Count("bookings", filter=Q(bookings__state=BookingState.BOOKED))
    waiting = Count("bookings", filter=Q(bookings__state=BookingState.WAITING))
    return (
        sessions.annotate(booked=booked, waiting=waiting)
        .select_related("facilitator", "network")
        .order_by("starts_at", "id")
    )


def upcoming_sessions(
    network_ids: Iterable[int], programme: str | None = None, *, after: datetime
) -> QuerySet[LiveSession]:
    """Going ahead and not over at the moment `after`, the next first; of one programme if it is named."""
    sessions = sessions_in(network_ids).filter(cancelled_at__isnull=True, ends_at__gt=after)
    return sessions.filter(programme=programme) if programme else sessions


def sessions_awaiting_register(network_ids: Iterable[int], *, at: datetime) -> QuerySet[LiveSession]:
    """Begun by the moment, and nobody is on the register yet."""
    taken = Attendance.objects.current().filter(session=OuterRef("pk"))
    begun = sessions_in(network_ids).filter(cancelled_at__isnull=True, starts_at__lte=at)
    return begun.filter(~Exists(taken))


def parts_of(series: SessionSeries | None) -> list[LiveSession]:
    """The sessions of a series that go ahead, in order; none of no series."""
    if series is None:
        return []
    return list(LiveSession.objects.going_ahead().filter(series=series).order_by("starts_at", "id"))


def bookings_of(person: Person) -> QuerySet[Booking]:
    """The places the person holds, at past sessions too, in the order of the sessions."""
    held = Booking.objects.held().filter(person=person)
    return held.select_related("session", "session__facilitator").order_by("session__starts_at", "id")


def booking_of(session: LiveSession, person: Person) -> Booking | None:
    """The place that the person holds or waits for."""
    return Booking.objects.standing().filter(session=session, person=person).first()


def states_of(person: Person) -> dict[int, str]:
    """By session, whether the person holds a place there or waits for one."""
    return dict(Booking.objects.standing().filter(person=person).values_list("session_id", "state"))


def waits_of(person: Person) -> QuerySet[Booking]:
    """The places the person waits for, in the order of the sessions."""
    waits = Booking.objects.waiting().filter(person=person).select_related("session", "session__facilitator")
    return waits.order_by("session__starts_at", "id")


def waiting_at(session: LiveSession) -> QuerySet[Booking]:
    """Who waits for a place, in the order in which it is given to them."""
    return Booking.objects.waiting().filter(session=session).select_related("person", "practice")


def unnamed_at(session: LiveSession) -> QuerySet[Booking]:
    """Places that practices hold without a name yet."""
    held = Booking.objects.held().filter(session=session, person__isnull=True)
    return held.select_related("practice").order_by("practice__code", "id")


def places_of_practice(practice: Practice, *, after: datetime) -> list[Booking]:
    """What the practice's people hold and wait for, and its places without a name, at sessions to come, in order."""
    standing = Booking.objects.standing().filter(practice=practice)
    standing = standing.filter(session__starts_at__gt=after, session__cancelled_at__isnull=True)
    return list(standing.select_related("session", "person").order_by("session__starts_at", "session_id", "id"))


def rank_of(booking: Booking) -> int:
    """Where the booking stands in the waiting list, from 1."""
    ids = list(Booking.objects.waiting().filter(session=booking.session_id).values_list("pk", flat=True))
    return ids.index(booking.pk) + 1


def changes_at(session: LiveSession) -> QuerySet[BookingChange]:
    """What became of the places, in order."""
    changes = BookingChange.objects.filter(booking__session=session)
    return changes.select_related("booking__person", "booking__practice", "by").order_by("id")


def attendances_of(person: Person) -> QuerySet[Attendance]:
    """What the registers say of the person, the latest session first."""
    current = Attendance.objects.current().filter(person=person)
    return current.select_related("session").order_by("-session__starts_at", "-id")


def register_of(session: LiveSession) -> QuerySet[Attendance]:
    """Who was there, as the register says now, by family name."""
    current = Attendance.objects.current().filter(session=session).select_related("person")
    return current.order_by("person__family_name", "person__given_name")


def bookings_at(session: LiveSession) -> QuerySet[Booking]:
    """The places taken by somebody, by family name."""
    held = Booking.objects.held().filter(session=session, person__isnull=False).select_related("person", "practice")
    return held.order_by("person__family_name", "person__given_name")


def programmes_of(network_ids: Iterable[int]) -> list[str]:
    """The programme codes in use, in order."""
    sessions = LiveSession.objects.filter(network_id__in=list(network_ids))
    return sorted(set(sessions.values_list("programme", flat=True)))


def corrected_minutes(session: LiveSession, minutes: Mapping[Person, int]) -> dict[Person, int]:
    """Of these minutes (0: was not there) all that the register does not say yet, if any of it takes back or changes
    what the register once said; else nothing. One query.
    """
    once = {row.person_id: row for row in Attendance.objects.filter(session=session).order_by("revision")}
    now = {pk: row.minutes if row.superseded_at is None else 0 for pk, row in once.items()}
    changed = {person: each for person, each in minutes.items() if each != now.get(person.pk, 0)}
    return changed if any(person.pk in once for person in changed) else {}
