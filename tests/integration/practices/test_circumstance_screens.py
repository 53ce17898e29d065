"""Screens about units, mergers, closure, commissioners and merged records; and about long leave, for a lead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from practices.models import (
    Absence,
    DeliveryUnit,
    Network,
    PcnMembership,
    Person,
    Practice,
    PracticeRecord,
    PrimaryCareNetwork,
    SamePerson,
    Succession,
    UnitMembership,
)
from tests.factories.accounts import signed_in
from tests.factories.corrections import post_through_the_door
from tests.factories.practices import (
    a_commissioner,
    a_lead,
    a_network,
    a_person,
    a_practice,
    a_programme_admin,
    employed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return a_network()


@pytest.fixture
def practice(network: Network) -> Practice:
    return a_practice(network)


@pytest.fixture
def admin(client: Client, network: Network) -> Client:
    return signed_in(client, a_programme_admin(network))


def days(**given: date) -> dict[str, int]:
    parts = {"day": "day", "month": "month", "year": "year"}
    return {f"{name}_{part}": getattr(day, part) for name, day in given.items() for part in parts}


def send(client: Client, name: str, /, *args: Any, **typed: Any) -> Any:
    return post_through_the_door(client, reverse(f"practices:{name}", args=args), typed)


def test_a_unit_is_made_joined_and_left(admin: Client, practice: Practice) -> None:
    send(admin, "open_unit", practice.code, kind="locality", code="east", name="East locality")
    unit = DeliveryUnit.objects.get()
    send(admin, "join_unit", practice.code, unit=f"unit.{unit.pk}", **days(started_on=date(2026, 4, 1)))
    page = admin.get(reverse("practices:circumstances", args=[practice.code])).content.decode()
    assert "East locality" in page
    joined = UnitMembership.objects.get()
    send(admin, "leave_unit", practice.code, "unit", joined.pk, **days(last_day=date(2026, 5, 31)))
    assert UnitMembership.objects.current().get().ended_on == date(2026, 6, 1)


def test_a_practice_joins_a_primary_care_network(admin: Client, practice: Practice) -> None:
    pcn = PrimaryCareNetwork.objects.create(code="U00001", name="Harbour PCN")
    send(admin, "join_unit", practice.code, unit=f"pcn.{pcn.pk}", **days(started_on=date(2026, 4, 1)))
    assert PcnMembership.objects.get().practice == practice


def test_a_merger_is_recorded_and_taken_back(admin: Client, practice: Practice, network: Network) -> None:
    former = a_practice(network)
    on = days(on=date(2026, 4, 1))
    refused = send(admin, "succeed", practice.code, predecessor="Z99999", how="merged", **on)
    assert "No practice has this code." in refused.content.decode()
    send(admin, "succeed", practice.code, predecessor=former.code.lower(), how="merged", **on)
    succession = Succession.objects.get()
    assert (succession.practice, succession.predecessor) == (practice, former)
    send(admin, "take_back_succession", practice.code, succession.pk)
    assert not Succession.objects.current().exists()


def test_a_practice_of_another_network_is_not_taken_over(admin: Client, practice: Practice) -> None:
    theirs = a_practice(a_network("Elsewhere"))
    answer = send(admin, "succeed", practice.code, predecessor=theirs.code, how="merged", **days(on=date(2026, 4, 1)))
    assert "belongs to another network" in answer.content.decode()
    assert f'value="{theirs.code}"' in answer.content.decode()
    assert not Succession.objects.exists()


def test_a_practice_moves_to_another_commissioner_and_closes(admin: Client, practice: Practice) -> None:
    body = a_commissioner("98Y")
    send(admin, "move_commissioner", practice.code, commissioner=body.pk, **days(from_on=date(2026, 4, 1)))
    send(admin, "close_practice", practice.code, **days(last_day=date(2026, 6, 30)))
    records = PracticeRecord.objects.current().filter(practice=practice)
    told = [(each.started_on, each.commissioner.code, each.status) for each in records.order_by("started_on")]
    assert told[1:] == [(date(2026, 4, 1), "98Y", "A"), (date(2026, 7, 1), "98Y", "C")]


def test_records_of_one_person_are_merged_and_separated(admin: Client, practice: Practice, network: Network) -> None:
    kept: Person = employed(practice)
    given_up = a_person(kept.given_name, kept.family_name, with_account=False)
    employed(a_practice(network), person=given_up)
    send(admin, "merge", practice.code, kept.pk, former=given_up.key)
    merged = SamePerson.objects.get()
    page = admin.get(reverse("practices:staff_member", args=[practice.code, kept.pk])).content.decode()
    assert "counts for this one" in page
    send(admin, "separate", practice.code, kept.pk, merged.pk)
    assert not SamePerson.objects.current().exists()


def test_somebody_of_another_network_is_not_offered(admin: Client, practice: Practice) -> None:
    kept = employed(practice)
    stranger = employed(a_practice(a_network("Elsewhere")))
    answer = send(admin, "merge", practice.code, kept.pk, former=stranger.key)
    assert (answer.status_code, SamePerson.objects.count()) == (200, 0)


def test_a_lead_records_and_corrects_long_leave(client: Client, practice: Practice) -> None:
    signed_in(client, a_lead(practice))
    nurse = employed(practice)
    send(client, "add_absence", practice.code, nurse.pk, **days(started_on=date(2026, 3, 1)))
    leave = Absence.objects.get()
    both = days(started_on=date(2026, 3, 1), last_day=date(2026, 5, 31))
    send(client, "correct_absence", practice.code, leave.pk, **both)
    assert Absence.objects.current().get().ended_on == date(2026, 6, 1)
    page = client.get(reverse("practices:staff_member", args=[practice.code, nurse.pk])).content.decode()
    assert "Long leave" in page
    send(client, "correct_absence", practice.code, Absence.objects.current().get().pk, never_was="on", **both)
    assert not Absence.objects.current().exists()
