"""The courses of the invented network, with their pages and question banks."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.demo_content import COURSES
from courses.demo_content.texts import CourseText, QuestionText
from courses.models import Course, CourseIndexPage, CoursePage, LessonPage, Option, Question
from practices.models import Network, Person

CAUTION = (
    "<p>Written for a demonstration from the published guidance that each lesson names. "
    "It has not been reviewed by clinicians. Check the current guidance before you act on it.</p>"
)


@transaction.atomic
def make_content(network: Network, *, by: Person, at: datetime) -> list[Course]:
    """Three short courses. A course whose code exists already is left as it is."""
    written = [text for text in COURSES if not Course.objects.filter(code=text.code).exists()]
    return [_make_course(text, network, by, at) for text in written]


def _make_course(text: CourseText, network: Network, by: Person, at: datetime) -> Course:
    course = Course.objects.create(
        network=network,
        code=text.code,
        title=text.title,
        summary=text.summary,
        cpd_minutes=text.cpd_minutes,
        competencies=text.competencies,
        pass_mark=80,
        questions_per_attempt=8,
    )
    for question in text.questions:
        _make_question(course, question)
    _make_pages(course, text, by, at)
    return course


def _make_question(course: Course, text: QuestionText) -> None:
    question = Question.objects.create(
        course=course,
        stem=text.stem,
        kind=text.kind,
        feedback=text.feedback,
        source=text.source,
        competency=text.competency,
    )
    Option.objects.bulk_create(
        Option(question=question, text=option.text, is_correct=option.is_correct, feedback=option.feedback)
        for option in text.options
    )


def _make_pages(course: Course, text: CourseText, by: Person, at: datetime) -> None:
    shared = {"owner": getattr(by, "user", None), "first_published_at": at, "last_published_at": at}
    page = CoursePage(
        title=text.title,
        slug=text.code,
        introduction=text.introduction,
        course=course,
        kept_by="The network's specialists",
        body=[("key_point", {"heading": "Check the current guidance", "text": CAUTION})],
        **shared,
    )
    CourseIndexPage.objects.get().add_child(instance=page)
    for lesson in text.lessons:
        page.add_child(
            instance=LessonPage(
                title=lesson.title,
                slug=lesson.slug,
                introduction=lesson.introduction,
                minutes=lesson.minutes,
                body=list(lesson.body),
                **shared,
            )
        )
