from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cms import clock
from courses import operations
from courses.forms import NewSessionForm, SessionForm, initial_of
from courses.models import LiveSession
from courses.permissions import check_runs_sessions
from courses.queries import parts_of
from courses.views import trails
from courses.views.acting import access_of, actor, posted
from courses.views.loading import session_to_run
from practices.models import Network, Person


@login_required
@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest, network_code: str) -> HttpResponse:
    network = get_object_or_404(Network, code=network_code)
    check_runs_sessions(access_of(request), network.pk)
    person = actor(request)
    form = NewSessionForm(posted(request), network=network, on=clock.today(), initial={"facilitator": person.pk})
    if request.method == "POST" and form.is_valid():
        try:
            made = _schedule(network, form.values(), person)
            messages.success(request, "Scheduled. People of the network can book it now.")
            return redirect("courses:session", made.pk)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
    return render(request, "courses/schedule.html", {"trail": trails.to_session(), "form": form, "network": network})


def _schedule(network: Network, values: dict[str, Any], person: Person) -> LiveSession:
    """The session, or the first of the series."""
    parts, weeks_apart = values.pop("parts"), values.pop("weeks_apart")
    acted = {"network": network, "by": person, "at": clock.now()}
    if parts == 1:
        return operations.schedule_session(**acted, **values)
    series = operations.schedule_series(parts=parts, weeks_apart=weeks_apart, **acted, **values)
    return parts_of(series)[0]


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time, place or number of places, until it starts. Who booked is told."""
    session = session_to_run(request, pk)
    form = SessionForm(posted(request), network=session.network, on=clock.today(), initial=initial_of(session))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_session(session=session, values=form.values(), by=actor(request), at=clock.now())
            messages.success(request, "Saved. If the time, place or title is another, those who booked are told.")
            return redirect("courses:session", session.pk)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
    context = {"trail": trails.to_session(session), "form": form, "session": session}
    return render(request, "courses/change_session.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, then cancels and tells those who booked."""
    session = session_to_run(request, pk)
    if request.method == "POST":
        try:
            operations.cancel_session(session=session, by=actor(request), at=clock.now())
            messages.success(request, "The session is cancelled. Those who booked are told by e-mail.")
        except ValueError as refusal:
            messages.error(request, str(refusal))
        return redirect("courses:session", session.pk)
    return render(request, "courses/cancel_session.html", {"trail": trails.to_session(session), "session": session})
