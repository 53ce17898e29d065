from __future__ import annotations

import re

import pytest

from courses.blocks import LessonBody
from courses.demo_content import COURSES
from courses.models import Course, LessonPage, Option, Question

QUESTIONS = [(course.code, question) for course in COURSES for question in course.questions]
LESSONS = [(course.code, lesson) for course in COURSES for lesson in course.lessons]


def test_the_three_courses_are_those_the_framework_names():
    assert [course.code for course in COURSES] == ["insulin-safety", "annual-review-foot", "hypoglycaemia-driving"]


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.code)
def test_each_course_has_lessons_a_bank_larger_than_an_attempt_and_honest_minutes(course):
    reading = sum(lesson.minutes for lesson in course.lessons)
    assert (len(course.lessons) in (3, 4), len(course.questions) >= 10) == (True, True)
    assert reading + 8 <= course.cpd_minutes <= reading + 12
    assert Course(code=course.code, cpd_minutes=course.cpd_minutes).competency_codes == []


@pytest.mark.parametrize(("code", "question"), QUESTIONS, ids=lambda value: getattr(value, "stem", value)[:40])
def test_each_question_fits_its_fields_and_can_be_marked(code, question):
    right = [option for option in question.options if option.is_correct]
    assert (1 <= len(right) < len(question.options), len(question.options)) == (True, 4)
    assert ("Choose every" in question.stem) is (len(right) > 1)
    limits = {"stem": 1000, "feedback": 2000, "source": 300, "competency": 40}
    assert [name for name, most in limits.items() if not 0 < len(getattr(question, name)) <= most] == []
    assert [name for name in limits if Question._meta.get_field(name).max_length != limits[name]] == []
    longest = {name: Option._meta.get_field(name).max_length for name in ("text", "feedback")}
    over = [option.text for option in question.options if len(option.text) > longest["text"] or not option.feedback]
    assert over == [option.text for option in question.options if len(option.feedback) > longest["feedback"]] == []


@pytest.mark.parametrize(("code", "question"), QUESTIONS, ids=lambda value: getattr(value, "stem", value)[:40])
def test_each_question_names_a_source_with_its_year_or_edition(code, question):
    assert re.search(r"20\d\d|current edition|NHS$|yearly", question.source), question.source


@pytest.mark.parametrize(("code", "lesson"), LESSONS, ids=lambda value: getattr(value, "slug", value))
def test_each_lesson_is_one_an_editor_could_have_saved(code, lesson):
    block = LessonBody()
    value = block.to_python([{"type": kind, "value": block.child_blocks[kind].get_prep_value(
        block.child_blocks[kind].normalize(given))} for kind, given in lesson.body])  # fmt: skip
    block.clean(value)
    assert len(lesson.title) <= LessonPage._meta.get_field("title").max_length


@pytest.mark.parametrize(("code", "lesson"), LESSONS, ids=lambda value: getattr(value, "slug", value))
def test_each_lesson_names_what_it_rests_on(code, lesson):
    sources = [given for kind, given in lesson.body if kind == "source"]
    assert sources != []
    assert [given["title"] for given in sources if not (given["publisher"] and given["published"])] == []


def test_right_answers_do_not_give_themselves_away_by_always_being_longest():
    single = [question for _, question in QUESTIONS if sum(option.is_correct for option in question.options) == 1]
    longest = [max(question.options, key=lambda option: len(option.text)).is_correct for question in single]
    assert sum(longest) < len(longest)
