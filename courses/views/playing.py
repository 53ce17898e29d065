"""A package as a learner plays it: in a frame of another origin, on a page that says how far it has come."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from courses import operations
from courses.models import Completion, PackageLaunch
from courses.packages.judging import asked
from courses.player.origin import origin_of
from courses.queries import progress_in
from courses.queries.packages import later_launch, parts_done, state_so_far
from courses.views import trails
from courses.views.acting import actor
from courses.views.loading import course_to_take, own_launch

NOT_SET_UP = "This site cannot play packages yet: it has no host for them. Tell its administrators (EP_PACKAGES_HOST)."


@login_required
@require_POST
def play(request: HttpRequest, course_code: str) -> HttpResponse:
    """Start a part of the course's package, and with it the course where that has not begun."""
    course, person, now = course_to_take(request, course_code), actor(request), clock.now()
    package = progress_in(person, course, clock.today()).package
    if package is None or not settings.PACKAGES_HOST:
        messages.error(request, NOT_SET_UP if package else "There is no package to play here now.")
        return redirect("courses:course", course.code)
    try:
        enrolment = operations.enrol_person(person=person, course=course, by=person, at=now)
        unit = request.POST.get("part", "")
        opened = operations.open_launch(enrolment=enrolment, package=package, unit=unit, by=person, at=now)
    except ValueError as refusal:
        messages.error(request, str(refusal))
        return redirect("courses:course", course.code)
    return redirect("courses:launch", opened.pk)


@never_cache
@login_required
@require_safe
def launch(request: HttpRequest, pk: int) -> HttpResponse:
    """The part in its frame. The frame's origin is the only one the page may show."""
    shown = own_launch(request, pk)
    course = shown.enrolment.course
    origin = origin_of(shown, request)
    ended = later_launch(shown) or shown.has_expired(clock.now())
    context = {
        "trail": trails.to_course(course),
        "course": course,
        "launch": shown,
        "unit": shown.package.part(shown.unit),
        "address": "" if ended else origin.start,
        **_standing(shown),
    }
    response = render(request, "courses/launch.html", context)
    response._csp_update = {"frame-src": [origin.address]}  # type: ignore[attr-defined] # read by django-csp
    return response


@never_cache
@login_required
@require_safe
def launch_state(request: HttpRequest, pk: int) -> HttpResponse:
    """What the site has heard from the part so far, for the page's own script."""
    return render(request, "courses/launch_state.html", _standing(own_launch(request, pk)))


def _standing(shown: PackageLaunch) -> dict[str, object]:
    said, unit = state_so_far(shown), shown.package.part(shown.unit)
    done = parts_done([shown.enrolment]).get((shown.enrolment_id, shown.package_id), set())
    mark = asked(unit, shown.enrolment.course.pass_mark) if unit else 0
    return {
        "course": shown.enrolment.course,
        "said": said,
        "is_done": shown.unit in done,
        "mark": mark,
        "falls_short": said.score is not None and said.score < mark,
        "has_completed": Completion.objects.standing().filter(enrolment=shown.enrolment).exists(),
    }
