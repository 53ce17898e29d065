from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cms import clock
from courses import operations, policies
from courses.forms import RegisterForm
from courses.queries import register_of
from courses.views import trails
from courses.views.acting import actor, posted
from courses.views.loading import session_to_run


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
        try:
            operations.take_register(session=session, minutes=form.minutes(), by=actor(request), at=clock.now())
            messages.success(request, f"Saved. {register_of(session).count()} on the register.")
            return redirect("courses:register", session.pk)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
    return render(
        request, "courses/register.html", {"trail": trails.to_session(session), "form": form, "session": session}
    )
