"""What the sources say of who was there, for those who run the session: the join log, and decisions between claims."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.clock import london_date
from courses import operations, policies
from courses.forms import DecisionForm, JoinLogForm
from courses.join_logs import read_join_log
from courses.queries import disputes_at, history_of, matched_people, people_concerned
from courses.views import trails
from courses.views.acting import actor, posted
from courses.views.loading import session_to_run


@login_required
@require_http_methods(["GET", "POST"])
def join_log(request: HttpRequest, pk: int) -> HttpResponse:
    """The file is read and forgotten. Whom it names and nobody can match is shown once, for the register by hand."""
    session = session_to_run(request, pk)
    form = JoinLogForm(posted(request), request.FILES or None)
    context = {"trail": trails.to_session(session), "session": session, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            content = form.cleaned_data["file"].read()
            read = read_join_log(content, starts_at=session.starts_at, ends_at=session.ends_at)
            matched, unmatched = matched_people(session, read, on=london_date(session.starts_at))
            operations.import_join_log(session=session, minutes=matched, by=actor(request), at=clock.now())
            context |= {"matched": matched.items(), "unmatched": unmatched, "disputes": disputes_at(session)}
            return render(request, "courses/join_log_read.html", context)
        except ValueError as refusal:
            form.add_error("file", str(refusal))
    return render(request, "courses/join_log.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, pk: int, person: UUID) -> HttpResponse:
    """All that was ever said of a person at a session, and the decision where the sources disagree."""
    session = session_to_run(request, pk)
    concerned = get_object_or_404(people_concerned(session, on=london_date(session.starts_at)), pk=person)
    history = history_of(session, concerned)
    dispute = next((each for each in disputes_at(session) if each.person == concerned), None)
    form = DecisionForm(posted(request), session=session, history=history) if dispute else None
    if form and request.method == "POST" and form.is_valid():
        try:
            operations.decide_claims(
                session=session,
                person=concerned,
                minutes=form.minutes(),
                believed=form.believed,
                reason=form.cleaned_data["reason"],
                by=actor(request),
                at=clock.now(),
            )
            messages.success(request, f"Decided for {concerned.name}. The claims and your reason stay on record.")
            return redirect("courses:register", session.pk)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
    context = {
        "trail": trails.to_session(session),
        "session": session,
        "person": concerned,
        "history": history,
        "dispute": dispute,
        "form": form,
        "tolerance": policies.TOLERANCE_MINUTES,
    }
    return render(request, "courses/attendance.html", context)
