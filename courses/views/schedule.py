from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cms import clock
from courses import operations
from courses.forms import SessionForm, initial_of
from courses.permissions import check_runs_sessions
from courses.views import trails
from courses.views.acting import access_of, actor, posted
from courses.views.loading import session_to_run
from practices.models import Network


@login_required
@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest, network_code: str) -> HttpResponse:
    network = get_object_or_404(Network, code=network_code)
    check_runs_sessions(access_of(request), network.pk)
    person = actor(request)
    form = SessionForm(posted(request), network=network, on=clock.today(), initial={"facilitator": person.pk})
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.schedule_session(network=network, by=person, at=clock.now(), **form.values())
            messages.success(request, "The session is scheduled. People of the network can book it now.")
            return redirect("courses:session", made.pk)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
    return render(request, "courses/schedule.html", {"trail": trails.to_session(), "form": form, "network": network})


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
