from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories.accounts import signed_in
from tests.factories.practices import (
    a_consultant,
    a_network,
    a_practice,
    a_programme_admin,
    an_officer,
    employed,
)
from tests.factories.virtualclinics import DETAILS, SUBMITTED_AT, a_clinic, a_held_clinic, a_submitted_case
from virtualclinics import operations

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    network, elsewhere = a_network(), a_network("Moorland Diabetes Network")
    practice, neighbour = a_practice(network, "Quayside Surgery"), a_practice(network, "Mill Lane Practice")
    return {
        "network": network,
        "practice": practice,
        "neighbour": neighbour,
        "nurse": employed(practice),
        "consultant": a_consultant(network),
        "neighbouring_nurse": employed(neighbour),
        "consultant_elsewhere": a_consultant(elsewhere),
        "officer": an_officer(network),
        "programme_admin": a_programme_admin(network),
    }


def url(name, *args):
    return reverse(f"virtualclinics:{name}", args=args)


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("nurse", 200),
        ("consultant", 200),
        ("neighbouring_nurse", 404),
        ("consultant_elsewhere", 404),
        ("officer", 404),
        ("programme_admin", 404),
    ],
)
def test_a_submitted_case_is_seen_by_its_practice_and_its_specialists(client, place, who, answer):
    case = a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place[who])
    assert client.get(url("case", case.pk)).status_code == answer


def test_a_draft_is_seen_by_its_practice_alone(client, place):
    case = operations.save_draft(
        practice=place["practice"], network=place["network"], details=DETAILS, by=place["nurse"], at=SUBMITTED_AT
    )
    signed_in(client, place["consultant"])
    assert client.get(url("case", case.pk)).status_code == 404
    signed_in(client, place["nurse"])
    assert client.get(url("case", case.pk)).status_code == 200


def test_who_took_part_in_the_clinic_sees_the_case_without_its_practice(client, place):
    case = a_submitted_case(place["practice"], place["nurse"])
    clinic = a_held_clinic(
        place["network"], place["consultant"], [case], {place["neighbouring_nurse"]: place["neighbour"]}
    )
    signed_in(client, place["neighbouring_nurse"])
    for page in (url("case", case.pk), url("clinic", clinic.pk), url("practice_cases", place["neighbour"].code)):
        text = client.get(page).content.decode()
        assert "60 to 64" in text
        assert "Quayside Surgery" not in text
        assert place["practice"].code not in text
        assert case.local_reference not in text


def test_a_clinic_that_is_only_planned_shares_nothing_yet(client, place):
    case = a_submitted_case(place["practice"], place["nurse"])
    clinic = a_clinic(place["network"], place["consultant"])
    operations.put_on_agenda(clinic=clinic, case=case, by=place["consultant"], at=SUBMITTED_AT)
    operations.record_attendance(
        clinic=clinic,
        person=place["neighbouring_nurse"],
        practice=place["neighbour"],
        minutes=60,
        by=place["consultant"],
        at=SUBMITTED_AT,
    )
    signed_in(client, place["neighbouring_nurse"])
    assert client.get(url("case", case.pk)).status_code == 404
    assert "60 to 64" not in client.get(url("clinic", clinic.pk)).content.decode()


def test_the_practices_own_reference_is_hidden_from_the_specialist(client, place):
    case = a_submitted_case(place["practice"], place["nurse"], local_reference="OURS-7")
    clinic = a_held_clinic(place["network"], place["consultant"], [case], {})
    signed_in(client, place["consultant"])
    for page in (url("case", case.pk), url("run", clinic.pk)):
        assert "OURS-7" not in client.get(page).content.decode()
    signed_in(client, place["nurse"])
    assert "OURS-7" in client.get(url("case", case.pk)).content.decode()


@pytest.mark.parametrize(
    ("name", "who", "answer"),
    [
        ("edit_case", "consultant", 403),
        ("withdraw_case", "consultant", 403),
        ("edit_case", "neighbouring_nurse", 404),
        ("withdraw_case", "officer", 404),
    ],
)
def test_a_case_is_changed_by_its_practice_alone(client, place, name, who, answer):
    case = a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place[who])
    assert client.get(url(name, case.pk)).status_code == answer


@pytest.mark.parametrize(
    ("name", "who", "answer"),
    [
        ("return_case", "nurse", 403),
        ("put_on_agenda", "nurse", 403),
        ("return_case", "consultant_elsewhere", 404),
        ("put_on_agenda", "officer", 404),
        ("record_outcome", "consultant", 403),
        ("record_outcome", "neighbouring_nurse", 404),
    ],
)
def test_a_case_is_answered_by_its_specialists_and_followed_up_by_its_practice(client, place, name, who, answer):
    case = a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place[who])
    assert client.post(url(name, case.pk), {}).status_code == answer


@pytest.mark.parametrize(
    ("who", "answer"),
    [("consultant", 302), ("nurse", 200), ("neighbouring_nurse", 404), ("consultant_elsewhere", 404), ("officer", 404)],
)
def test_a_clinic_is_seen_by_its_specialists_and_by_who_takes_part(client, place, who, answer):
    case = a_submitted_case(place["practice"], place["nurse"])
    clinic = a_held_clinic(place["network"], place["consultant"], [case], {})
    signed_in(client, place[who])
    assert client.get(url("clinic", clinic.pk)).status_code == answer


@pytest.mark.parametrize("name", ["run", "change", "cancel"])
@pytest.mark.parametrize(
    ("who", "answer"), [("nurse", 403), ("neighbouring_nurse", 404), ("consultant_elsewhere", 404)]
)
def test_a_clinic_is_run_by_its_specialists(client, place, name, who, answer):
    case = a_submitted_case(place["practice"], place["nurse"])
    clinic = a_held_clinic(place["network"], place["consultant"], [case], {})
    signed_in(client, place[who])
    assert client.get(url(name, clinic.pk)).status_code == answer


def test_a_case_of_another_network_cannot_be_put_on_an_agenda(client, place):
    case = a_submitted_case(place["practice"], place["nurse"])
    clinic = a_clinic(place["network"], place["consultant"])
    signed_in(client, place["consultant_elsewhere"])
    assert client.post(url("add_case", clinic.pk), {"case": case.pk}).status_code == 404


@pytest.mark.parametrize(
    ("name", "who", "answer"),
    [
        ("clinics", "officer", 403),
        ("clinics", "nurse", 200),
        ("clinics", "consultant", 200),
        ("queue", "nurse", 403),
        ("queue", "consultant", 200),
        ("schedule", "nurse", 403),
        ("schedule", "consultant", 200),
    ],
)
def test_the_lists_are_for_those_who_use_them(client, place, name, who, answer):
    signed_in(client, place[who])
    assert client.get(url(name)).status_code == answer


@pytest.mark.parametrize(
    ("who", "answer"),
    [("nurse", 200), ("neighbouring_nurse", 404), ("consultant", 403), ("officer", 403), ("consultant_elsewhere", 404)],
)
@pytest.mark.parametrize("name", ["practice_cases", "new_case"])
def test_a_practices_cases_are_its_own(client, place, name, who, answer):
    signed_in(client, place[who])
    assert client.get(url(name, place["practice"].code)).status_code == answer


def test_the_queue_of_one_network_holds_nothing_of_another(client, place):
    a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place["consultant_elsewhere"])
    assert "No case waits for a clinic." in client.get(url("queue")).content.decode()
