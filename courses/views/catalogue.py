from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from courses import operations
from courses.enums import CompletedBy
from courses.models import CourseIndexPage
from courses.permissions import learning_networks, visible_networks
from courses.queries import course_page, learning_of, progress_in
from courses.views import trails
from courses.views.acting import access_of, actor
from courses.views.loading import course_to_see, course_to_take
from practices.roles import Permission


@login_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The courses of my networks, with how far I am in each."""
    courses = learning_of(actor(request), visible_networks(access_of(request)), clock.today())
    context = {
        "courses": courses,
        "shows_networks": len({progress.course.network_id for progress in courses}) > 1,
        "index": CourseIndexPage.objects.live().first(),
    }
    return render(request, "courses/catalogue.html", context)


@login_required
@require_safe
def course(request: HttpRequest, course_code: str) -> HttpResponse:
    """What the course is, its lessons with what is done, its quiz, its certificate."""
    shown = course_to_see(request, course_code)
    progress = progress_in(actor(request), shown, clock.today())
    opens_at = progress.quiz_opens_at
    context = {
        "trail": trails.to_course(),
        "course": shown,
        "progress": progress,
        "page": course_page(shown),
        "may_learn": shown.network_id in learning_networks(access_of(request)),
        "may_edit": access_of(request).may_in(Permission.EDIT_CONTENT, shown.network_id),
        "by_package": shown.completed_by == CompletedBy.PACKAGE,
        "is_paused": opens_at is not None and clock.now() < opens_at,
    }
    return render(request, "courses/course.html", context)


@login_required
@require_POST
def start(request: HttpRequest, course_code: str) -> HttpResponse:
    """Enrol, or take it again, and go to the first lesson."""
    taken = course_to_take(request, course_code)
    person = actor(request)
    try:
        operations.enrol_person(
            person=person, course=taken, by=person, at=clock.now(), again=bool(request.POST.get("again"))
        )
    except ValueError as refusal:
        messages.error(request, str(refusal))
        return redirect("courses:course", taken.code)
    onward = progress_in(person, taken, clock.today()).next_lesson
    return redirect("courses:lesson", taken.code, onward.slug) if onward else redirect("courses:course", taken.code)
