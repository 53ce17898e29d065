from __future__ import annotations

from datetime import timedelta

import pytest

from courses import operations
from courses.enums import QuestionKind
from courses.models import Attempt, Completion, Question, Response
from tests.factories.courses import a_course, a_question, enrolled, failed_attempt, right_answers, wrong_answers
from tests.factories.practices import a_network, a_practice, employed

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return a_course(a_network(), questions=6)


@pytest.fixture
def nurse(course):
    return employed(a_practice(course.network))


@pytest.fixture
def enrolment(course, nurse, now):
    return enrolled(nurse, course, now)


@pytest.fixture
def attempt(enrolment, nurse, now):
    return operations.start_attempt(enrolment=enrolment, by=nurse, at=now)


def test_an_attempt_asks_as_many_questions_as_the_course_says(attempt):
    assert list(attempt.responses.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_starting_again_goes_on_with_the_attempt_under_way(attempt, enrolment, nurse, now):
    assert operations.start_attempt(enrolment=enrolment, by=nurse, at=now + timedelta(days=2)) == attempt


def test_retired_questions_and_those_of_a_later_edition_are_not_asked(course, enrolment, nurse, now):
    kept = set(Question.objects.values_list("pk", flat=True)[:4])
    Question.objects.exclude(pk__in=kept).update(is_retired=True)
    a_question(course, edition=2)
    attempt = operations.start_attempt(enrolment=enrolment, by=nurse, at=now)
    assert set(attempt.responses.values_list("question_id", flat=True)) == kept


def test_a_course_with_too_few_questions_has_no_quiz(nurse, now, course):
    Question.objects.update(is_retired=True)
    with pytest.raises(ValueError, match="too few questions"):
        operations.start_attempt(enrolment=enrolled(nurse, course, now), by=nurse, at=now)
    assert Attempt.objects.count() == 0


def test_answers_are_kept_until_the_attempt_is_submitted(attempt, nurse):
    for _ in range(2):
        chosen = right_answers(attempt)[attempt.responses.get(position=2).question_id]
        operations.answer_question(attempt=attempt, position=2, chosen=chosen, by=nurse)
    assert [r.is_answered for r in attempt.responses.all()] == [False, True, False, False]


def test_answers_given_one_by_one_are_marked(attempt, nurse, now):
    answers = wrong_answers(attempt, wrong=1)
    for response in attempt.responses.all():
        operations.answer_question(
            attempt=attempt, position=response.position, chosen=answers[response.question_id], by=nurse
        )
    submitted = operations.submit_attempt(attempt=attempt, by=nurse, at=now)
    assert (submitted.score, submitted.has_passed) == (75, False)
    assert [r.is_right for r in attempt.responses.all()] == [False, True, True, True]


def test_an_unanswered_question_stops_the_submission_and_nothing_is_lost(attempt, nurse, now):
    answers = right_answers(attempt)
    first = attempt.responses.get(position=1).question_id
    operations.answer_question(attempt=attempt, position=1, chosen=answers[first], by=nurse)
    with pytest.raises(ValueError, match=r"^Answer question 2, 3, 4 first\.$"):
        operations.submit_attempt(attempt=attempt, by=nurse, at=now)
    attempt.refresh_from_db()
    assert (attempt.is_open, attempt.responses.get(position=1).chosen) == (True, answers[first])


def test_submitting_twice_counts_once(attempt, nurse, now):
    first = operations.submit_attempt(attempt=attempt, answers=wrong_answers(attempt), by=nurse, at=now)
    again = operations.submit_attempt(
        attempt=attempt, answers=right_answers(attempt), by=nurse, at=now + timedelta(minutes=1)
    )
    assert (again.score, again.submitted_at) == (first.score, now)
    assert (Attempt.objects.count(), Completion.objects.count()) == (1, 0)


def test_a_submitted_attempt_takes_no_more_answers(attempt, nurse, now):
    operations.submit_attempt(attempt=attempt, answers=wrong_answers(attempt), by=nurse, at=now)
    with pytest.raises(ValueError, match="submitted already"):
        operations.answer_question(attempt=attempt, position=1, chosen=[1], by=nurse)


def test_nobody_answers_or_submits_for_somebody_else(attempt, course, now):
    gp = employed(a_practice(course.network), "gp_partner")
    with pytest.raises(ValueError, match="somebody else"):
        operations.answer_question(attempt=attempt, position=1, chosen=[1], by=gp)
    with pytest.raises(ValueError, match="somebody else"):
        operations.submit_attempt(attempt=attempt, answers=right_answers(attempt), by=gp, at=now)
    attempt.refresh_from_db()
    assert (attempt.is_open, Response.objects.exclude(chosen=[]).count()) == (True, 0)


def test_options_of_another_question_are_refused(attempt, nurse):
    first, second = attempt.responses.all()[:2]
    elsewhere = right_answers(attempt)[second.question_id]
    with pytest.raises(ValueError, match="Choose from the answers shown"):
        operations.answer_question(attempt=attempt, position=first.position, chosen=elsewhere, by=nurse)


def test_a_question_with_one_right_answer_takes_one(attempt, nurse):
    options = attempt.responses.get(position=1).question.options.values_list("pk", flat=True)
    with pytest.raises(ValueError, match="Choose one answer"):
        operations.answer_question(attempt=attempt, position=1, chosen=list(options[:2]), by=nurse)


def test_several_right_answers_all_have_to_be_chosen(nurse, now):
    course = a_course(a_network(), questions=0, questions_per_attempt=1)
    question = a_question(course, kind=QuestionKind.MULTIPLE)
    one, other = question.options.filter(is_correct=True)
    enrolment = enrolled(nurse, course, now)
    scores = []
    for chosen in ([one.pk], [one.pk, other.pk]):
        attempt = operations.start_attempt(enrolment=enrolment, by=nurse, at=now)
        scores.append(operations.submit_attempt(attempt=attempt, answers={question.pk: chosen}, by=nurse, at=now).score)
    assert scores == [0, 100]


def test_a_pass_mark_raised_later_does_not_fail_an_attempt_under_way(attempt, course, nurse, now):
    course.pass_mark = 100
    course.save()
    submitted = operations.submit_attempt(attempt=attempt, answers=wrong_answers(attempt, wrong=0), by=nurse, at=now)
    assert (submitted.pass_mark, submitted.has_passed) == (80, True)


def test_after_three_failures_a_day_has_to_pass(enrolment, nurse, now):
    for _ in range(3):
        failed_attempt(enrolment, now)
    with pytest.raises(ValueError, match="You can try again from"):
        operations.start_attempt(enrolment=enrolment, by=nurse, at=now + timedelta(hours=23))
    assert operations.start_attempt(enrolment=enrolment, by=nurse, at=now + timedelta(hours=24)).number == 4


def test_a_completed_course_needs_no_further_attempt(attempt, enrolment, nurse, now):
    operations.submit_attempt(attempt=attempt, answers=right_answers(attempt), by=nurse, at=now)
    with pytest.raises(ValueError, match="You have completed this course"):
        operations.start_attempt(enrolment=enrolment, by=nurse, at=now)
