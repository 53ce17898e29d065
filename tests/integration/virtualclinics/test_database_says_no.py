from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.factories.practices import a_consultant, a_network, a_practice, employed
from tests.factories.virtualclinics import CLINIC_AT, SUBMITTED_AT, a_clinic, a_held_clinic, a_submitted_case
from virtualclinics.models import Case, CaseOutcome, CaseRecommendation, Clinic, ClinicAttendance, HbA1cReading

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    network = a_network()
    practice = a_practice(network)
    consultant, nurse = a_consultant(network), employed(practice)
    case = a_submitted_case(practice, nurse)
    a_held_clinic(network, consultant, [case], {nurse: practice})
    return {"case": case, "clinic": a_clinic(network, consultant), "consultant": consultant, "practice": practice}


def refuses(change) -> bool:
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"question": ""},
        {"submitted_at": None},
        {"declared_anonymous_at": None},
        {"state": "returned"},
        {"age_band": "62"},
        {"systolic": 20},
        {"egfr": 400},
        {"bmi": "fat"},
    ],
)
def test_a_case_that_cannot_be(place, wrong):
    assert refuses(lambda: Case.objects.filter(pk=place["case"].pk).update(**wrong))


@pytest.mark.parametrize("wrong", [{"months_ago": 61}, {"value": 300}, {"months_ago": 0}])
def test_a_reading_that_cannot_be(place, wrong):
    reading = {"months_ago": 2, "value": 60, **wrong}
    assert refuses(lambda: HbA1cReading.objects.create(case=place["case"], **reading))


@pytest.mark.parametrize(
    "wrong",
    [{"state": "held"}, {"state": "cancelled"}, {"signed_off_at": CLINIC_AT}, {"minutes": 5}, {"mode": "by_post"}],
)
def test_a_clinic_that_cannot_be(place, wrong):
    assert refuses(lambda: Clinic.objects.filter(pk=place["clinic"].pk).update(**wrong))


@pytest.mark.parametrize("wrong", [{"side": "practice"}, {"minutes": 0}, {"role": "wizard"}])
def test_an_attendance_that_cannot_be(place, wrong):
    told = {"clinic": place["clinic"], "person": place["consultant"], "side": "specialist", "minutes": 30, **wrong}
    assert refuses(
        lambda: ClinicAttendance.objects.create(**told, recorded_by=place["consultant"], recorded_at=SUBMITTED_AT)
    )


def test_nobody_takes_part_twice(place):
    again = ClinicAttendance.objects.filter(side="specialist").get()
    again.pk, again.revision = None, 2
    assert refuses(again.save)


def test_a_recommendation_has_its_reasoning(place):
    assert refuses(lambda: CaseRecommendation.objects.update(reasoning=""))


def test_one_outcome_stands(place):
    def told(revision):
        return CaseOutcome.objects.create(
            case=place["case"],
            outcome="done",
            revision=revision,
            recorded_by=place["consultant"],
            recorded_at=CLINIC_AT,
        )

    told(1)
    assert refuses(lambda: told(2))
