from __future__ import annotations

import pytest
from django.test import Client

from practices.models import Person
from tests.factories.accounts import signed_in
from tests.factories.practices import (
    a_consultant,
    a_lead,
    a_network,
    a_practice,
    a_programme_admin,
    an_officer,
    employed,
)

pytestmark = pytest.mark.django_db


def shown(client: Client, person: Person, path: str = "/practices/me/") -> list[str]:
    return [item["label"] for item in signed_in(client, person).get(path).context["navigation"]]


def test_each_role_finds_what_is_theirs(client: Client) -> None:
    network = a_network()
    practice = a_practice(network)
    of_practice = ["My learning", "My practice", "Courses", "Sessions", "Clinics", "Visits"]
    assert shown(client, employed(practice)) == of_practice
    assert shown(client, an_officer(network)) == ["Register", "Inbox", "Forecast", "Studio"]
    of_specialist = ["My learning", "Desk", "Forecast", "Courses", "Sessions", "Clinics", "Visits", "Studio"]
    assert shown(client, a_consultant(network)) == of_specialist
    of_admin = ["Register", "Forecast", "Courses", "Sessions", "Studio", "Programme"]
    assert shown(client, a_programme_admin(network)) == of_admin


def test_one_place_is_where_one_is(client: Client) -> None:
    nurse = employed(a_practice(a_network()))
    items = signed_in(client, nurse).get("/courses/sessions/").context["navigation"]
    assert [item["label"] for item in items if item["current"]] == ["Sessions"]


def test_a_practice_s_screens_are_shown_as_far_as_one_may_open_them(client: Client) -> None:
    practice = a_practice(a_network())
    page = f"/practice/{practice.code}/"

    def labels(person: Person) -> list[str]:
        return [item["label"] for item in signed_in(client, person).get(page).context["practice_navigation"]]

    assert labels(employed(practice)) == ["Standing", "Plans", "Cases", "Visits", "Decisions"]
    assert labels(a_lead(practice)) == [
        *("Standing", "Forecast", "What if", "People", "Declarations", "Plans"),
        *("Cases", "Sessions", "Visits", "Decisions"),
    ]


def test_yesterdays_editor_does_not_open_the_editor(client: Client) -> None:
    nurse = employed(a_practice(a_network()))
    assert signed_in(client, nurse).get("/admin/").status_code == 403
