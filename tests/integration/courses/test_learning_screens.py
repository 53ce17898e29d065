from __future__ import annotations

import re

import pytest
from django.urls import reverse

from cms import clock
from courses import operations
from courses.enums import QuestionKind
from courses.models import Attempt, Completion, Course, CoursePage, Enrolment, LessonProgress, Option, Question
from tests.factories.accounts import signed_in
from tests.factories.courses import (
    a_course,
    a_lesson,
    a_question,
    completed,
    enrolled,
    failed_attempt,
    right_answers,
    wrong_answers,
)
from tests.factories.practices import a_network, a_practice, a_programme_admin, employed

pytestmark = pytest.mark.django_db
CATALOGUE_QUERIES = 11
CHECK = {
    "question": "Which insulin is given with meals?",
    "options": [
        {"text": "Rapid-acting", "is_correct": True, "feedback": "It covers the meal."},
        {"text": "Long-acting", "is_correct": False, "feedback": "That is the background."},
    ],
    "explanation": "Basal and bolus differ.",
}


@pytest.fixture
def network():
    return a_network()


@pytest.fixture
def nurse(network):
    return employed(a_practice(network))


@pytest.fixture
def colleague(network):
    return employed(a_practice(network), "gp_partner")


@pytest.fixture
def nurse_client(client, nurse):
    return signed_in(client, nurse)


@pytest.fixture
def course(network):
    return a_course(network, "insulin-safety", lessons=2)


def text(response):
    return response.content.decode()


def attempt_of(person, course):
    enrolment = enrolled(person, course, clock.now())
    return operations.start_attempt(enrolment=enrolment, by=person, at=clock.now())


def test_the_catalogue_shows_the_courses_of_my_networks_and_how_far_i_am(nurse_client, nurse, course):
    a_course(a_network("Elsewhere"), title="Another network's course")
    completed(nurse, a_course(course.network, "foot-care"), clock.now())
    page = text(nurse_client.get(reverse("courses:catalogue")))
    headings = re.findall(r'nhsuk-card__link" href="([^"]+)"', page)
    assert headings == ["/courses/foot-care/", "/courses/insulin-safety/"]
    assert (page.count("Completed</strong>"), page.count("Not started</strong>")) == (1, 1)


def test_a_course_of_another_network_is_not_there(nurse_client):
    course = a_course(a_network("Elsewhere"))
    assert nurse_client.get(reverse("courses:course", args=[course.code])).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, course):
    for name in ("course", "start"):
        response = client.post(reverse(f"courses:{name}", args=[course.code]))
        assert response.headers["Location"].startswith("/accounts/login/")


def test_a_programme_admin_reads_the_course_and_does_not_take_it(client, network, course):
    admin = signed_in(client, a_programme_admin(network))
    assert admin.get(reverse("courses:course", args=[course.code])).status_code == 200
    assert admin.post(reverse("courses:start", args=[course.code])).status_code == 403


def test_a_lesson_marked_as_done_leads_to_the_next_and_the_last_back_to_the_course(nurse_client, nurse, course):
    started = nurse_client.post(reverse("courses:start", args=[course.code]))
    assert started.headers["Location"] == "/courses/insulin-safety/lessons/lesson-1/"
    places = [
        nurse_client.post(reverse("courses:lesson_done", args=[course.code, slug])).headers["Location"]
        for slug in ("lesson-1", "lesson-2")
    ]
    assert places == ["/courses/insulin-safety/lessons/lesson-2/", "/courses/insulin-safety/"]
    assert LessonProgress.objects.filter(enrolment__person=nurse).count() == 2


def test_looking_at_a_lesson_writes_nothing(nurse_client, course):
    assert nurse_client.get(reverse("courses:lesson", args=[course.code, "lesson-1"])).status_code == 200
    assert Enrolment.objects.count() == 0


def test_a_page_leads_to_its_screen(nurse_client, course):
    page = CoursePage.objects.get(course=course)
    lesson = page.get_children().first()
    assert nurse_client.get(page.url).headers["Location"] == "/courses/insulin-safety/"
    assert nurse_client.get(lesson.url).headers["Location"] == "/courses/insulin-safety/lessons/lesson-1/"


def test_a_course_without_pages_still_has_its_screen_and_its_quiz(nurse_client, network):
    course = a_course(network, "no-pages")
    assert "Start the quiz" in text(nurse_client.get(reverse("courses:course", args=[course.code])))


def test_a_knowledge_check_tells_nothing_before_it_is_answered(nurse_client, course):
    lesson = a_lesson(CoursePage.objects.get(), "Checked", [("knowledge_check", CHECK)])
    address = reverse("courses:lesson", args=[course.code, lesson.slug])
    before = text(nurse_client.get(address))
    told = ["It covers the meal.", "That is the background.", "Basal and bolus differ.", "is_correct", "Right."]
    assert [words for words in told if words in before] == []
    block = lesson.body[0].id
    after = text(nurse_client.post(address, {"check": block, f"{block}-answer": "1"}))
    shown = ["That is the background.", "Basal and bolus differ.", "Not quite."]
    assert [words for words in [*shown, "It covers the meal."] if words in after] == shown


def test_a_knowledge_check_without_a_choice_asks_for_one(nurse_client, course):
    lesson = a_lesson(CoursePage.objects.get(), "Checked", [("knowledge_check", CHECK)])
    address = reverse("courses:lesson", args=[course.code, lesson.slug])
    assert "Choose an answer." in text(nurse_client.post(address, {"check": lesson.body[0].id}))


def test_nothing_of_the_answers_is_in_a_page_before_the_attempt_is_submitted(nurse_client, nurse, network):
    course = a_course(network, "quizzed", questions=3, questions_per_attempt=4)
    a_question(course, kind=QuestionKind.MULTIPLE)
    attempt = attempt_of(nurse, course)
    pages = [text(nurse_client.get(reverse("courses:question", args=[attempt.pk, n]))) for n in (1, 2, 3, 4)]
    pages.append(text(nurse_client.get(reverse("courses:check", args=[attempt.pk]))))
    pages.append(text(nurse_client.get(reverse("courses:course", args=[course.code]))))
    secrets = [*Option.objects.values_list("feedback", flat=True), *Question.objects.values_list("feedback", flat=True)]
    assert [secret for secret in [*secrets, "correct", "is_right"] for page in pages if secret in page] == []
    assert nurse_client.get(reverse("courses:result", args=[attempt.pk])).status_code == 404


def test_the_quiz_goes_question_by_question_to_the_check_and_the_result(nurse_client, nurse, network):
    course = a_course(network, "quizzed")
    place = nurse_client.post(reverse("courses:begin_quiz", args=[course.code])).headers["Location"]
    attempt = Attempt.objects.get()
    answers = right_answers(attempt)
    for response in attempt.responses.all():
        assert place == reverse("courses:question", args=[attempt.pk, response.position])
        place = nurse_client.post(place, {"answer": answers[response.question_id]}).headers["Location"]
    assert place == reverse("courses:check", args=[attempt.pk])
    place = nurse_client.post(place).headers["Location"]
    result = text(nurse_client.get(place))
    assert (result.count("Right</strong>"), "You have completed the course" in result) == (4, True)
    assert all(question.feedback in result and question.source in result for question in Question.objects.all())


def test_a_failed_result_says_what_would_have_been_right_and_why(nurse_client, nurse, network):
    course = a_course(network, "quizzed")
    attempt = failed_attempt(enrolled(nurse, course, clock.now()), clock.now())
    result = text(nurse_client.get(reverse("courses:result", args=[attempt.pk])))
    chosen = [Option.objects.get(pk=r.chosen[0]).feedback for r in attempt.responses.all()]
    assert (result.count("Not right</strong>"), result.count("Right would have been:")) == (4, 4)
    assert [feedback for feedback in chosen if feedback not in result] == []


def test_an_answer_is_kept_and_shown_again(nurse_client, nurse, course):
    attempt = attempt_of(nurse, course)
    first = attempt.responses.first()
    chosen = first.question.options.last()
    address = reverse("courses:question", args=[attempt.pk, 1])
    nurse_client.post(address, {"answer": chosen.pk})
    assert re.search(rf'value="{chosen.pk}"[^>]* checked', text(nurse_client.get(address)))


def test_a_question_without_an_answer_comes_back_with_a_sentence(nurse_client, nurse, course):
    attempt = attempt_of(nurse, course)
    response = nurse_client.post(reverse("courses:question", args=[attempt.pk, 1]), {})
    assert (response.status_code, "Choose an answer." in text(response)) == (200, True)


def test_a_forged_option_is_refused(nurse_client, nurse, course):
    attempt = attempt_of(nurse, course)
    other = attempt.responses.last().question.options.first()
    response = nurse_client.post(reverse("courses:question", args=[attempt.pk, 1]), {"answer": other.pk})
    assert "Choose from the answers shown." in text(response)
    assert attempt.responses.exclude(chosen=[]).count() == 0


def test_submitting_early_says_which_answers_are_missing(nurse_client, nurse, course):
    attempt = attempt_of(nurse, course)
    response = nurse_client.post(reverse("courses:check", args=[attempt.pk]))
    assert "Answer question 1, 2, 3, 4 first." in text(response)


def test_submitting_twice_shows_the_same_result(nurse_client, nurse, course):
    attempt = attempt_of(nurse, course)
    operations.submit_attempt(attempt=attempt, answers=wrong_answers(attempt), by=nurse, at=clock.now())
    again = nurse_client.post(reverse("courses:check", args=[attempt.pk]))
    assert again.headers["Location"] == reverse("courses:result", args=[attempt.pk])
    assert list(Attempt.objects.values_list("score", flat=True)) == [0]


@pytest.mark.parametrize("name", ["check", "result", "question"])
def test_another_persons_attempt_is_not_there(nurse_client, colleague, course, name):
    attempt = attempt_of(colleague, course)
    place = reverse(f"courses:{name}", args=[attempt.pk, 1] if name == "question" else [attempt.pk])
    answer = attempt.responses.first().question.options.first().pk
    statuses = [nurse_client.get(place).status_code, nurse_client.post(place, {"answer": answer}).status_code]
    assert statuses == [404, 405 if name == "result" else 404]
    attempt.refresh_from_db()
    assert (attempt.is_open, attempt.responses.exclude(chosen=[]).count()) == (True, 0)


def test_after_three_failures_the_course_says_from_when_the_quiz_is_open_again(nurse_client, nurse, network):
    course = a_course(network, "quizzed")
    enrolment = enrolled(nurse, course, clock.now())
    for _ in range(3):
        failed_attempt(enrolment, clock.now())
    page = text(nurse_client.get(reverse("courses:course", args=[course.code])))
    assert ("You can try again from" in page, "Start the quiz" in page) == (True, False)
    refused = nurse_client.post(reverse("courses:begin_quiz", args=[course.code]), follow=True)
    assert "You have used 3 attempts." in text(refused)


def test_a_completed_course_can_be_taken_again_from_its_screen(nurse_client, nurse, course):
    completed(nurse, course, clock.now())
    nurse_client.post(reverse("courses:start", args=[course.code]), {"again": "yes"})
    assert list(Enrolment.objects.filter(person=nurse).values_list("number", flat=True)) == [1, 2]
    assert Completion.objects.count() == 1


def test_a_refused_start_is_told_on_the_course(nurse_client, course):
    Course.objects.update(is_open=False)
    refused = nurse_client.post(reverse("courses:start", args=[course.code]), follow=True)
    assert "is closed. Nobody can start it now." in text(refused)


@pytest.mark.parametrize("courses", [1, 3, 30])
def test_the_catalogue_asks_as_many_queries_for_any_number_of_courses(
    nurse_client, network, courses, django_assert_num_queries
):
    for _ in range(courses):
        a_course(network, lessons=1)
    nurse_client.get(reverse("courses:catalogue"))
    with django_assert_num_queries(CATALOGUE_QUERIES):
        nurse_client.get(reverse("courses:catalogue"))
