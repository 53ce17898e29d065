from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from evidence.models import Entry
from evidence.reconciliation import discrepancies
from practices.enums import PracticeRole
from tests.factories.practices import a_consultant, a_network, a_practice, employed
from tests.factories.virtualclinics import AFTER_CLINIC, CLINIC_AT, a_clinic, a_held_clinic, a_submitted_case, recommend
from virtualclinics import operations, records
from virtualclinics.enums import CaseState, ClinicState

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 6, 10, 9, tzinfo=UTC)


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


def held(place, *cases):
    return a_held_clinic(place["network"], place["consultant"], list(cases), {place["gp"]: place["practice"]})


def standing(kind):
    return list(Entry.objects.standing().filter(kind=kind).order_by("id"))


def all_discrepancies():
    sources = (records.ATTENDANCE, records.DISCUSSION, records.OUTCOME)
    return [each for source in sources for each in discrepancies(source)]


def test_signing_off_records_who_took_part_in_the_role_of_that_day(place):
    clinic = held(place, a_submitted_case(place["practice"], place["nurse"]))
    assert [(each.person, each.happened_on, each.values) for each in standing("clinic.attended")] == [
        (
            place["gp"],
            date(2026, 6, 1),
            {"clinic": str(clinic.pk), "minutes": 60, "side": "practice", "role": "gp_partner"},
        ),
        (
            place["consultant"],
            date(2026, 6, 1),
            {"clinic": str(clinic.pk), "minutes": 90, "side": "specialist", "role": "consultant"},
        ),
    ]


def test_signing_off_records_each_case_that_was_given_a_recommendation(place):
    case = a_submitted_case(place["practice"], place["nurse"])
    clinic = held(place, case)
    (entry,) = standing("clinic.case_discussed")
    assert (entry.practice, entry.values) == (place["practice"], {"clinic": str(clinic.pk), "case": str(case.pk)})
    case.refresh_from_db()
    assert case.state == CaseState.DISCUSSED


def test_a_case_that_was_not_reached_goes_back_to_its_place_in_the_queue(place):
    clinic = a_clinic(place["network"], place["consultant"])
    reached = a_submitted_case(place["practice"], place["nurse"])
    unreached = a_submitted_case(place["practice"], place["nurse"])
    for case in (reached, unreached):
        operations.put_on_agenda(clinic=clinic, case=case, by=place["consultant"], at=CLINIC_AT)
    recommend(clinic, reached, place["consultant"])
    operations.record_attendance(
        clinic=clinic, person=place["consultant"], minutes=90, by=place["consultant"], at=CLINIC_AT
    )
    operations.sign_off_clinic(clinic=clinic, by=place["consultant"], at=AFTER_CLINIC)
    unreached.refresh_from_db()
    assert unreached.state == CaseState.SUBMITTED
    assert list(clinic.agenda.values_list("case_id", flat=True)) == [reached.pk]
    assert all_discrepancies() == []


def test_signing_off_twice_is_a_no_op(place):
    clinic = held(place, a_submitted_case(place["practice"], place["nurse"]))
    again = operations.sign_off_clinic(clinic=clinic, by=place["consultant"], at=LATER)
    assert (again.state, again.signed_off_at) == (ClinicState.HELD, AFTER_CLINIC)
    assert Entry.objects.count() == 3


def test_an_attendance_corrected_after_sign_off_voids_the_entry_and_records_the_next(place):
    clinic = held(place)
    for minutes in (30, 45):
        operations.record_attendance(
            clinic=clinic,
            person=place["gp"],
            practice=place["practice"],
            minutes=minutes,
            by=place["consultant"],
            at=LATER,
        )
    (entry,) = [each for each in standing("clinic.attended") if each.person == place["gp"]]
    assert (entry.values["minutes"], entry.recorded_at) == (45, LATER)
    assert Entry.objects.filter(kind="clinic.attended", person=place["gp"]).count() == 3
    assert all_discrepancies() == []


def test_somebody_forgotten_is_recorded_late(place):
    clinic = held(place)
    operations.record_attendance(
        clinic=clinic,
        person=place["nurse"],
        practice=place["practice"],
        minutes=60,
        by=place["consultant"],
        at=LATER,
    )
    (entry,) = [each for each in standing("clinic.attended") if each.person == place["nurse"]]
    assert (entry.happened_on, entry.recorded_at) == (date(2026, 6, 1), LATER)


def test_somebody_who_was_not_there_is_removed(place):
    clinic = held(place)
    operations.remove_attendance(clinic=clinic, person=place["gp"], by=place["consultant"], at=LATER)
    assert [each.person for each in standing("clinic.attended")] == [place["consultant"]]
    with pytest.raises(ValueError, match="A clinic needs a specialist"):
        operations.remove_attendance(clinic=clinic, person=place["consultant"], by=place["consultant"], at=LATER)
    assert all_discrepancies() == []


def test_an_outcome_closes_the_case_and_is_evidence(place):
    case = a_submitted_case(place["practice"], place["nurse"])
    held(place, case)
    operations.record_outcome(case=case, outcome="done", hba1c_after="58_68", by=place["nurse"], at=LATER)
    (entry,) = standing("case.outcome_recorded")
    assert (entry.practice, entry.happened_on) == (place["practice"], date(2026, 6, 10))
    assert entry.values == {"case": str(case.pk), "outcome": "done"}
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED


def test_a_corrected_outcome_voids_the_former_one(place):
    case = a_submitted_case(place["practice"], place["nurse"])
    held(place, case)
    for outcome in ("not_done", "done", "done"):
        operations.record_outcome(case=case, outcome=outcome, by=place["nurse"], at=LATER)
    assert [each.values["outcome"] for each in standing("case.outcome_recorded")] == ["done"]
    assert list(case.outcomes.values_list("revision", "outcome")) == [(1, "not_done"), (2, "done")]
    assert all_discrepancies() == []
