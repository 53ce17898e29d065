from __future__ import annotations

import pytest
from django.urls import reverse

from practices.enums import LeadRole, PracticeRole
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
from tests.factories.visits import AFTER_VISIT, a_held_visit, a_proposed_visit, a_signed_off_visit
from visits import operations

pytestmark = pytest.mark.django_db
LETTER = "Your team was well prepared."


@pytest.fixture
def place():
    network, elsewhere = a_network(), a_network("Moorland Diabetes Network")
    practice, neighbour = a_practice(network), a_practice(network, "Mill Lane Practice")
    return {
        "practice": practice,
        "lead_gp": a_lead(practice, LeadRole.LEAD_GP, PracticeRole.GP_PARTNER),
        "nurse": employed(practice),
        "consultant": a_consultant(network),
        "neighbouring_lead": a_lead(neighbour),
        "consultant_elsewhere": a_consultant(elsewhere),
        "officer": an_officer(network),
        "programme_admin": a_programme_admin(network),
    }


def signed_off(place):
    visit = a_held_visit(place["practice"], [place["consultant"]], [place["lead_gp"]])
    return operations.sign_off_visit(visit=visit, letter=LETTER, by=place["consultant"], at=AFTER_VISIT)


def url(name, *args):
    return reverse(f"visits:{name}", args=args)


@pytest.mark.parametrize(
    ("who", "answer", "reads_letter"),
    [
        ("lead_gp", 200, True),
        ("nurse", 200, True),
        ("consultant", 200, True),
        ("officer", 200, False),
        ("programme_admin", 200, False),
        ("neighbouring_lead", 404, False),
        ("consultant_elsewhere", 404, False),
    ],
)
def test_the_letter_is_between_the_practice_and_its_specialists(client, place, who, answer, reads_letter):
    visit = signed_off(place)
    signed_in(client, place[who])
    page = client.get(url("visit", visit.pk))
    assert page.status_code == answer
    assert (LETTER in page.content.decode(), "How to titrate" in page.content.decode()) == (reads_letter, reads_letter)


@pytest.mark.parametrize("name", ["record", "sign_off", "reschedule", "correct"])
@pytest.mark.parametrize(
    ("who", "answer"),
    [("lead_gp", 403), ("officer", 403), ("neighbouring_lead", 404), ("consultant_elsewhere", 404)],
)
def test_a_visit_is_held_by_its_specialists(client, place, name, who, answer):
    visit = a_held_visit(place["practice"], [place["consultant"]], [place["lead_gp"]])
    signed_in(client, place[who])
    assert client.get(url(name, visit.pk)).status_code == answer


@pytest.mark.parametrize("name", ["agree", "decline"])
@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("lead_gp", 200),
        ("nurse", 403),
        ("consultant", 403),
        ("officer", 403),
        ("neighbouring_lead", 404),
        ("consultant_elsewhere", 404),
    ],
)
def test_a_visit_is_agreed_by_who_signs_for_the_practice(client, place, name, who, answer):
    visit = a_proposed_visit(place["practice"], place["consultant"])
    signed_in(client, place[who])
    assert client.get(url(name, visit.pk)).status_code == answer


@pytest.mark.parametrize("name", ["acknowledge", "give_feedback"])
@pytest.mark.parametrize(("who", "answer"), [("nurse", 403), ("consultant", 403), ("neighbouring_lead", 404)])
def test_the_practice_answers_for_itself(client, place, name, who, answer):
    visit = a_signed_off_visit(place["practice"], [place["consultant"]], [place["lead_gp"]])
    signed_in(client, place[who])
    assert client.post(url(name, visit.pk), {"score": "5"}).status_code == answer


@pytest.mark.parametrize(
    ("who", "answer"), [("nurse", 302), ("consultant", 302), ("officer", 403), ("neighbouring_lead", 404)]
)
def test_an_action_is_finished_by_either_side(client, place, who, answer):
    visit = a_held_visit(place["practice"], [place["consultant"]], [place["lead_gp"]])
    action = operations.add_action(
        visit=visit,
        text="Run the search",
        owner=place["nurse"],
        due_on=visit.held_on,
        by=place["consultant"],
        at=AFTER_VISIT,
    )
    signed_in(client, place[who])
    assert client.post(url("finish_action", action.pk)).status_code == answer


@pytest.mark.parametrize("name", ["propose", "enter"])
@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("consultant", 200),
        ("lead_gp", 403),
        ("officer", 403),
        ("neighbouring_lead", 404),
        ("consultant_elsewhere", 404),
    ],
)
def test_visits_are_proposed_by_the_specialists_of_the_network(client, place, name, who, answer):
    signed_in(client, place[who])
    assert client.get(url(name, place["practice"].code)).status_code == answer


@pytest.mark.parametrize(
    ("who", "answer"),
    [("nurse", 200), ("officer", 200), ("neighbouring_lead", 404), ("consultant_elsewhere", 404)],
)
def test_the_visits_of_a_practice_are_seen_by_who_may_see_the_practice(client, place, who, answer):
    signed_in(client, place[who])
    assert client.get(url("practice_visits", place["practice"].code)).status_code == answer


def test_an_officer_has_no_list_of_visits(client, place):
    signed_in(client, place["officer"])
    assert client.get(url("visits")).status_code == 403
