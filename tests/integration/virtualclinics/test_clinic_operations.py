from __future__ import annotations

from datetime import timedelta

import pytest

from practices.enums import PracticeRole
from practices.operations import correct_employment
from tests.factories.practices import LONG_AGO_AT, a_consultant, a_network, a_practice, employed
from tests.factories.virtualclinics import (
    CLINIC_AT,
    DETAILS,
    SUBMITTED_AT,
    a_clinic,
    a_held_clinic,
    a_submitted_case,
    recommend,
)
from virtualclinics import operations, queries
from virtualclinics.enums import CaseState
from virtualclinics.stays import Stay

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    network = a_network()
    practice = a_practice(network)
    return {
        "network": network,
        "practice": practice,
        "consultant": a_consultant(network),
        "nurse": employed(practice),
    }


def test_the_longest_waiting_case_stands_first_and_keeps_its_place(place):
    later = a_submitted_case(place["practice"], place["nurse"], at=SUBMITTED_AT + timedelta(days=3))
    first = a_submitted_case(place["practice"], place["nurse"])
    clinic = a_clinic(place["network"], place["consultant"])
    operations.put_on_agenda(clinic=clinic, case=first, by=place["consultant"], at=CLINIC_AT)
    assert list(queries.waiting_cases([place["network"].pk])) == [later]
    operations.take_off_agenda(clinic=clinic, case=first, by=place["consultant"], at=CLINIC_AT)
    assert list(queries.waiting_cases([place["network"].pk])) == [first, later]


def test_a_full_clinic_refuses_a_further_case(place):
    clinic = a_clinic(place["network"], place["consultant"], capacity=1)
    first, second = (a_submitted_case(place["practice"], place["nurse"]) for _ in range(2))
    operations.put_on_agenda(clinic=clinic, case=first, by=place["consultant"], at=CLINIC_AT)
    with pytest.raises(ValueError, match="has room for 1 case"):
        operations.put_on_agenda(clinic=clinic, case=second, by=place["consultant"], at=CLINIC_AT)


def test_a_case_stands_on_one_agenda(place):
    case = a_submitted_case(place["practice"], place["nurse"])
    clinic, other = (a_clinic(place["network"], place["consultant"]) for _ in range(2))
    item = operations.put_on_agenda(clinic=clinic, case=case, by=place["consultant"], at=CLINIC_AT)
    assert operations.put_on_agenda(clinic=clinic, case=case, by=place["consultant"], at=CLINIC_AT) == item
    with pytest.raises(ValueError, match="Look at the case again"):
        operations.put_on_agenda(clinic=other, case=case, by=place["consultant"], at=CLINIC_AT)


def test_a_withdrawn_case_leaves_its_agenda(place):
    case = a_submitted_case(place["practice"], place["nurse"])
    clinic = a_clinic(place["network"], place["consultant"])
    operations.put_on_agenda(clinic=clinic, case=case, by=place["consultant"], at=CLINIC_AT)
    operations.withdraw_case(case=case, by=place["nurse"], at=CLINIC_AT)
    assert clinic.agenda.count() == 0


def test_a_case_that_is_not_on_the_agenda_gets_no_recommendation(place):
    case = a_submitted_case(place["practice"], place["nurse"])
    with pytest.raises(ValueError, match="not on the agenda"):
        recommend(a_clinic(place["network"], place["consultant"]), case, place["consultant"])


def test_a_corrected_recommendation_stands_and_the_former_stays_readable(place):
    case = a_submitted_case(place["practice"], place["nurse"])
    clinic = a_held_clinic(place["network"], place["consultant"], [case], {})
    recommend(clinic, case, place["consultant"], text="Start at 6 units.")
    (standing,) = queries.recommendations_on(case)
    assert (standing.text, standing.revision, case.recommendations.count()) == ("Start at 6 units.", 2, 2)


def test_references_are_counted_by_the_practice_and_never_given_twice(place):
    ours = [a_submitted_case(place["practice"], place["nurse"]) for _ in range(2)]
    named = a_submitted_case(place["practice"], place["nurse"], local_reference="VC-4")
    following = [a_submitted_case(place["practice"], place["nurse"]) for _ in range(2)]
    assert [case.local_reference for case in (*ours, named, *following)] == ["VC-1", "VC-2", "VC-4", "VC-5", "VC-6"]
    with pytest.raises(ValueError, match="Your practice has a case VC-4 already"):
        a_submitted_case(place["practice"], place["nurse"], local_reference="VC-4")


def test_a_submitted_case_cannot_be_rewritten(place):
    case = a_submitted_case(place["practice"], place["nurse"])
    told = {"practice": place["practice"], "network": place["network"], "details": DETAILS}
    with pytest.raises(ValueError, match="Withdraw it, and submit it anew"):
        operations.save_draft(**told, case=case, by=place["nurse"], at=CLINIC_AT)


def test_the_role_is_the_one_held_on_the_day_of_the_clinic(place):
    employment = place["nurse"].employments.get()
    clinic = a_held_clinic(place["network"], place["consultant"], [], {place["nurse"]: place["practice"]})
    correct_employment(employment=employment, role=PracticeRole.ADVANCED_NURSE_PRACTITIONER, by=None, at=LONG_AGO_AT)
    assert queries.attendances_at(clinic)[0].role == "practice_nurse"


def test_somebody_who_did_not_work_there_cannot_take_part_for_the_practice(place):
    clinic = a_clinic(place["network"], place["consultant"])
    with pytest.raises(ValueError, match="did not work at the practice on the day of the clinic"):
        operations.record_attendance(
            clinic=clinic,
            person=place["consultant"],
            practice=place["practice"],
            minutes=60,
            by=place["consultant"],
            at=CLINIC_AT,
        )
    with pytest.raises(ValueError, match="was not a specialist of the network on the day of the clinic"):
        operations.record_attendance(
            clinic=clinic, person=place["nurse"], minutes=60, by=place["consultant"], at=CLINIC_AT
        )


def test_the_register_replaces_what_was_taken_before(place):
    clinic = a_clinic(place["network"], place["consultant"])
    stays = [Stay(place["consultant"], 60), Stay(place["nurse"], 45, place["practice"])]
    operations.take_register(clinic=clinic, stays=stays, by=place["consultant"], at=CLINIC_AT)
    operations.take_register(clinic=clinic, stays=stays[:1], by=place["consultant"], at=CLINIC_AT)
    assert [each.person for each in queries.attendances_at(clinic)] == [place["consultant"]]


def test_clinics_are_found_by_when_they_are(place):
    past = a_clinic(place["network"], place["consultant"])
    coming = a_clinic(place["network"], place["consultant"], starts_at=CLINIC_AT + timedelta(days=9))
    held = a_held_clinic(place["network"], place["consultant"], [], {})
    now = CLINIC_AT + timedelta(days=1)
    networks = [place["network"].pk]
    assert list(queries.clinics_of(networks, now)) == [coming]
    assert queries.open_clinics(networks, now) == queries.OpenClinics(to_come=[coming], unsigned=[past])
    assert list(queries.past_clinics(networks)) == [held]
    assert list(queries.clinics_of([place["network"].pk + 1], now)) == []


def test_discussed_cases_wait_for_their_outcome(place):
    case = a_submitted_case(place["practice"], place["nurse"])
    a_held_clinic(place["network"], place["consultant"], [case], {})
    assert list(queries.cases_without_outcome(place["practice"])) == [case]
    operations.record_outcome(case=case, outcome="done", by=place["nurse"], at=CLINIC_AT)
    assert list(queries.cases_without_outcome(place["practice"])) == []
    assert queries.cases_of(place["practice"]).get().state == CaseState.CLOSED


def test_every_move_of_a_case_says_who_made_it_and_when(place):
    case = a_submitted_case(place["practice"], place["nurse"])
    assert (case.moved_by, case.moved_at) == (place["nurse"], SUBMITTED_AT)
    case = operations.return_case(case=case, because="Which dose?", by=place["consultant"], at=CLINIC_AT)
    assert (case.moved_by, case.moved_at) == (place["consultant"], CLINIC_AT)
