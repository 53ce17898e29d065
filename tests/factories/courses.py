"""Courses, their pages and sessions for tests. What people do with them goes through the room's operations."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from wagtail.models import Page, Site

from cms.models import HomePage
from courses import operations
from courses.enums import QuestionKind
from courses.models import (
    Attempt,
    Completion,
    Course,
    CourseIndexPage,
    CoursePage,
    Enrolment,
    LessonPage,
    LiveSession,
    Option,
    Question,
)
from courses.queries import lessons_of
from practices.models import Network, Person

_numbers = count(1)
RIGHT, WRONG = "The right answer", "A wrong answer"


def a_question(course: Course, kind: str = QuestionKind.SINGLE, **values: Any) -> Question:
    """Four options; one is right, or two of a question with several right answers."""
    number = next(_numbers)
    question = Question.objects.create(
        course=course,
        stem=f"Question {number}?",
        kind=kind,
        feedback=f"Explanation {number}.",
        source=f"Guideline {number}, 2024",
        **values,
    )
    right = 2 if kind == QuestionKind.MULTIPLE else 1
    for place in range(4):
        is_right = place < right
        Option.objects.create(
            question=question,
            text=f"{RIGHT if is_right else WRONG} {number}.{place}",
            is_correct=is_right,
            feedback=f"About answer {number}.{place}.",
        )
    return question


def a_course(network: Network, code: str = "", questions: int = 4, lessons: int = 0, **values: Any) -> Course:
    """A course that asks four questions out of `questions`, with a published page when it has lessons."""
    code = code or f"course-{next(_numbers)}"
    defaults = {"title": code.replace("-", " ").capitalize(), "cpd_minutes": 45, "questions_per_attempt": 4}
    course = Course.objects.create(network=network, code=code, **{**defaults, **values})
    for _ in range(questions):
        a_question(course)
    if lessons:
        a_course_page(course, lessons)
    return course


def a_course_index() -> CourseIndexPage:
    """The one that migrations made, or another where a flush has removed it."""
    index = CourseIndexPage.objects.first()
    return index or _home().add_child(instance=CourseIndexPage(title="Courses", slug="learning"))


def _home() -> Page:
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        home = root.add_child(instance=HomePage(title="Home", slug="start"))
        Site.objects.get_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    return home


def a_course_page(course: Course, lessons: int = 2) -> CoursePage:
    page = a_course_index().add_child(instance=CoursePage(title=course.title, slug=course.code, course=course))
    for number in range(1, lessons + 1):
        a_lesson(page, f"Lesson {number}")
    return page


def a_lesson(page: CoursePage, title: str = "Lesson", body: list[tuple[str, Any]] | None = None) -> LessonPage:
    lesson = LessonPage(title=title, slug=title.lower().replace(" ", "-"), body=body or [("text", f"<p>{title}.</p>")])
    return page.add_child(instance=lesson)


def right_answers(attempt: Attempt) -> dict[int, list[int]]:
    """What has to be chosen for full marks, by question id."""
    return {
        response.question_id: [option.pk for option in response.question.options.all() if option.is_correct]
        for response in attempt.responses.all()
    }


def wrong_answers(attempt: Attempt, wrong: int | None = None) -> dict[int, list[int]]:
    """Right answers but for the first `wrong` questions; all wrong when it is not said."""
    answers = right_answers(attempt)
    for response in list(attempt.responses.order_by("position"))[:wrong]:
        answers[response.question_id] = [response.question.options.filter(is_correct=False)[0].pk]
    return answers


def enrolled(person: Person, course: Course, at: datetime) -> Enrolment:
    return operations.enrol_person(person=person, course=course, by=person, at=at)


def completed(person: Person, course: Course, at: datetime) -> Completion:
    """Every lesson done and the quiz passed at once, at the moment."""
    enrolment = operations.enrol_person(person=person, course=course, by=person, at=at, again=True)
    for lesson in lessons_of(course):
        operations.finish_lesson(enrolment=enrolment, lesson_key=lesson.key, by=person, at=at)
    attempt = operations.start_attempt(enrolment=enrolment, by=person, at=at)
    operations.submit_attempt(attempt=attempt, answers=right_answers(attempt), by=person, at=at)
    return Completion.objects.get(enrolment=enrolment)


def failed_attempt(enrolment: Enrolment, at: datetime) -> Attempt:
    attempt = operations.start_attempt(enrolment=enrolment, by=enrolment.person, at=at)
    return operations.submit_attempt(attempt=attempt, answers=wrong_answers(attempt), by=enrolment.person, at=at)


def a_session(
    network: Network, facilitator: Person, starts_at: datetime, minutes: int = 90, **values: Any
) -> LiveSession:
    defaults = {"programme": "network-education", "title": "Adjusting insulin", "capacity": 12, "place": "Board room"}
    return operations.schedule_session(
        network=network,
        facilitator=facilitator,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        by=facilitator,
        at=starts_at - timedelta(days=30),
        **{**defaults, **values},
    )
