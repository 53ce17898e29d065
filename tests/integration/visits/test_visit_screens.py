"""The whole way of a visit through the screens, each step as its own person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms import clock
from practices.enums import LeadRole, PracticeRole
from tests.factories.accounts import signed_in
from tests.factories.corrections import post_through_the_door
from tests.factories.practices import a_consultant, a_lead, a_network, a_practice, a_specialist_nurse, employed
from tests.factories.visits import a_held_visit, a_proposed_visit, a_signed_off_visit, an_agreed_visit
from visits import operations, queries
from visits.enums import VisitState
from visits.models import Visit, VisitAction

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    network = a_network()
    practice = a_practice(network)
    return {
        "network": network,
        "practice": practice,
        "consultant": a_consultant(network),
        "specialist_nurse": a_specialist_nurse(network),
        "lead_gp": a_lead(practice, LeadRole.LEAD_GP, PracticeRole.GP_PARTNER),
        "nurse": employed(practice),
    }


def url(name, *args):
    return reverse(f"visits:{name}", args=args)


def signed_off(place) -> Visit:
    return a_signed_off_visit(place["practice"], [place["consultant"]], [place["lead_gp"]])


def minutes(side, person):
    return f"{side}_{person.pk.hex}"


def as_typed(day):
    return {"held_on_day": day.day, "held_on_month": day.month, "held_on_year": day.year, "minutes": "90"}


def test_a_specialist_proposes_a_visit_in_two_clicks(client, place):
    signed_in(client, place["consultant"])
    assert url("propose", place["practice"].code) in client.get(url("visits")).content.decode()
    form = client.get(url("propose", place["practice"].code)).context["form"]
    typed = {"kind": form.initial["kind"], "minutes": "90"}
    for n in (1, 2, 3):
        day = form.initial[f"slot_{n}_on"]
        typed |= {f"slot_{n}_on_day": day.day, f"slot_{n}_on_month": day.month, f"slot_{n}_on_year": day.year}
        typed[f"slot_{n}_at"] = "13:00"
    client.post(url("propose", place["practice"].code), typed)
    visit = Visit.objects.get()
    assert (visit.state, visit.slots.count(), visit.network) == (VisitState.PROPOSED, 3, place["network"])
    assert all(slot.starts_at - clock.now() > timedelta(weeks=3) for slot in visit.slots.all())


def test_the_usual_times_are_tuesdays_in_london(client, place):
    signed_in(client, place["consultant"])
    form = client.get(url("propose", place["practice"].code)).context["form"]
    assert [form.initial[f"slot_{n}_on"].weekday() for n in (1, 2, 3)] == [1, 1, 1]


def test_the_practice_chooses_a_time_and_the_agenda(client, place):
    visit = a_proposed_visit(place["practice"], place["consultant"])
    signed_in(client, place["lead_gp"])
    form = client.get(url("agree", visit.pk)).context["form"]
    assert form.initial["has_education"] is True
    typed = {"slot": form.fields["slot"].choices[1][0], "has_audit_review": "on", "topic_audit_review": "Foot checks"}
    client.post(url("agree", visit.pk), typed)
    visit.refresh_from_db()
    assert (visit.state, visit.starts_at) == (VisitState.AGREED, datetime(2026, 5, 19, 12, tzinfo=UTC))
    assert [(item.kind, item.topic) for item in visit.agenda.filter(is_agreed=True)] == [
        ("audit_review", "Foot checks")
    ]


def test_a_visit_without_an_agenda_is_refused_with_a_sentence(client, place):
    visit = a_proposed_visit(place["practice"], place["consultant"])
    signed_in(client, place["lead_gp"])
    slot = visit.slots.first().starts_at.isoformat()
    answer = client.post(url("agree", visit.pk), {"slot": slot, "topic_education": "GLP-1"})
    assert "Choose at least one of the five agenda options." in answer.content.decode()
    assert 'value="GLP-1"' in answer.content.decode()
    assert Visit.objects.get().state == VisitState.PROPOSED


def test_a_practice_declines_and_says_why(client, place):
    visit = a_proposed_visit(place["practice"], place["consultant"])
    signed_in(client, place["lead_gp"])
    client.post(url("decline", visit.pk), {"because": "We are moving premises."})
    visit.refresh_from_db()
    assert (visit.state, visit.ended_because) == (VisitState.DECLINED, "We are moving premises.")


@pytest.mark.parametrize(("who", "side"), [("consultant", "visitor"), ("lead_gp", "host")])
def test_a_cancelled_visit_says_which_side_cancelled(client, place, who, side):
    visit = an_agreed_visit(place["practice"], place["consultant"], place["lead_gp"])
    signed_in(client, place[who])
    client.post(url("cancel", visit.pk), {"because": "Leave"})
    visit.refresh_from_db()
    assert (visit.state, visit.cancelled_by_side) == (VisitState.CANCELLED, side)


def test_a_specialist_offers_other_times(client, place):
    visit = an_agreed_visit(place["practice"], place["consultant"], place["lead_gp"])
    signed_in(client, place["consultant"])
    typed = {"slot_1_on_day": "4", "slot_1_on_month": "3", "slot_1_on_year": "2031", "slot_1_at": "12:30"}
    client.post(url("reschedule", visit.pk), typed)
    visit.refresh_from_db()
    assert (visit.state, visit.starts_at) == (VisitState.PROPOSED, None)
    assert [slot.starts_at for slot in visit.slots.all()] == [datetime(2031, 3, 4, 12, 30, tzinfo=UTC)]


def test_a_visit_is_recorded_on_one_screen_and_signed_off_beside_its_letter(client, place):
    visit = an_agreed_visit(place["practice"], place["consultant"], place["lead_gp"])
    signed_in(client, place["consultant"])
    typed = {
        **as_typed(clock.today()),
        minutes("visitor", place["consultant"]): "90",
        minutes("visitor", place["specialist_nurse"]): "90",
        minutes("host", place["lead_gp"]): "60",
        "done_education": "on",
        "note_education": "How to titrate, and when to stop.",
        "done_patient_review": "on",
        "patients_patient_review": "3",
    }
    answer = client.post(url("record", visit.pk), typed, follow=True)
    assert answer.redirect_chain == [(url("sign_off", visit.pk), 302)]
    assert "How to titrate, and when to stop." in answer.context["form"].initial["letter"]
    client.post(url("sign_off", visit.pk), {"letter": "Thank you. We learned much from you."})
    visit.refresh_from_db()
    assert (visit.state, visit.held_on, visit.letter.text) == (
        VisitState.SIGNED_OFF,
        clock.today(),
        "Thank you. We learned much from you.",
    )
    assert list(visit.agenda.filter(is_done=True).values_list("kind", "patients").order_by("kind")) == [
        ("education", None),
        ("patient_review", 3),
    ]


def test_a_visit_without_a_host_comes_back_filled_in(client, place):
    visit = an_agreed_visit(place["practice"], place["consultant"], place["lead_gp"])
    signed_in(client, place["consultant"])
    typed = {**as_typed(clock.today()), minutes("visitor", place["consultant"]): "85", "note_education": "We spoke"}
    typed["done_education"] = "on"
    answer = client.post(url("record", visit.pk), typed)
    page = answer.content.decode()
    assert "Record who took part from the practice: a visit needs at least one host." in page
    assert 'value="85"' in page
    assert "We spoke" in page


def test_a_visit_that_is_still_to_come_cannot_be_recorded(client, place):
    visit = an_agreed_visit(place["practice"], place["consultant"], place["lead_gp"])
    signed_in(client, place["consultant"])
    typed = {
        **as_typed(clock.today() + timedelta(days=1)),
        minutes("visitor", place["consultant"]): "90",
        minutes("host", place["lead_gp"]): "90",
    }
    assert "The day of the visit is still to come." in client.post(url("record", visit.pk), typed).content.decode()


def test_the_letter_is_kept_and_actions_are_agreed_before_sign_off(client, place):
    visit = a_held_visit(place["practice"], [place["consultant"]], [place["lead_gp"]])
    signed_in(client, place["consultant"])
    client.post(url("sign_off", visit.pk), {"letter": "A first version.", "keep": "keep"})
    action = {
        "action-text": "Call in everybody with an HbA1c above 86",
        "action-owner": place["nurse"].pk,
        "action-due_on_day": "1",
        "action-due_on_month": "9",
        "action-due_on_year": "2031",
    }
    client.post(url("add_action", visit.pk), action)
    page = client.get(url("sign_off", visit.pk)).content.decode()
    assert "A first version." in page
    assert "Call in everybody with an HbA1c above 86" in page


def test_the_practice_reads_its_letter_gives_feedback_and_finishes_its_action(client, place):
    visit = a_held_visit(place["practice"], [place["consultant"]], [place["lead_gp"]])
    action = operations.add_action(
        visit=visit,
        text="Run the register search",
        owner=place["nurse"],
        due_on=clock.today(),
        by=place["consultant"],
        at=clock.now(),
    )
    operations.sign_off_visit(visit=visit, letter="Thank you.", by=place["consultant"], at=clock.now())
    signed_in(client, place["lead_gp"])
    assert "Thank you." in client.get(url("visit", visit.pk)).content.decode()
    client.post(url("acknowledge", visit.pk))
    client.post(url("give_feedback", visit.pk), {"score": "4", "comment": "More time for questions"})
    client.post(url("finish_action", action.pk))
    visit.refresh_from_db()
    assert (visit.letter.acknowledged_by, visit.feedback.score) == (place["lead_gp"], 4)
    assert VisitAction.objects.get().done_by == place["lead_gp"]


def test_a_visit_arranged_elsewhere_is_entered_late(client, place):
    signed_in(client, place["specialist_nurse"])
    long_ago = clock.today() - timedelta(days=100)
    typed = {
        "kind": "satellite",
        **as_typed(long_ago),
        minutes("visitor", place["specialist_nurse"]): "90",
        minutes("host", place["nurse"]): "90",
        "done_virtual_clinic": "on",
    }
    client.post(url("enter", place["practice"].code), typed)
    visit = Visit.objects.get()
    assert (visit.state, visit.held_on, visit.kind) == (VisitState.HELD, long_ago, "satellite")


def test_who_was_there_is_corrected_after_sign_off(client, place):
    visit = signed_off(place)
    signed_in(client, place["consultant"])
    typed = {"who": minutes("visitor", place["specialist_nurse"]), "minutes": "60"}
    post_through_the_door(client, url("correct", visit.pk), typed)
    assert {each.person: each.minutes for each in visit.attendances.current()} == {
        place["consultant"]: 90,
        place["lead_gp"]: 90,
        place["specialist_nurse"]: 60,
    }


def test_an_identifier_in_a_letter_is_refused_and_named(client, place):
    visit = a_held_visit(place["practice"], [place["consultant"]], [place["lead_gp"]])
    signed_in(client, place["consultant"])
    answer = client.post(url("sign_off", visit.pk), {"letter": "We spoke about 943 476 5919."})
    assert "“943 476 5919” is a valid NHS number." in answer.content.decode()
    visit.refresh_from_db()
    assert visit.state == VisitState.HELD


def queries_of(client, *addresses) -> list[int]:
    counts = []
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
    return counts


def test_the_screens_ask_as_many_questions_for_thirty_visits_as_for_one(client, place):
    """The layout around them asks its own; so the counts are compared, and the queries' own are literal below."""
    signed_in(client, place["consultant"])
    counts = []
    for more in (1, 2, 27):
        some_visits(place, more)
        counts.append(queries_of(client, url("visits"), url("practice_visits", place["practice"].code)))
    assert counts == [counts[0]] * 3


@pytest.mark.parametrize("practices", [1, 3, 30])
def test_the_questions_themselves_ask_a_fixed_number(place, practices, django_assert_num_queries):
    some_visits(place, practices)
    network = place["network"].pk
    with django_assert_num_queries(4):
        queries.practice_visits(network, queries.open_visits([network], clock.now()), on=clock.today())
    with django_assert_num_queries(1):
        list(queries.open_actions(place["practice"]))


def some_visits(place, number) -> None:
    """So many further practices with a proposal, and as many signed-off visits with an action to our own."""
    for _ in range(number):
        a_proposed_visit(a_practice(place["network"], "Mill Lane Practice"), place["consultant"])
        visit = signed_off(place)
        operations.add_action(
            visit=visit,
            text="Run the search",
            owner=place["nurse"],
            due_on=visit.held_on,
            by=place["consultant"],
            at=clock.now(),
        )


def test_the_day_is_corrected_after_sign_off(client, place):
    visit = signed_off(place)
    signed_in(client, place["consultant"])
    assert url("correct_day", visit.pk) in client.get(url("visit", visit.pk)).content.decode()
    day = {"held_on_day": "11", "held_on_month": "5", "held_on_year": "2026"}
    answer = post_through_the_door(client, url("correct_day", visit.pk), day, follow=True)
    assert "The day is corrected." in answer.content.decode()
    visit.refresh_from_db()
    assert (visit.held_on, visit.revision) == (date(2026, 5, 11), 2)


def test_a_day_still_to_come_is_refused_at_the_field(client, place):
    visit = signed_off(place)
    signed_in(client, place["consultant"])
    day = {"held_on_day": "11", "held_on_month": "5", "held_on_year": "2099"}
    answer = client.post(url("correct_day", visit.pk), day)
    assert answer.context["form"].errors["held_on"] == [
        "The day of the visit is still to come. Record the visit when it has taken place."
    ]
    assert 'value="2099"' in answer.content.decode()
