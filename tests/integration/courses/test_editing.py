from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from courses.models import Course, CoursePage, LessonPage, Option, Question
from practices.enums import NetworkRole
from tests.factories.accounts import signed_in
from tests.factories.courses import a_course, a_course_index
from tests.factories.practices import a_network, a_practice, appointed, employed

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return a_network()


@pytest.fixture
def editor(network):
    person = appointed(network, NetworkRole.EDITOR)
    person.user.groups.add(Group.objects.get(name="Editors"))
    return person


@pytest.fixture
def editing(client, editor):
    return signed_in(client, editor)


def question_sent(course, right=(0,), **changes):
    options = {f"options-{n}-text": f"Answer {n}" for n in range(3)}
    options |= {f"options-{n}-is_correct": "on" for n in right}
    options |= {f"options-{n}-feedback": "" for n in range(3)}
    formset = {"options-TOTAL_FORMS": "3", "options-INITIAL_FORMS": "0", "options-MIN_NUM_FORMS": "2"}
    stated = {"course": course.pk, "stem": "Which one?", "kind": "single", "feedback": "Because.", "edition": "1"}
    return {**stated, "source": "NICE NG28, 2022", "options-MAX_NUM_FORMS": "8", **formset, **options, **changes}


def admin(name, model, *args):
    return reverse(f"wagtailsnippets_courses_{model}:{name}", args=args)


def test_the_editors_group_writes_courses_and_nothing_else_of_the_site():
    editors = Group.objects.get(name="Editors")
    pages = editors.page_permissions.values_list("page__slug", "permission__codename")
    assert sorted(pages) == [("learning", "add_page"), ("learning", "change_page"), ("learning", "publish_page")]
    assert sorted(editors.permissions.values_list("codename", flat=True)) == [
        "access_admin",
        "add_course",
        "add_question",
        "change_course",
        "change_question",
        "delete_question",
        "view_course",
        "view_question",
    ]


def test_an_editor_writes_a_course_a_page_and_a_lesson_and_people_find_them(client, editing, network):
    sent = {
        "network": network.pk,
        "code": "foot-care",
        "title": "Foot care",
        "summary": "Feet, once a year.",
        "edition": "1",
        "cpd_minutes": "30",
        "is_open": "on",
        "completed_by": "quiz",
        "pass_mark": "80",
        "questions_per_attempt": "4",
        "attempts_allowed": "3",
        "cool_off_hours": "24",
        "competencies": "foot",
    }
    editing.post(admin("add", "course"), sent)
    course = Course.objects.get(code="foot-care")
    index = a_course_index()
    page = {"title": "Foot care", "slug": "foot-care", "introduction": "", "course": course.pk, "body-count": "0"}
    editing.post(reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk]), {**page, **PUBLISH})
    lesson = {"title": "Why feet", "slug": "why-feet", "introduction": "", "minutes": "5", "body-count": "0"}
    parent = CoursePage.objects.get()
    editing.post(reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", parent.pk]), {**lesson, **PUBLISH})
    assert (parent.course, LessonPage.objects.get().live) == (course, True)
    signed_in(client, employed(a_practice(network)))
    assert "Why feet" in client.get(reverse("courses:course", args=["foot-care"])).content.decode()


PUBLISH = {"action-publish": "action-publish", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}


def test_an_editor_writes_a_question_with_its_answers(editing, network):
    editing.post(admin("add", "question"), question_sent(a_course(network, questions=0)))
    assert Question.objects.get().source == "NICE NG28, 2022"
    assert list(Option.objects.values_list("text", "is_correct")) == [
        ("Answer 0", True),
        ("Answer 1", False),
        ("Answer 2", False),
    ]


@pytest.mark.parametrize(
    ("kind", "right", "sentence"),
    [
        ("single", (), "Mark one answer as right"),
        ("single", (0, 1), "Mark one answer as right"),
        ("multiple", (0,), "Mark at least two answers as right"),
    ],
)
def test_a_question_that_cannot_be_marked_is_refused_and_comes_back(editing, network, kind, right, sentence):
    course = a_course(network, questions=0)
    page = editing.post(admin("add", "question"), question_sent(course, right, kind=kind)).content.decode()
    assert (sentence in page, "Which one?" in page, Question.objects.count()) == (True, True, 0)


def test_an_editor_finds_only_the_courses_of_the_own_network(editing, network):
    own, other = a_course(network), a_course(a_network("Elsewhere"))
    listed = editing.get(admin("list", "course")).content.decode()
    assert (own.code in listed, other.code in listed) == (True, False)
    question = other.questions.first()
    before = question.stem
    sent = question_sent(other, stem="Changed?")
    addresses = [admin(name, "question", question.pk) for name in ("edit", "delete")]
    addresses.append(admin("edit", "course", other.pk))
    assert [editing.get(address).headers.get("Location") for address in addresses] == ["/admin/"] * 3
    assert [editing.post(address, sent).status_code for address in addresses] == [302] * 3
    question.refresh_from_db()
    assert question.stem == before


def test_a_question_is_not_moved_to_a_course_of_another_network(editing, network):
    other = a_course(a_network("Elsewhere"), questions=0)
    page = editing.post(admin("add", "question"), question_sent(other)).content.decode()
    assert ("Select a valid choice" in page, Question.objects.count()) == (True, 0)


def test_another_networks_lessons_are_not_edited(editing):
    course = a_course(a_network("Elsewhere"), lessons=1)
    lesson = LessonPage.objects.get()
    sent = {"title": "Changed", "slug": "lesson-1", "introduction": "", "minutes": "5", "body-count": "0", **PUBLISH}
    response = editing.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), sent)
    lesson.refresh_from_db()
    assert (response.status_code, lesson.title, course.page.live) == (302, "Lesson 1", True)


def test_a_course_keeps_its_code(editing, network):
    course = a_course(network, "insulin-safety", title="Insulin safety")
    sent = {"network": network.pk, "code": "other", "title": "Insulin", "edition": "2", "cpd_minutes": "45"}
    rules = {
        "completed_by": "quiz",
        "pass_mark": "80",
        "questions_per_attempt": "4",
        "attempts_allowed": "3",
        "cool_off_hours": "24",
    }
    editing.post(admin("edit", "course", course.pk), {**sent, **rules})
    course.refresh_from_db()
    assert (course.code, course.title, course.edition) == ("insulin-safety", "Insulin", 2)


def test_a_nurse_does_not_get_into_the_editor(client, network):
    response = signed_in(client, employed(a_practice(network))).get(admin("list", "course"))
    assert response.status_code == 403
