from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from practices.confidentiality import IdentifierFound
from practices.models import Person
from visits import policies
from visits.enums import Side, VisitState
from visits.models import Visit
from visits.particulars import ItemReport, Stay, Topic, VisitReport

NOW = datetime(2026, 5, 12, 16, tzinfo=UTC)
TODAY = date(2026, 5, 12)
CONSULTANT, NURSE = Person(family_name="Consultant"), Person(family_name="Nurse")
REPORT = VisitReport(held_on=TODAY, minutes=60, visitors=(Stay(CONSULTANT, 60),), hosts=(Stay(NURSE, 60),))


def test_a_visit_of_today_with_both_sides_is_taken():
    policies.check_report(REPORT, today=TODAY)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_on": date(2026, 5, 13)}, "still to come"),
        ({"minutes": 0}, "minutes from 1 to 480"),
        ({"hosts": (Stay(NURSE, 481),)}, "minutes from 1 to 480"),
        ({"visitors": ()}, "needs at least one visitor"),
        ({"hosts": ()}, "needs at least one host"),
        ({"hosts": (Stay(CONSULTANT, 60),)}, "Somebody is recorded twice"),
        ({"items": (ItemReport("education", "", 3),)}, "Patients are counted only for a patient review"),
        ({"items": (ItemReport("education"), ItemReport("education"))}, "at most once"),
        ({"items": (ItemReport("tea"),)}, "at most once"),
    ],
)
def test_a_report_that_cannot_be_is_refused_with_a_sentence(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        policies.check_report(replace(REPORT, **changes), today=TODAY)


def test_a_note_or_a_topic_with_an_identifier_is_refused():
    with pytest.raises(IdentifierFound):
        policies.check_report(replace(REPORT, items=(ItemReport("education", "Mrs O'Brien came"),)), today=TODAY)
    with pytest.raises(IdentifierFound):
        policies.check_agenda([Topic("education", "the case of 943 476 5919")])


def test_times_are_proposed_for_later():
    policies.check_slots([datetime(2026, 5, 12, 16, 1, tzinfo=UTC)], at=NOW)
    with pytest.raises(ValueError, match="at least one time"):
        policies.check_slots([], at=NOW)
    with pytest.raises(ValueError, match="still to come"):
        policies.check_slots([NOW], at=NOW)


@pytest.mark.parametrize("agenda", [[], [Topic("education"), Topic("education", "again")], [Topic("tea")]])
def test_an_agenda_is_of_the_five_options_each_once(agenda):
    with pytest.raises(ValueError, match="five agenda options"):
        policies.check_agenda(agenda)


@pytest.mark.parametrize("score", [0, 6])
def test_a_score_is_from_one_to_five(score):
    with pytest.raises(ValueError, match="from 1 to 5"):
        policies.check_score(score)


def test_an_action_says_what_and_is_not_due_before_the_visit():
    visit = Visit(held_on=TODAY)
    policies.check_action(visit, "Run the search", TODAY)
    with pytest.raises(ValueError, match="what is to be done"):
        policies.check_action(visit, " ", TODAY)
    with pytest.raises(ValueError, match="on the day of the visit or after it"):
        policies.check_action(visit, "Run the search", date(2026, 5, 11))


def test_both_sides_have_to_remain():
    policies.check_sides_remain({Side.VISITOR, Side.HOST})
    with pytest.raises(ValueError, match="at least one host"):
        policies.check_sides_remain({Side.VISITOR})


def test_a_letter_is_written_after_the_visit_and_before_sign_off():
    policies.check_took_place(Visit(state=VisitState.HELD))
    with pytest.raises(ValueError, match="not been recorded"):
        policies.check_took_place(Visit(state=VisitState.AGREED))
    with pytest.raises(ValueError, match="its letter sent"):
        policies.check_not_signed_off(Visit(state=VisitState.SIGNED_OFF))
    with pytest.raises(ValueError, match="not signed off yet"):
        policies.check_signed_off(Visit(state=VisitState.HELD))
