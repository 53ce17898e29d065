from __future__ import annotations

import pytest
from django.urls import reverse

from courses.demo import make_content
from courses.models import Completion, Course, LessonPage, Question
from courses.queries import lessons_of
from tests.factories.accounts import signed_in
from tests.factories.courses import completed
from tests.factories.practices import a_network, a_practice, a_specialist_nurse, employed

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return a_network()


@pytest.fixture
def courses(network, now):
    return make_content(network, by=a_specialist_nurse(network), at=now)


def test_the_demo_has_three_courses_with_lessons_and_banks(courses):
    shape = {course.code: (len(lessons_of(course)), course.questions.count()) for course in courses}
    assert shape == {"insulin-safety": (4, 11), "annual-review-foot": (3, 10), "hypoglycaemia-driving": (3, 10)}


def test_making_the_content_twice_makes_it_once(courses, network, now):
    assert make_content(network, by=a_specialist_nurse(network), at=now) == []
    assert (Course.objects.count(), LessonPage.objects.count(), Question.objects.count()) == (3, 10, 31)


def test_a_nurse_can_complete_each_of_them(courses, network, now):
    nurse = employed(a_practice(network))
    assert [completed(nurse, course, now).score for course in courses] == [100, 100, 100]
    assert Completion.objects.count() == 3


def test_every_lesson_can_be_read_and_gives_no_answer_away(client, courses, network):
    signed_in(client, employed(a_practice(network)))
    for course in courses:
        for lesson in lessons_of(course):
            page = client.get(reverse("courses:lesson", args=[course.code, lesson.slug]))
            assert (page.status_code, b"is_correct" in page.content) == (200, False)
        shown = client.get(reverse("courses:course", args=[course.code])).content.decode()
        assert "It has not been reviewed by clinicians" in shown
