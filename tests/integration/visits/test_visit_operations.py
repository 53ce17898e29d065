from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from practices.confidentiality import IdentifierFound
from practices.enums import PracticeRole
from tests.factories.practices import a_consultant, a_network, a_practice, employed
from tests.factories.visits import (
    AFTER_VISIT,
    HELD_ON,
    PROPOSED_AT,
    SLOT,
    a_held_visit,
    a_proposed_visit,
    a_report,
    a_signed_off_visit,
    an_agreed_visit,
)
from visits import operations, queries
from visits.enums import Side, VisitState
from visits.models import AgendaItem, Visit, VisitAttendance
from visits.particulars import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    network = a_network()
    practice = a_practice(network)
    return {
        "network": network,
        "practice": practice,
        "consultant": a_consultant(network),
        "gp": employed(practice, PracticeRole.GP_PARTNER),
        "nurse": employed(practice),
    }


def held(place):
    return a_held_visit(place["practice"], [place["consultant"]], [place["nurse"]])


def refuses(change) -> bool:
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


def test_a_time_that_was_not_offered_is_refused(place):
    visit = a_proposed_visit(place["practice"], place["consultant"])
    with pytest.raises(ValueError, match="Choose one of the times that were proposed"):
        operations.agree_visit(
            visit=visit,
            starts_at=SLOT + timedelta(hours=1),
            agenda=[Topic("education")],
            by=place["gp"],
            at=PROPOSED_AT,
        )


def test_what_was_suggested_and_not_chosen_stays_a_suggestion(place):
    visit = an_agreed_visit(place["practice"], place["consultant"], place["gp"])
    assert list(visit.agenda.values_list("kind", "is_agreed")) == [("education", True), ("database_review", False)]


def test_a_record_is_replaced_before_sign_off(place):
    visit = held(place)
    report = a_report([place["consultant"]], [place["gp"], place["nurse"]], minutes=60)
    visit = operations.record_visit(visit=visit, report=report, by=place["consultant"], at=AFTER_VISIT)
    assert visit.held_minutes == 60
    assert {each.person for each in queries.attendances_at(visit)} == {
        place["consultant"],
        place["gp"],
        place["nurse"],
    }


def test_a_signed_off_visit_cannot_be_recorded_again(place):
    visit = a_signed_off_visit(place["practice"], [place["consultant"]], [place["nurse"]])
    with pytest.raises(ValueError, match="Look at the visit again"):
        operations.record_visit(
            visit=visit,
            report=a_report([place["consultant"]], [place["nurse"]]),
            by=place["consultant"],
            at=AFTER_VISIT,
        )


def test_somebody_without_a_role_on_that_day_cannot_have_been_there(place):
    visit = an_agreed_visit(place["practice"], place["consultant"], place["gp"])
    newcomer = employed(place["practice"], started_on=HELD_ON + timedelta(days=1))
    with pytest.raises(ValueError, match="did not work at the practice on the day of the visit"):
        operations.record_visit(
            visit=visit, report=a_report([place["consultant"]], [newcomer]), by=place["consultant"], at=AFTER_VISIT
        )
    with pytest.raises(ValueError, match="was not a specialist of the network on the day of the visit"):
        operations.record_visit(
            visit=visit, report=a_report([place["nurse"]], [place["gp"]]), by=place["consultant"], at=AFTER_VISIT
        )
    visit.refresh_from_db()
    assert (visit.state, visit.attendances.count()) == (VisitState.AGREED, 0)


def test_the_letter_kept_is_the_letter_sent(place):
    visit = held(place)
    operations.write_letter(visit=visit, text="As we said.", by=place["consultant"], at=AFTER_VISIT)
    visit = operations.sign_off_visit(visit=visit, by=place["consultant"], at=AFTER_VISIT)
    assert (visit.letter.text, visit.letter.sent_at) == ("As we said.", AFTER_VISIT)


def test_without_a_letter_the_draft_is_sent(place):
    visit = a_signed_off_visit(place["practice"], [place["consultant"]], [place["nurse"]])
    assert "We held an education session on GLP-1 therapy." in visit.letter.text


def test_a_letter_is_not_rewritten_after_sign_off(place):
    visit = a_signed_off_visit(place["practice"], [place["consultant"]], [place["nurse"]])
    with pytest.raises(ValueError, match="its letter sent"):
        operations.write_letter(visit=visit, text="Other words.", by=place["consultant"], at=AFTER_VISIT)


@pytest.mark.parametrize("identifier", ["943 476 5919", "Mrs O'Brien", "12 March 2026"])
def test_nothing_written_about_a_visit_holds_an_identifier(place, identifier):
    visit = held(place)
    by = {"by": place["consultant"], "at": AFTER_VISIT}
    with pytest.raises(IdentifierFound):
        operations.write_letter(visit=visit, text=identifier, **by)
    with pytest.raises(IdentifierFound):
        operations.sign_off_visit(visit=visit, letter=identifier, **by)
    with pytest.raises(IdentifierFound):
        operations.add_action(visit=visit, text=identifier, owner=place["nurse"], due_on=HELD_ON, **by)
    with pytest.raises(IdentifierFound):
        operations.give_feedback(visit=visit, score=3, comment=identifier, **by)
    visit.refresh_from_db()
    assert visit.state == VisitState.HELD


def test_an_action_is_finished_once(place):
    visit = held(place)
    action = operations.add_action(
        visit=visit, text="Run it", owner=place["nurse"], due_on=HELD_ON, by=place["consultant"], at=AFTER_VISIT
    )
    assert list(queries.open_actions(place["practice"])) == [action]
    operations.finish_action(action=action, by=place["nurse"], at=AFTER_VISIT)
    again = operations.finish_action(action=action, by=place["gp"], at=AFTER_VISIT + timedelta(days=3))
    assert (again.done_on, again.done_by) == (HELD_ON, place["nurse"])
    assert list(queries.open_actions(place["practice"])) == []


def test_a_day_to_come_is_refused_as_a_correction(place):
    visit = a_signed_off_visit(place["practice"], [place["consultant"]], [place["nurse"]])
    with pytest.raises(ValueError, match="still to come"):
        operations.correct_day(visit=visit, held_on=date(2026, 5, 13), by=place["consultant"], at=AFTER_VISIT)
    assert operations.correct_day(visit=visit, held_on=HELD_ON, by=place["consultant"], at=AFTER_VISIT).revision == 1


def test_visits_are_found_by_where_they_stand(place):
    network = [place["network"].pk]
    proposed = a_proposed_visit(place["practice"], place["consultant"])
    agreed = an_agreed_visit(place["practice"], place["consultant"], place["gp"])
    recorded = held(place)
    signed_off = a_signed_off_visit(place["practice"], [place["consultant"]], [place["nurse"]])
    before, after = queries.open_visits(network, PROPOSED_AT), queries.open_visits(network, AFTER_VISIT)
    assert before == queries.OpenVisits(proposed=[proposed], agreed=[agreed], to_record=[], to_sign_off=[recorded])
    assert after == queries.OpenVisits(proposed=[proposed], agreed=[], to_record=[agreed], to_sign_off=[recorded])
    assert queries.open_visits([place["network"].pk + 1], AFTER_VISIT).practice_ids == set()
    assert list(queries.proposals_to(place["practice"])) == [proposed]
    assert list(queries.upcoming_visits_of(place["practice"], PROPOSED_AT)) == [agreed]
    assert list(queries.visits_without_feedback(place["practice"])) == [signed_off]
    assert set(queries.visits_of(place["practice"])) == {proposed, agreed, recorded, signed_off}


def test_the_longest_unvisited_practice_stands_first(place):
    a_signed_off_visit(place["practice"], [place["consultant"]], [place["nurse"]])
    unvisited = a_practice(place["network"], "Mill Lane Practice")
    a_proposed_visit(unvisited, place["consultant"])
    network = place["network"].pk
    rows = queries.practice_visits(network, queries.open_visits([network], AFTER_VISIT), on=HELD_ON)
    assert [(row.practice, row.last_on, row.is_proposed) for row in rows] == [
        (unvisited, None, True),
        (place["practice"], HELD_ON, False),
    ]
    assert queries.last_visits_by_practice(place["network"].pk) == {place["practice"].pk: HELD_ON}


def test_the_next_visit_is_known_by_practice(place):
    an_agreed_visit(place["practice"], place["consultant"], place["gp"])
    later = an_agreed_visit(place["practice"], place["consultant"], place["gp"])
    Visit.objects.filter(pk=later.pk).update(starts_at=SLOT + timedelta(weeks=2))
    visits = queries.open_visits([place["network"].pk], PROPOSED_AT)
    assert visits.next_by_practice == {place["practice"].pk: SLOT}


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"state": "agreed", "starts_at": None},
        {"state": "signed_off"},
        {"state": "cancelled"},
        {"held_on": HELD_ON, "state": "agreed"},
        {"held_minutes": 0, "held_on": HELD_ON, "state": "held"},
        {"cancelled_by_side": "host"},
        {"kind": "tea"},
    ],
)
def test_the_database_refuses_a_visit_that_cannot_be(place, wrong):
    visit = an_agreed_visit(place["practice"], place["consultant"], place["gp"])
    assert refuses(lambda: Visit.objects.filter(pk=visit.pk).update(**wrong))


@pytest.mark.parametrize(
    "wrong", [{"kind": "tea"}, {"patients": 3, "is_done": True}, {"note": "Something", "is_done": False}]
)
def test_the_database_refuses_an_agenda_item_that_cannot_be(place, wrong):
    visit = an_agreed_visit(place["practice"], place["consultant"], place["gp"])
    assert refuses(lambda: AgendaItem.objects.filter(visit=visit, kind="education").update(**wrong))


def test_the_database_lets_nobody_be_there_twice(place):
    visit = held(place)
    again = VisitAttendance.objects.get(visit=visit, side=Side.HOST)
    again.pk, again.revision = None, 2
    assert refuses(again.save)
