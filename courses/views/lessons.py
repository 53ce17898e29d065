from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cms import clock
from courses import operations
from courses.forms import KnowledgeCheckForm
from courses.models import Course, LessonPage
from courses.permissions import learning_networks
from courses.queries import lesson_page, progress_in
from courses.views import trails
from courses.views.acting import access_of, actor
from courses.views.loading import course_to_see, course_to_take


@login_required
@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, course_code: str, slug: str) -> HttpResponse:
    """One lesson. A POST answers one of its knowledge checks: it shows the feedback, and keeps nothing."""
    course = course_to_see(request, course_code)
    page = _page(course, slug)
    progress = progress_in(actor(request), course, clock.today())
    keys = [each.key for each in progress.lessons]
    context = {
        "trail": trails.to_course(course),
        "course": course,
        "page": page,
        "progress": progress,
        "number": keys.index(page.translation_key) + 1,
        "is_done": page.translation_key in progress.done,
        "may_learn": course.network_id in learning_networks(access_of(request)),
        "parts": [_part(block, request) for block in page.body],
    }
    return render(request, "courses/lesson.html", context)


@login_required
@require_POST
def done(request: HttpRequest, course_code: str, slug: str) -> HttpResponse:
    """Mark the lesson as done and go on: to the next lesson, or back to the course when there is none left."""
    course = course_to_take(request, course_code)
    page = _page(course, slug)
    person, now = actor(request), clock.now()
    try:
        enrolment = operations.enrol_person(person=person, course=course, by=person, at=now)
        operations.finish_lesson(enrolment=enrolment, lesson_key=page.translation_key, by=person, at=now)
    except ValueError as refusal:
        messages.error(request, str(refusal))
        return redirect("courses:course", course.code)
    onward = progress_in(person, course, clock.today()).next_lesson
    return redirect("courses:lesson", course.code, onward.slug) if onward else redirect("courses:course", course.code)


def _page(course: Course, slug: str) -> LessonPage:
    page = lesson_page(course, slug)
    if page is None:
        raise Http404
    return page


def _part(block: Any, request: HttpRequest) -> dict[str, Any]:
    """A block of the lesson; a knowledge check with its form, and its feedback once it is answered."""
    if block.block_type != "knowledge_check":
        return {"block": block}
    is_asked = request.method == "POST" and request.POST.get("check") == block.id
    form = KnowledgeCheckForm(request.POST if is_asked else None, check=block.value, prefix=block.id)
    return {"block": block, "form": form, "chosen": form.chosen() if is_asked else None}
