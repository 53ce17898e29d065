"""The way to a screen, from the list it hangs in."""

from __future__ import annotations

from django.urls import reverse

from courses.models import Course, LiveSession

Trail = list[dict[str, str]]


def to_course(course: Course | None = None) -> Trail:
    """To a course, or with it to something of it."""
    trail = [{"text": "Courses", "href": reverse("courses:catalogue")}]
    if course is not None:
        trail.append({"text": course.title, "href": reverse("courses:course", args=[course.code])})
    return trail


def to_packages(course: Course) -> Trail:
    """To a package of the course."""
    return [*to_course(course), {"text": "Packages", "href": reverse("courses:packages", args=[course.code])}]


def to_session(session: LiveSession | None = None) -> Trail:
    """To a session, or with it to something of it."""
    trail = [{"text": "Live sessions", "href": reverse("courses:sessions")}]
    if session is not None:
        trail.append({"text": session.title, "href": reverse("courses:session", args=[session.pk])})
    return trail
