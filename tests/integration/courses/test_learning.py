from __future__ import annotations

from datetime import timedelta

import pytest

from courses import operations
from courses.models import Completion, Course, CoursePage, Enrolment, LessonPage, LessonProgress
from courses.queries import learning_of, lessons_of, progress_in
from evidence.enums import VoidReason
from evidence.queries import entry_of_source, record_of_person
from evidence.reconciliation import discrepancies
from tests.factories.courses import (
    a_course,
    a_lesson,
    completed,
    enrolled,
    failed_attempt,
    right_answers,
    wrong_answers,
)
from tests.factories.practices import a_network, a_practice, employed

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return a_network()


@pytest.fixture
def nurse(network):
    return employed(a_practice(network))


def pass_quiz(enrolment, at):
    attempt = operations.start_attempt(enrolment=enrolment, by=enrolment.person, at=at)
    return operations.submit_attempt(attempt=attempt, answers=right_answers(attempt), by=enrolment.person, at=at)


def finish_lessons(enrolment, at):
    for lesson in lessons_of(enrolment.course):
        operations.finish_lesson(enrolment=enrolment, lesson_key=lesson.key, by=enrolment.person, at=at)


def recorded(person, now):
    return [(entry.kind, entry.values["course"]) for entry in record_of_person(person.pk, known_at=now)]


def test_enrolling_twice_is_enrolling_once(network, nurse, now):
    course = a_course(network)
    first = enrolled(nurse, course, now)
    assert enrolled(nurse, course, now + timedelta(days=1)) == first


def test_a_closed_course_takes_nobody_new(network, nurse, now):
    course = a_course(network, is_open=False)
    with pytest.raises(ValueError, match="is closed"):
        enrolled(nurse, course, now)


def test_all_lessons_and_the_quiz_complete_a_course_and_the_ledger_has_it(network, nurse, now):
    course = a_course(network, "insulin-safety", lessons=2)
    enrolment = enrolled(nurse, course, now)
    finish_lessons(enrolment, now)
    assert Completion.objects.count() == 0
    attempt = pass_quiz(enrolment, now)
    completion = Completion.objects.get()
    entry = record_of_person(nurse.pk, known_at=now).get()
    assert (completion.person, completion.score, completion.minutes) == (nurse, attempt.score, 45)
    assert (entry.kind, entry.happened_on, entry.recorded_by) == ("course.completed", completion.completed_on, nurse)
    assert entry.values == {"course": "insulin-safety", "score": 100, "edition": 1, "minutes": 45}


def test_the_quiz_may_be_passed_before_the_last_lesson(network, nurse, now):
    enrolment = enrolled(nurse, a_course(network, lessons=1), now)
    pass_quiz(enrolment, now)
    assert Completion.objects.count() == 0
    finish_lessons(enrolment, now)
    assert Completion.objects.get().enrolment == enrolment


def test_a_course_without_pages_is_completed_by_its_quiz(network, nurse, now):
    pass_quiz(enrolled(nurse, a_course(network), now), now)
    assert Completion.objects.count() == 1


def test_a_failed_quiz_completes_nothing(network, nurse, now):
    enrolment = enrolled(nurse, a_course(network), now)
    attempt = failed_attempt(enrolment, now)
    assert (attempt.score, Completion.objects.count(), recorded(nurse, now)) == (0, 0, [])


def test_a_lesson_done_twice_is_done_once(network, nurse, now):
    enrolment = enrolled(nurse, a_course(network, lessons=1), now)
    finish_lessons(enrolment, now)
    finish_lessons(enrolment, now + timedelta(hours=1))
    assert list(LessonProgress.objects.values_list("done_at", flat=True)) == [now]


def test_nobody_finishes_a_lesson_for_somebody_else(network, nurse, now):
    course = a_course(network, lessons=1)
    enrolment = enrolled(nurse, course, now)
    gp = employed(a_practice(network), "gp_partner")
    with pytest.raises(ValueError, match="somebody else"):
        operations.finish_lesson(enrolment=enrolment, lesson_key=lessons_of(course)[0].key, by=gp, at=now)


def test_a_lesson_of_another_course_is_refused(network, nurse, now):
    enrolment = enrolled(nurse, a_course(network, lessons=1), now)
    elsewhere = lessons_of(a_course(network, lessons=1))[0]
    with pytest.raises(ValueError, match="does not belong to the course"):
        operations.finish_lesson(enrolment=enrolment, lesson_key=elsewhere.key, by=nurse, at=now)


def test_a_new_edition_makes_whoever_is_half_way_start_again(network, nurse, now):
    course = a_course(network, lessons=1)
    enrolment = enrolled(nurse, course, now)
    Course.objects.filter(pk=course.pk).update(edition=2)
    course.refresh_from_db()
    with pytest.raises(ValueError, match="new edition"):
        operations.start_attempt(enrolment=enrolment, by=nurse, at=now)
    again = enrolled(nurse, course, now)
    assert (again.number, again.edition) == (2, 2)


def test_a_completed_course_can_be_taken_again_as_a_refresher(network, nurse, now):
    course = a_course(network, lessons=1)
    completed(nurse, course, now)
    later = now + timedelta(days=400)
    completed(nurse, course, later)
    assert [c.enrolment.number for c in Completion.objects.order_by("pk")] == [1, 2]
    assert len(recorded(nurse, later)) == 2


def test_enrolling_in_a_completed_course_changes_nothing_unless_it_is_asked_for(network, nurse, now):
    course = a_course(network)
    completion = completed(nurse, course, now)
    assert enrolled(nurse, course, now) == completion.enrolment


def test_deleting_the_pages_keeps_progress_completion_and_evidence(network, nurse, now):
    course = a_course(network, lessons=2)
    completion = completed(nurse, course, now)
    CoursePage.objects.get(course=course).delete()
    assert (CoursePage.objects.count(), LessonPage.objects.count()) == (0, 0)
    assert LessonProgress.objects.filter(enrolment=completion.enrolment).count() == 2
    assert Completion.objects.standing().get() == completion
    assert len(recorded(nurse, now)) == 1
    assert list(discrepancies("courses.completion")) == []


def test_a_lesson_added_later_is_not_asked_of_those_who_completed(network, nurse, now, today):
    course = a_course(network, lessons=1)
    completed(nurse, course, now)
    a_lesson(CoursePage.objects.get(course=course), "New lesson")
    assert progress_in(nurse, course, today).is_completed


def test_a_void_completion_leaves_the_ledger_and_the_course_can_be_taken_again(network, nurse, now):
    course = a_course(network)
    completion = completed(nurse, course, now)
    later = now + timedelta(days=3)
    operations.void_completion(completion=completion, reason=VoidReason.NOT_GENUINE, by=None, at=later)
    assert (len(recorded(nurse, now)), recorded(nurse, later)) == (1, [])
    assert list(discrepancies("courses.completion")) == []
    assert enrolled(nurse, course, later).number == 2


def test_voiding_twice_keeps_the_first_void(network, nurse, now):
    completion = completed(nurse, a_course(network), now)
    for reason in (VoidReason.WRONG_PERSON, VoidReason.NOT_GENUINE):
        operations.void_completion(completion=completion, reason=reason, by=None, at=now)
    assert Completion.objects.get().void_reason == VoidReason.WRONG_PERSON


def test_a_restored_completion_is_recorded_anew_as_its_next_revision(network, nurse, now):
    completion = completed(nurse, a_course(network), now)
    operations.void_completion(completion=completion, reason=VoidReason.ENTERED_IN_ERROR, by=None, at=now)
    restored = operations.restore_completion(completion=completion, by=None, at=now + timedelta(days=1))
    assert (restored.is_void, restored.revision, restored.certificate_ref) == (False, 2, completion.certificate_ref)
    ref = f"{completion.pk}.2"
    assert entry_of_source(source="courses.completion", source_ref=ref, kind="course.completed") is not None
    assert list(discrepancies("courses.completion")) == []


def test_progress_shows_what_is_done_and_what_comes_next(network, nurse, now, today):
    course = a_course(network, lessons=3)
    enrolment = enrolled(nurse, course, now)
    first, second, _ = lessons_of(course)
    operations.finish_lesson(enrolment=enrolment, lesson_key=first.key, by=nurse, at=now)
    progress = progress_in(nurse, course, today)
    assert (progress.lessons_done, progress.lessons_total, progress.next_lesson) == (1, 3, second)
    assert (progress.is_under_way, progress.is_completed, progress.has_passed) == (True, False, False)


def test_a_draft_lesson_is_not_asked(network, nurse, now):
    course = a_course(network, lessons=2)
    LessonPage.objects.filter(title="Lesson 2").update(live=False)
    assert [lesson.title for lesson in lessons_of(course)] == ["Lesson 1"]


def test_catalogue_holds_open_courses_of_the_networks_and_closed_ones_that_were_begun(network, nurse, now, today):
    elsewhere = a_course(a_network("Elsewhere"))
    begun, unbegun, current = (a_course(network) for _ in range(3))
    enrolled(nurse, begun, now)
    Course.objects.filter(pk__in=[begun.pk, unbegun.pk]).update(is_open=False)
    shown = {progress.course for progress in learning_of(nurse, [network.pk], today)}
    assert (shown, elsewhere in shown) == ({begun, current}, False)


@pytest.mark.parametrize("courses", [1, 3, 30])
def test_the_catalogue_asks_the_same_number_of_queries_for_any_number_of_courses(
    network, nurse, now, today, courses, django_assert_num_queries
):
    for number in range(courses):
        course = a_course(network, questions=4, lessons=1)
        enrolment = enrolled(nurse, course, now)
        if number % 2:
            finish_lessons(enrolment, now)
            failed_attempt(enrolment, now)
        else:
            completed(nurse, course, now)
    with django_assert_num_queries(8):
        shown = learning_of(nurse, [network.pk], today)
        assert len([(p.lessons_done, p.is_completed, p.has_passed, p.next_lesson) for p in shown]) == courses


def test_the_database_keeps_one_completion_for_an_enrolment(network, nurse, now):
    completed(nurse, a_course(network), now)
    enrolment = Enrolment.objects.get()
    assert operations.complete_course(enrolment=enrolment, by=nurse, at=now) == Completion.objects.get()
    assert wrong_answers(enrolment.attempts.get(), wrong=0) == right_answers(enrolment.attempts.get())
