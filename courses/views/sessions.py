from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms import clock
from cms.components import Link
from courses import policies, wording
from courses.enums import BookingState
from courses.models import LiveSession
from courses.permissions import learning_networks, visible_networks
from courses.queries import (
    attendances_of,
    booking_of,
    bookings_at,
    bookings_of,
    changes_at,
    disputes_in,
    history_of,
    parts_of,
    rank_of,
    sessions_awaiting_register,
    sessions_in,
    states_of,
    unnamed_at,
    upcoming_sessions,
    waiting_at,
    waits_of,
)
from courses.views import trails
from courses.views.acting import access_of, actor
from courses.views.loading import session_to_see
from practices.models import Network, Person
from practices.roles import Permission

RECENT = 10
OWN = {BookingState.BOOKED: "You have a place", BookingState.WAITING: "You are on the waiting list"}


@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """The sessions to come, with a place or without; for those who run them, the registers to take."""
    person, access, now = actor(request), access_of(request), clock.now()
    states = states_of(person)
    upcoming = upcoming_sessions(visible_networks(access), after=now)
    run = access.networks_with(Permission.RUN_SESSIONS)
    context = {
        "headings": ["Session", "When", "Where", "Places left"],
        "rows": [_row(session, OWN.get(states.get(session.pk, ""), "")) for session in upcoming],
        "networks_run": Network.objects.filter(pk__in=run),
        "awaiting": sessions_awaiting_register(run, at=now),
        "disputes": disputes_in(run),
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
        "waits": waits_of(person).filter(session__starts_at__gt=clock.now()),
        "attended": attended,
        "participatory": sum(row.minutes for row in attended if row.session.participatory),
    }
    return render(request, "courses/my_sessions.html", context)


@login_required
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    shown = session_to_see(request, pk)
    access, now = access_of(request), clock.now()
    booking = booking_of(shown, actor(request))
    has_place = booking is not None and booking.state == BookingState.BOOKED
    runs = access.may_in(Permission.RUN_SESSIONS, shown.network_id)
    context = {
        "trail": trails.to_session(),
        "session": shown,
        "booking": booking,
        "parts": parts_of(shown.series),
        "has_place": has_place,
        "wait_words": "" if has_place or booking is None else f"You are number {rank_of(booking)} on the waiting list",
        "rows": _facts(shown, has_place or runs),
        "is_open": _refusal(shown, now) == "",
        "why_closed": _refusal(shown, now),
        "has_begun": now >= shown.starts_at,
        "is_running": shown.starts_at <= now <= shown.ends_at and not shown.is_cancelled,
        **_own_attendance(shown, actor(request), now),
        "is_full": shown.booked >= shown.capacity,
        "may_book": shown.network_id in learning_networks(access),
        "runs": runs,
        "people": bookings_at(shown) if runs else (),
        "unnamed": unnamed_at(shown) if runs else (),
        "waiting": waiting_at(shown) if runs else (),
        "changes": changes_at(shown) if runs else (),
    }
    return render(request, "courses/session.html", context)


def _own_attendance(session: LiveSession, person: Person, now: datetime) -> dict[str, bool]:
    """Whether the person is checked in, and may say that they were there: only from the start on is there anything."""
    if session.is_cancelled or now < session.starts_at:
        return {"is_checked_in": False, "may_claim": False}
    history = history_of(session, person)
    in_time = session.ends_at <= now <= session.ends_at + policies.CLAIM_WITHIN
    has_claimed = any(claim.settled_at is None for claim in history.claims)
    return {
        "is_checked_in": has_claimed and not history.recorded,
        "may_claim": in_time and history.recorded is None and not has_claimed,
    }


def _refusal(session: LiveSession, now: datetime) -> str:
    """Why nobody can book now; empty when they can."""
    try:
        policies.check_bookings_open(session, now)
    except ValueError as refusal:
        return str(refusal)
    return ""


def _row(session: Any, own: str) -> list[Any]:
    left = max(session.capacity - session.booked, 0)
    full = f"Full, {session.waiting} waiting" if session.waiting else "Full"
    places = own or (str(left) if left else full)
    where = session.place or "Online"
    return [
        Link(text=session.title, href=reverse("courses:session", args=[session.pk])),
        wording.times(session.starts_at, session.ends_at),
        where,
        places,
    ]


def _facts(session: Any, may_join: bool) -> list[dict[str, Any]]:
    facts: list[tuple[str, Any]] = [
        ("When", wording.times(session.starts_at, session.ends_at)),
        ("Where", session.place or "Online"),
        ("Led by", session.facilitator.name),
        ("Programme", session.programme),
        ("CPD", f"{wording.length(session.minutes)}, {'' if session.participatory else 'not '}participatory"),
        ("Places", _places(session)),
        ("Bookings", _deadlines(session)),
    ]
    if session.sponsor:
        facts.append(("Sponsor", f"{session.sponsor}. {session.sponsorship}"))
    if session.online_link and may_join:
        facts.append(("Join at", Link(text=session.online_link, href=session.online_link)))
    return [{"key": key, "value": value} for key, value in facts]


def _places(session: Any) -> str:
    words = f"{session.capacity}, {session.booked} taken"
    if session.waiting:
        words += f", {session.waiting} waiting"
    if session.places_per_practice:
        words += f"; at most {session.places_per_practice} for one practice"
    return words


def _deadlines(session: LiveSession) -> str:
    opens, closes = session.bookings_open_at, session.bookings_close_at
    words = f"from {wording.moment_in_words(opens)} " if opens else ""
    words += f"until {wording.moment_in_words(closes)}" if closes else "until it starts"
    return words[:1].upper() + words[1:]
