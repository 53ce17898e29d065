"""What a person has done in courses, and what is left."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from courses import policies
from courses.models import Attempt, Completion, Course, Enrolment, LessonProgress, Package
from courses.packages.contents import Unit
from courses.queries.lessons import Lesson, lessons_by_course
from courses.queries.packages import offered_packages, parts_done
from practices.models import Person


@dataclass(frozen=True)
class CourseProgress:
    """One course as one person stands in it on a day.

    `enrolment` is the one under way or completed; none when there is none, when its completion is void, or when the
    course has a newer edition than the one that was begun. `completion` is the latest that stands, of any edition.
    """

    course: Course
    lessons: tuple[Lesson, ...]
    enrolment: Enrolment | None
    done: frozenset[UUID]
    attempts: tuple[Attempt, ...]
    completion: Completion | None
    package: Package | None = None
    parts_done: frozenset[str] = frozenset()

    @property
    def lessons_done(self) -> int:
        return sum(1 for lesson in self.lessons if lesson.key in self.done)

    @property
    def lessons_total(self) -> int:
        return len(self.lessons)

    @property
    def next_lesson(self) -> Lesson | None:
        return next((lesson for lesson in self.lessons if lesson.key not in self.done), None)

    @property
    def parts(self) -> list[tuple[Unit, bool]]:
        """The parts of the package that is offered, in order, with whether each is done."""
        return [(unit, unit.key in self.parts_done) for unit in self.package.parts] if self.package else []

    @property
    def has_parts_left(self) -> bool:
        return any(not is_done for _, is_done in self.parts)

    @property
    def submitted(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if not attempt.is_open]

    @property
    def open_attempt(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.is_open), None)

    @property
    def has_passed(self) -> bool:
        return any(attempt.has_passed for attempt in self.attempts)

    @property
    def attempts_left(self) -> int:
        """Before the next pause."""
        return policies.attempts_left(self.course, len(self.submitted))

    @property
    def quiz_opens_at(self) -> datetime | None:
        """When the next attempt may start, if a pause follows the last one."""
        return None if self.has_passed else policies.pause_ends_at(self.course, self.submitted)

    @property
    def is_completed(self) -> bool:
        """This time round: the enrolment's own completion stands."""
        return bool(self.enrolment and self.completion and self.completion.enrolment_id == self.enrolment.pk)

    @property
    def is_under_way(self) -> bool:
        return self.enrolment is not None and not self.is_completed

    @property
    def has_newer_edition(self) -> bool:
        """Completed once, but the course teaches something else now."""
        return bool(self.completion and self.completion.edition < self.course.edition)


def learning_of(person: Person, network_ids: Iterable[int], on: date) -> list[CourseProgress]:
    """Every course of the networks that is open or that the person began, by title. Nine queries for any number."""
    began = Enrolment.objects.filter(person=person).values("course_id")
    courses = Course.objects.filter(Q(is_open=True) | Q(pk__in=began), network_id__in=list(network_ids))
    return _progress(person, list(courses.select_related("network")), on)


def progress_in(person: Person, course: Course, on: date) -> CourseProgress:
    return _progress(person, [course], on)[0]


def completions_of(person: Person) -> QuerySet[Completion]:
    """What the person completed and what stands, the latest first."""
    return Completion.objects.standing().filter(person=person).select_related("course", "course__network")


def courses_by_code(codes: Collection[str]) -> dict[str, Course]:
    """The courses that exist of those asked for."""
    return {course.code: course for course in Course.objects.filter(code__in=codes).select_related("network")}


def open_courses(network_ids: Iterable[int]) -> QuerySet[Course]:
    """What people of the networks can start, by code."""
    return Course.objects.filter(is_open=True, network_id__in=list(network_ids)).order_by("code")


def _progress(person: Person, courses: list[Course], on: date) -> list[CourseProgress]:
    lessons = lessons_by_course(course.pk for course in courses)
    completions = _latest_completions(person, courses, on)
    enrolments = _enrolments(person, courses)
    done: dict[int, set[UUID]] = {}
    for enrolment_id, key in LessonProgress.objects.filter(enrolment__in=enrolments.values()).values_list(
        "enrolment_id", "lesson_key"
    ):
        done.setdefault(enrolment_id, set()).add(key)
    attempts: dict[int, list[Attempt]] = {}
    for attempt in Attempt.objects.filter(enrolment__in=enrolments.values()).order_by("number"):
        attempts.setdefault(attempt.enrolment_id, []).append(attempt)
    packages = offered_packages(course.pk for course in courses)
    parts = parts_done(enrolments.values()) if packages else {}
    return [
        CourseProgress(
            course=course,
            lessons=tuple(lessons[course.pk]),
            enrolment=enrolment,
            done=frozenset(done.get(enrolment.pk, ()) if enrolment else ()),
            attempts=tuple(attempts.get(enrolment.pk, ()) if enrolment else ()),
            completion=completions.get(course.pk),
            package=packages.get(course.pk),
            parts_done=_parts(parts, enrolment, packages.get(course.pk)),
        )
        for course in courses
        for enrolment in [enrolments.get(course.pk)]
    ]


def _parts(
    parts: dict[tuple[int, int], set[str]], enrolment: Enrolment | None, package: Package | None
) -> frozenset[str]:
    return frozenset(parts.get((enrolment.pk, package.pk), ()) if enrolment and package else ())


def _enrolments(person: Person, courses: list[Course]) -> dict[int, Enrolment]:
    """By course, the person's latest enrolment, if it is of use now."""
    editions = {course.pk: course.edition for course in courses}
    held = Enrolment.objects.filter(person=person, course_id__in=editions).select_related("completion")
    latest = {enrolment.course_id: enrolment for enrolment in held.order_by("number")}
    return {pk: enrolment for pk, enrolment in latest.items() if _is_of_use(enrolment, editions[pk])}


def _is_of_use(enrolment: Enrolment, edition: int) -> bool:
    completion: Completion | None = getattr(enrolment, "completion", None)
    return not completion.is_void if completion else enrolment.edition == edition


def _latest_completions(person: Person, courses: list[Course], on: date) -> dict[int, Completion]:
    standing = Completion.objects.standing().filter(person=person, course__in=courses, completed_on__lte=on)
    return {completion.course_id: completion for completion in standing.order_by("completed_on", "pk")}
