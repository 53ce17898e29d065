from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cms import clock
from courses import operations, policies
from courses.doors import REGISTER
from courses.forms import RegisterForm
from courses.models import LiveSession
from courses.queries import corrected_minutes, register_of
from courses.views import trails
from courses.views.acting import access_of, actor, posted
from courses.views.loading import session_to_run
from practices.correction_panels import history_table
from practices.corrections.queries import corrections_about
from practices.models import Person
from practices.views.door import Asked, through_the_door


@login_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there and for how long: those who booked, those already on the register, and whoever just came."""
    session = session_to_run(request, pk)
    try:
        policies.check_register_open(session, clock.now())
    except ValueError as refusal:
        messages.warning(request, str(refusal))
        return redirect("courses:session", session.pk)
    form = RegisterForm(posted(request), session=session)
    if request.method == "POST" and form.is_valid():
        if corrected := corrected_minutes(session, form.minutes()):
            if answer := through_the_door(request, _asked(session, corrected), form):
                return answer
            return _show(request, session, form)
        try:
            operations.take_register(session=session, minutes=form.minutes(), by=actor(request), at=clock.now())
            messages.success(request, f"Saved. {register_of(session).count()} on the register.")
            return redirect("courses:register", session.pk)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
    return _show(request, session, form)


def _asked(session: LiveSession, minutes: dict[Person, int]) -> Asked:
    arguments = {"session": session, "minutes": list(minutes.items())}
    told = "The register is corrected. What it said before stays on record."
    return Asked(REGISTER, arguments, session, told, reverse("courses:register", args=[session.pk]))


def _show(request: HttpRequest, session: LiveSession, form: RegisterForm) -> HttpResponse:
    context = {
        "trail": trails.to_session(session),
        "form": form,
        "session": session,
        "corrections": history_table(corrections_about([session]), access_of(request)),
    }
    return render(request, "courses/register.html", context)
