"""Places that a practice books for its people, for protected learning time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import clock
from cms.clock import london_date
from cms.components import Link
from courses import operations, policies, wording
from courses.enums import BookingState
from courses.forms import NamePlaceForm, PracticePlacesForm
from courses.models import Booking, LiveSession
from courses.queries import places_of_practice, sessions_in, staff_of, upcoming_sessions
from courses.views.acting import access_of, actor, posted
from practices.access import network_of
from practices.models import Person, Practice
from practices.permissions import check_at, check_signed_in_person
from practices.queries import name_of
from practices.roles import Permission


@login_required
@require_safe
def places(request: HttpRequest, code: str) -> HttpResponse:
    """The sessions to come, and what the practice holds at each."""
    practice, network = _practice(request, code)
    now = clock.now()
    held: dict[int, int] = {}
    for booking in places_of_practice(practice, after=now):
        held[booking.session_id] = held.get(booking.session_id, 0) + (booking.state == BookingState.BOOKED)
    context = {
        "practice_name": name_of(practice, on=clock.today()),
        "headings": ["Session", "When", "Places left", "Yours"],
        "rows": [
            [
                Link(text=session.title, href=reverse("courses:practice_session", args=[code, session.pk])),
                wording.times(session.starts_at, session.ends_at),
                str(max(session.capacity - session.booked, 0)),
                str(held.get(session.pk, 0)),
            ]
            for session in upcoming_sessions([network], after=now)
            if session.starts_at > now
        ],
    }
    return render(request, "courses/practice_sessions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def session_places(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The practice's places at one session; more of them are booked here."""
    practice, network = _practice(request, code)
    session = get_object_or_404(sessions_in([network]), pk=pk)
    form = PracticePlacesForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            wanted = form.cleaned_data["places"]
            operations.book_for_practice(
                session=session, practice=practice, places=wanted, by=actor(request), at=clock.now()
            )
            messages.success(request, "Booked. Name who comes when you know.")
            return redirect("courses:practice_session", code, pk)
        except ValueError as refusal:
            form.add_error("places", str(refusal))
    return _show(request, practice, session, form)


@login_required
@require_POST
def name(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    practice, _ = _practice(request, code)
    booking = _place(practice, pk)
    form = NamePlaceForm(posted(request), staff=_staff(practice, booking.session))
    if not form.is_valid():
        messages.error(request, "Choose who comes.")
        return redirect("courses:practice_session", code, booking.session_id)
    named = form.person
    return _act(
        request,
        booking,
        code,
        f"{named.name} has the place, and is told.",
        lambda: operations.name_place(booking=booking, person=named, by=actor(request), at=clock.now()),
    )


@login_required
@require_POST
def give_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    practice, _ = _practice(request, code)
    booking = _place(practice, pk)
    return _act(
        request,
        booking,
        code,
        "The place is given back.",
        lambda: operations.give_up_place(booking=booking, by=actor(request), at=clock.now()),
    )


def _act(request: HttpRequest, booking: Booking, code: str, told: str, work: Callable[[], object]) -> HttpResponse:
    try:
        work()
        messages.success(request, told)
    except ValueError as refusal:
        messages.error(request, str(refusal))
    return redirect("courses:practice_session", code, booking.session_id)


def _practice(request: HttpRequest, code: str) -> tuple[Practice, int]:
    """The practice and its network of today. 404 where the practice belongs to none."""
    check_signed_in_person(access_of(request))
    practice = get_object_or_404(Practice, code=code)
    check_at(access_of(request), Permission.MANAGE_STAFF, practice)
    network = network_of(practice, clock.today())
    if network is None:
        raise Http404("The practice belongs to no network.")
    return practice, network


def _place(practice: Practice, pk: int) -> Booking:
    return get_object_or_404(Booking.objects.select_related("session", "person"), pk=pk, practice=practice)


def _staff(practice: Practice, session: LiveSession) -> list[Person]:
    return list(staff_of(practice.pk, on=london_date(session.starts_at)))


def _show(request: HttpRequest, practice: Practice, session: Any, form: PracticePlacesForm) -> HttpResponse:
    now = clock.now()
    staff = _staff(practice, session)
    mine = [each for each in places_of_practice(practice, after=now) if each.session_id == session.pk]
    context = {
        "trail": [{"text": "Sessions", "href": reverse("courses:practice_sessions", args=[practice.code])}],
        "practice_name": name_of(practice, on=clock.today()),
        "session": session,
        "left": max(session.capacity - session.booked, 0),
        "places": [_line(booking, practice, staff) for booking in mine],
        "form": form,
        "why_closed": _why_closed(session, now),
    }
    return render(request, "courses/practice_session.html", context)


def _line(booking: Booking, practice: Practice, staff: list[Person]) -> dict[str, Any]:
    at = [practice.code, booking.pk]
    is_held = booking.state == BookingState.BOOKED
    return {
        "booking": booking,
        "form": NamePlaceForm(staff=staff, prefix=None, auto_id=f"place-{booking.pk}-%s"),
        "name_href": reverse("courses:name_place", args=at),
        "give_href": reverse("courses:give_up_place", args=at) if is_held else "",
    }


def _why_closed(session: LiveSession, now: Any) -> str:
    try:
        policies.check_bookings_open(session, now)
    except ValueError as refusal:
        return str(refusal)
    return ""
