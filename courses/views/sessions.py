from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from cms.components import Link
from courses import operations, wording
from courses.models import Booking
from courses.permissions import learning_networks, visible_networks
from courses.queries import (
    attendances_of,
    bookings_at,
    bookings_of,
    sessions_awaiting_register,
    sessions_in,
    upcoming_sessions,
)
from courses.views import trails
from courses.views.acting import access_of, actor
from courses.views.loading import session_to_book, session_to_see
from practices.models import Network
from practices.roles import Permission

RECENT = 10


@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """The sessions to come, with a place or without; for those who run them, the registers to take."""
    person, access, now = actor(request), access_of(request), clock.now()
    booked = set(bookings_of(person).values_list("session_id", flat=True))
    upcoming = upcoming_sessions(visible_networks(access), after=now)
    run = access.networks_with(Permission.RUN_SESSIONS)
    context = {
        "headings": ["Session", "When", "Where", "Places left"],
        "rows": [_row(session, session.pk in booked) for session in upcoming],
        "networks_run": Network.objects.filter(pk__in=run),
        "awaiting": sessions_awaiting_register(run, at=now),
        "past": sessions_in(run).filter(ends_at__lte=now).order_by("-starts_at")[:RECENT],
    }
    return render(request, "courses/sessions.html", context)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The places I hold, and the sessions I was at, with the hours that count."""
    person = actor(request)
    attended = list(attendances_of(person))
    context = {
        "bookings": bookings_of(person).filter(session__ends_at__gt=clock.now()),
        "attended": attended,
        "participatory": sum(row.minutes for row in attended if row.session.participatory),
    }
    return render(request, "courses/my_sessions.html", context)


@login_required
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    shown = session_to_see(request, pk)
    access, now = access_of(request), clock.now()
    booking = bookings_of(actor(request)).filter(session=shown).first()
    runs = access.may_in(Permission.RUN_SESSIONS, shown.network_id)
    context = {
        "trail": trails.to_session(),
        "session": shown,
        "booking": booking,
        "rows": _facts(shown, booking, runs),
        "is_open": not shown.is_cancelled and now < shown.starts_at,
        "has_begun": now >= shown.starts_at,
        "is_full": shown.booked >= shown.capacity,
        "may_book": shown.network_id in learning_networks(access),
        "runs": runs,
        "people": bookings_at(shown) if runs else (),
    }
    return render(request, "courses/session.html", context)


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
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    given, person = session_to_see(request, pk), actor(request)
    try:
        operations.cancel_booking(session=given, person=person, by=person, at=clock.now())
        messages.success(request, "Your place is free for somebody else.")
    except ValueError as refusal:
        messages.error(request, str(refusal))
    return redirect("courses:session", given.pk)


def _row(session: Any, is_booked: bool) -> list[Any]:
    left = max(session.capacity - session.booked, 0)
    places = "You have a place" if is_booked else str(left) if left else "Full"
    where = session.place or "Online"
    return [
        Link(text=session.title, href=reverse("courses:session", args=[session.pk])),
        wording.times(session.starts_at, session.ends_at),
        where,
        places,
    ]


def _facts(session: Any, booking: Booking | None, runs: bool) -> list[dict[str, Any]]:
    facts: list[tuple[str, Any]] = [
        ("When", wording.times(session.starts_at, session.ends_at)),
        ("Where", session.place or "Online"),
        ("Led by", session.facilitator.name),
        ("Programme", session.programme),
        ("CPD", f"{wording.length(session.minutes)}, {'' if session.participatory else 'not '}participatory"),
        ("Places", f"{session.capacity}, {session.booked} taken"),
    ]
    if session.online_link and (booking or runs):
        facts.append(("Join at", Link(text=session.online_link, href=session.online_link)))
    return [{"key": key, "value": value} for key, value in facts]
