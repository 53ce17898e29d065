from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from practices import operations
from practices.access import NOBODY, access_of
from practices.enums import NetworkRole, PracticeRole
from practices.models import Employment
from practices.permissions import check_at, check_in
from practices.roles import Learner, Permission, PracticeLead
from tests.factories.practices import (
    a_commissioner,
    a_consultant,
    a_lead,
    a_network,
    a_person,
    a_practice,
    an_officer,
    appointed,
    employed,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)


def test_nobody_may_do_nothing() -> None:
    assert [permission for permission in Permission if NOBODY.may(permission)] == []


def test_a_nurse_sees_her_own_practice_and_no_other() -> None:
    network = a_network()
    own, other = a_practice(network), a_practice(network)
    access = access_of(employed(own), on=DAY)
    assert access.may_at(Permission.SEE_PRACTICE, own)
    assert not access.may_at(Permission.SEE_PRACTICE, other)


def test_a_nurse_who_left_sees_her_former_practice_no_more(now: datetime) -> None:
    practice = a_practice(a_network())
    nurse = employed(practice)
    operations.end_employment(employment=Employment.objects.get(person=nurse), ended_on=DAY, by=None, at=now)
    assert access_of(nurse, on=DAY).practices == {}


def test_a_lead_keeps_staff_and_signs_where_she_leads_only() -> None:
    network = a_network()
    led, worked = a_practice(network), a_practice(network)
    lead = a_lead(led)
    employed(worked, person=lead)
    access = access_of(lead, on=DAY)
    assert access.practices == {led.pk: {Learner, PracticeLead}, worked.pk: {Learner}}
    assert not access.may_at(Permission.MANAGE_STAFF, worked)


def test_a_practice_manager_keeps_the_staff() -> None:
    practice = a_practice()
    assert access_of(employed(practice, PracticeRole.PRACTICE_MANAGER), on=DAY).may_at(
        Permission.MANAGE_STAFF, practice
    )


def test_a_specialist_reaches_the_network_s_practices_and_no_others() -> None:
    network, elsewhere = a_network(), a_network("Elsewhere")
    access = access_of(a_consultant(network), on=DAY)
    assert access.may_at(Permission.HOLD_VISITS, a_practice(network))
    assert not access.may_at(Permission.SEE_PRACTICE, a_practice(elsewhere))
    assert not access.may_at(Permission.SEE_PRACTICE, a_practice())


def test_a_commissioner_decides_and_a_specialist_does_not() -> None:
    network = a_network()
    practice = a_practice(network)
    assert access_of(an_officer(network), on=DAY).may_at(Permission.DECIDE_AWARDS, practice)
    assert not access_of(a_consultant(network), on=DAY).may_at(Permission.DECIDE_AWARDS, practice)


def test_a_commissioner_of_one_body_does_not_reach_another_s_practices(now: datetime) -> None:
    network = a_network()
    ours, theirs = a_practice(network, commissioner=a_commissioner("98Z")), a_practice(network)
    officer = a_person()
    operations.appoint_person(
        person=officer,
        network=network,
        role=NetworkRole.COMMISSIONER,
        commissioner=a_commissioner("98Z"),
        started_on=DAY,
        by=None,
        at=now,
    )
    access = access_of(officer, on=DAY)
    assert access.may_at(Permission.SEE_PRACTICE, ours)
    assert not access.may_at(Permission.SEE_PRACTICE, theirs)


def test_what_one_may_not_see_does_not_exist() -> None:
    network = a_network()
    nurse = access_of(employed(a_practice(network)), on=DAY)
    with pytest.raises(Http404):
        check_at(nurse, Permission.SEE_PRACTICE, a_practice(network))
    with pytest.raises(Http404):
        check_in(nurse, Permission.SEE_REGISTER, network)


def test_what_one_sees_but_may_not_do_is_refused_with_a_reason() -> None:
    practice = a_practice(a_network())
    nurse = access_of(employed(practice), on=DAY)
    with pytest.raises(PermissionDenied, match="You may not sign declarations and agree visits for a practice"):
        check_at(nurse, Permission.SIGN_FOR_PRACTICE, practice)


@pytest.mark.parametrize("role", NetworkRole.values)
def test_every_network_role_signs_in_with_a_second_factor(role: str) -> None:
    assert access_of(appointed(a_network(), role), on=DAY).needs_second_factor


def test_a_nurse_signs_in_with_a_password_alone() -> None:
    assert not access_of(employed(a_practice()), on=DAY).needs_second_factor


def test_access_takes_one_query(django_assert_num_queries: object) -> None:
    network = a_network()
    person = a_consultant(network)
    for _ in range(5):
        employed(a_practice(network), person=person)
    with django_assert_num_queries(1):  # type: ignore[operator]
        access_of(person, on=DAY)
