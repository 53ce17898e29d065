"""Who is there says so: by the code on the screen while it runs, or afterwards by their own word."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from courses import operations, policies
from courses.check_in import code_at, seconds_left
from courses.forms import CheckInForm, ClaimForm
from courses.views import trails
from courses.views.acting import actor, posted
from courses.views.loading import session_to_book, session_to_run


@login_required
@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The address in the square code brings the code along; checking in still takes a press of the button."""
    session, person = session_to_book(request, pk), actor(request)
    form = CheckInForm(posted(request), initial={"code": request.GET.get("code", "")[:20]})
    if request.method == "POST" and form.is_valid():
        try:
            claim = operations.check_in(
                session=session, person=person, code=form.cleaned_data["code"], by=person, at=clock.now()
            )
            messages.success(request, f"You are checked in, with {claim.minutes} minutes.")
            return redirect("courses:session", session.pk)
        except ValueError as refusal:
            form.add_error("code", str(refusal))
    context = {"trail": trails.to_session(session), "session": session, "form": form}
    return render(request, "courses/check_in.html", context)


@never_cache
@login_required
@require_safe
def check_in_code(request: HttpRequest, pk: int) -> HttpResponse:
    """For the facilitator's screen, while the session runs."""
    session, now = session_to_run(request, pk), clock.now()
    context = {"trail": trails.to_session(session), "session": session, "code": "", "why_not": ""}
    try:
        policies.check_running(session, now)
        code = code_at(session, now)
        path = f"{reverse('courses:check_in', args=[session.pk])}?code={code}"
        context |= {"code": code, "seconds": seconds_left(now), "square": _square(f"{settings.PUBLIC_URL}{path}")}
    except ValueError:
        context["why_not"] = "The code is shown here while the session runs."
    return render(request, "courses/check_in_code.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """I was there, and the register does not name me."""
    session, person = session_to_book(request, pk), actor(request)
    form = ClaimForm(posted(request), session=session, initial={"minutes": session.minutes})
    if request.method == "POST" and form.is_valid():
        try:
            minutes = form.cleaned_data["minutes"]
            operations.claim_attendance(session=session, person=person, minutes=minutes, by=person, at=clock.now())
            messages.success(request, "Noted. It counts once a facilitator has confirmed it.")
            return redirect("courses:session", session.pk)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
    context = {"trail": trails.to_session(session), "session": session, "form": form}
    return render(request, "courses/claim_attendance.html", context)


def _square(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        border=2,
        scale=6,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        title="Square code to check in",
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308  drawn here, from an address of ours
