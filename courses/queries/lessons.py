"""A course's lessons: the published lesson pages under its published page, in order. None when there is no page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from courses.models import Course, CoursePage, LessonPage


@dataclass(frozen=True)
class Lesson:
    """A lesson as progress knows it: by a key that outlives its page."""

    key: UUID
    slug: str
    title: str
    minutes: int


def lessons_of(course: Course) -> list[Lesson]:
    return lessons_by_course([course.pk])[course.pk]


def lessons_by_course(course_ids: Iterable[int]) -> dict[int, list[Lesson]]:
    """Every course asked for, with its lessons. Two queries for any number of courses."""
    found: dict[int, list[Lesson]] = {course_id: [] for course_id in course_ids}
    pages = CoursePage.objects.live().filter(course_id__in=found)
    course_at = dict(pages.values_list("path", "course_id"))
    lessons = LessonPage.objects.live().order_by("path") if course_at else LessonPage.objects.none()
    for path, key, slug, title, minutes in lessons.values_list("path", "translation_key", "slug", "title", "minutes"):
        course_id = course_at.get(_parent(path))
        if course_id is not None:
            found[course_id].append(Lesson(key, slug, title, minutes))
    return found


def course_page(course: Course) -> CoursePage | None:
    """What there is to read about the course, if it is published."""
    return CoursePage.objects.live().filter(course=course).first()


def lesson_page(course: Course, slug: str) -> LessonPage | None:
    """The published lesson of the course at the address."""
    page = course_page(course)
    return LessonPage.objects.live().child_of(page).filter(slug=slug).first() if page else None


def _parent(path: str) -> str:
    return path[: -LessonPage.steplen]
