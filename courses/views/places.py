"""A place at a session: booked, waited for, given back, and put into a calendar."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from courses import operations
from courses.enums import BookingState
from courses.invitations import PUBLISH, invitation
from courses.mail import address_of, organiser
from courses.queries import bookings_of
from courses.views.acting import actor
from courses.views.loading import session_to_book, session_to_see


@login_required
@require_POST
def book(request: HttpRequest, pk: int) -> HttpResponse:
    booked, person = session_to_book(request, pk), actor(request)
    try:
        operations.book_session(session=booked, person=person, by=person, at=clock.now())
        messages.success(request, "You have a place. It stands under My sessions.")
    except ValueError as refusal:
        messages.error(request, str(refusal))
    return redirect("courses:session", booked.pk)


@login_required
@require_POST
def wait(request: HttpRequest, pk: int) -> HttpResponse:
    session, person = session_to_book(request, pk), actor(request)
    try:
        booking = operations.join_waiting_list(session=session, person=person, by=person, at=clock.now())
        got_one = booking.state == BookingState.BOOKED
        messages.success(request, "You have a place: one has just come free." if got_one else "You are on the list.")
    except ValueError as refusal:
        messages.error(request, str(refusal))
    return redirect("courses:session", session.pk)


@login_required
@require_POST
def book_series(request: HttpRequest, pk: int) -> HttpResponse:
    """Every part that is still to come of the series that the session belongs to."""
    session, person = session_to_book(request, pk), actor(request)
    if session.series is None:
        raise Http404("This session belongs to no series.")
    try:
        made = operations.book_series(series=session.series, person=person, by=person, at=clock.now())
        waits = sum(booking.state == BookingState.WAITING for booking in made)
        messages.success(request, f"You have {len(made) - waits} places{f', and wait for {waits}' if waits else ''}.")
    except ValueError as refusal:
        messages.error(request, str(refusal))
    return redirect("courses:session", session.pk)


@login_required
@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    given, person = session_to_see(request, pk), actor(request)
    try:
        operations.cancel_booking(session=given, person=person, by=person, at=clock.now())
        messages.success(request, "Done. Your place is free for somebody else.")
    except ValueError as refusal:
        messages.error(request, str(refusal))
    return redirect("courses:session", given.pk)


@login_required
@require_safe
def calendar_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """The place as an entry for the person's own calendar."""
    session = session_to_see(request, pk)
    booking = bookings_of(actor(request)).filter(session=session).first()
    if booking is None:
        raise Http404("Only who has a place has an entry for it.")
    entry = invitation(booking, method=PUBLISH, organiser=organiser(), url=address_of(booking), at=session.scheduled_at)
    answer = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="session-{session.pk}.ics"'
    return answer
