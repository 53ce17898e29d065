from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from practices.confidentiality import find_identifiers
from virtualclinics import policies
from virtualclinics.demo_cases import DEMO_CASES
from virtualclinics.details import CaseDetails, Reading, free_texts
from virtualclinics.enums import Mode
from virtualclinics.models import Clinic


def test_a_case_says_all_that_is_missing_at_once():
    with pytest.raises(
        ValueError, match="fill in the age band, the sex, the type of diabetes, how long the person has"
    ):
        policies.check_complete(CaseDetails(), declares_anonymous=True)


def test_a_case_that_lacks_one_thing_names_it():
    whole = DEMO_CASES[0].details
    with pytest.raises(ValueError, match=r"^Before you submit the case, fill in the question for the specialist\.$"):
        policies.check_complete(replace(whole, question=""), declares_anonymous=True)


def test_a_case_is_submitted_only_by_who_declares_it_anonymous():
    with pytest.raises(ValueError, match="confirm that nobody could be recognised"):
        policies.check_complete(DEMO_CASES[0].details, declares_anonymous=False)


@pytest.mark.parametrize("reference", ["VC-12", "case-0426", "", "case six"])
def test_a_reference_of_ones_own_is_taken(reference):
    policies.check_reference(reference)


@pytest.mark.parametrize("reference", ["1234567", "943 476 591", "X12345678"])
def test_a_reference_as_long_as_a_record_number_is_refused(reference):
    with pytest.raises(ValueError, match="at most 6 digits"):
        policies.check_reference(reference)


def test_codes_that_are_not_on_the_list_are_refused():
    with pytest.raises(ValueError, match="lumbago is not on the list"):
        policies.check_details(CaseDetails(comorbidities=("ckd", "lumbago")))


def test_two_readings_of_one_month_are_refused():
    with pytest.raises(ValueError, match="from the same month"):
        policies.check_details(CaseDetails(readings=(Reading(3, 60), Reading(3, 61))))


def test_a_clinic_at_a_practice_needs_a_place():
    policies.check_place(Mode.ONLINE, "")
    with pytest.raises(ValueError, match="Say where the clinic takes place"):
        policies.check_place(Mode.AT_PRACTICE, "")


def test_a_full_clinic_takes_no_further_case():
    policies.check_room(Clinic(capacity=5), 4)
    with pytest.raises(ValueError, match="it has room for 5 cases"):
        policies.check_room(Clinic(capacity=5), 5)


@pytest.mark.parametrize(
    ("themes", "text", "reasoning", "sentence"),
    [
        ([], "Start insulin", "Because", "Tick at least one theme"),
        (["insulin"], " ", "Because", "Write both the recommendation and the reasoning"),
        (["insulin"], "Start insulin", "", "Write both the recommendation and the reasoning"),
        (["music"], "Start insulin", "Because", "music is not on the list"),
    ],
)
def test_a_recommendation_is_coded_and_reasoned(themes, text, reasoning, sentence):
    with pytest.raises(ValueError, match=sentence):
        policies.check_recommendation(themes, text, reasoning, "education")


def test_a_clinic_is_signed_off_when_it_has_begun_and_a_specialist_came():
    clinic = Clinic(starts_at=datetime(2026, 6, 1, 12, tzinfo=UTC))
    policies.check_can_be_signed_off(clinic, {"specialist"}, at=datetime(2026, 6, 1, 12, tzinfo=UTC))
    with pytest.raises(ValueError, match="has not begun yet"):
        policies.check_can_be_signed_off(clinic, {"specialist"}, at=datetime(2026, 6, 1, 11, 59, tzinfo=UTC))
    with pytest.raises(ValueError, match="Record which specialists took part"):
        policies.check_can_be_signed_off(clinic, {"practice"}, at=datetime(2026, 6, 1, 14, tzinfo=UTC))


@pytest.mark.parametrize("minutes", [0, 481])
def test_minutes_have_bounds(minutes):
    with pytest.raises(ValueError, match="from 1 to 480"):
        policies.check_minutes(minutes)


def test_the_demo_cases_are_twelve_whole_and_hold_no_identifier():
    assert len(DEMO_CASES) == 12
    for case in DEMO_CASES:
        policies.check_details(case.details)
        policies.check_complete(case.details, declares_anonymous=True)
        policies.check_recommendation(case.themes, case.text, case.reasoning, case.pathway)
        texts = (*free_texts(case.details), case.text, case.reasoning, case.note)
        assert [hit for text in texts for hit in find_identifiers(text)] == []
