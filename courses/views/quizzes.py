from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import clock
from courses import operations
from courses.forms import QuestionForm
from courses.models import Attempt
from courses.queries import answers_given, progress_in
from courses.views import trails
from courses.views.acting import actor, posted
from courses.views.loading import course_to_take, own_attempt


@login_required
@require_POST
def begin(request: HttpRequest, course_code: str) -> HttpResponse:
    """Start an attempt, or go on with the one under way."""
    course = course_to_take(request, course_code)
    person, now = actor(request), clock.now()
    try:
        enrolment = operations.enrol_person(person=person, course=course, by=person, at=now)
        attempt = operations.start_attempt(enrolment=enrolment, by=person, at=now)
    except ValueError as refusal:
        messages.error(request, str(refusal))
        return redirect("courses:course", course.code)
    return _onward(attempt)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """One question a page, so that a phone shows it whole. Each answer is kept when it is sent."""
    attempt = own_attempt(request, pk)
    if not attempt.is_open:
        return redirect("courses:result", attempt.pk)
    response = get_object_or_404(attempt.responses.select_related("question"), position=position)
    form = QuestionForm(posted(request), response=response, seed=attempt.seed)
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer_question(attempt=attempt, position=position, chosen=form.chosen(), by=actor(request))
            return _onward(attempt)
        except ValueError as refusal:
            form.add_error("answer", str(refusal))
    total = attempt.responses.count()
    after = position + 1 if position < total else None
    context = {
        "trail": trails.to_course(attempt.enrolment.course),
        "attempt": attempt,
        "form": form,
        "position": position,
        "total": total,
        "after": after,
    }
    return render(request, "courses/question.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers before they are sent, each with a way back; then the marking."""
    attempt = own_attempt(request, pk)
    if request.method == "POST":
        try:
            operations.submit_attempt(attempt=attempt, by=actor(request), at=clock.now())
            return redirect("courses:result", attempt.pk)
        except ValueError as refusal:
            messages.error(request, str(refusal))
    if not attempt.is_open:
        return redirect("courses:result", attempt.pk)
    trail = trails.to_course(attempt.enrolment.course)
    context = {"trail": trail, "attempt": attempt, "answers": answers_given(attempt)}
    return render(request, "courses/check_answers.html", context)


@never_cache
@login_required
@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """The score, and for each question what was answered, why it is right or wrong, and where that is written."""
    attempt = own_attempt(request, pk)
    if attempt.is_open:
        raise Http404
    course = attempt.enrolment.course
    context = {
        "trail": trails.to_course(course),
        "attempt": attempt,
        "course": course,
        "answers": answers_given(attempt),
        "progress": progress_in(actor(request), course, clock.today()),
    }
    return render(request, "courses/result.html", context)


def _onward(attempt: Attempt) -> HttpResponse:
    """To the first question without an answer; when there is none, to the check."""
    unanswered = attempt.responses.filter(chosen=[]).order_by("position").first()
    if unanswered is None:
        return redirect("courses:check", attempt.pk)
    return redirect("courses:question", attempt.pk, unanswered.position)
