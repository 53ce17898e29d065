"""What several screens load, with the permission that each of them asks."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from courses.models import Attempt, Course, LiveSession, Package, PackageLaunch
from courses.permissions import check_edits, check_learns, check_runs_sessions, check_sees, visible_networks
from courses.queries import packages_of, sessions_in
from courses.views.acting import access_of, actor
from practices.permissions import check_signed_in_person


def course_to_see(request: HttpRequest, code: str) -> Course:
    check_signed_in_person(access_of(request))
    course = get_object_or_404(Course.objects.select_related("network"), code=code)
    check_sees(access_of(request), course.network_id)
    return course


def course_to_take(request: HttpRequest, code: str) -> Course:
    course = course_to_see(request, code)
    check_learns(access_of(request), course.network_id)
    return course


def course_to_edit(request: HttpRequest, code: str) -> Course:
    course = course_to_see(request, code)
    check_edits(access_of(request), course.network_id)
    return course


def package_to_edit(request: HttpRequest, code: str, number: int) -> Package:
    return get_object_or_404(packages_of(course_to_edit(request, code)), number=number)


def own_launch(request: HttpRequest, pk: int) -> PackageLaunch:
    """404 for everybody else's, as for attempts."""
    check_signed_in_person(access_of(request))
    launches = PackageLaunch.objects.select_related("enrolment__course__network", "enrolment__person", "package")
    return get_object_or_404(launches, pk=pk, enrolment__person=actor(request))


def own_attempt(request: HttpRequest, pk: int) -> Attempt:
    """404 for everybody else's: that there is such an attempt is nobody's business."""
    check_signed_in_person(access_of(request))
    attempts = Attempt.objects.select_related("enrolment__course__network")
    return get_object_or_404(attempts, pk=pk, enrolment__person=actor(request))


def session_to_see(request: HttpRequest, pk: int) -> LiveSession:
    check_signed_in_person(access_of(request))
    return get_object_or_404(sessions_in(visible_networks(access_of(request))), pk=pk)


def session_to_book(request: HttpRequest, pk: int) -> LiveSession:
    session = session_to_see(request, pk)
    check_learns(access_of(request), session.network_id)
    return session


def session_to_run(request: HttpRequest, pk: int) -> LiveSession:
    session = session_to_see(request, pk)
    check_runs_sessions(access_of(request), session.network_id)
    return session
