from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest

from practices import operations
from practices.access import access_of
from practices.enums import LeadRole, PracticeRole
from practices.models import Employment, LeadPost
from practices.queries import roster
from practices.roles import Permission
from tests.factories.practices import a_lead, a_person, a_practice, employed

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)


def test_ending_an_employment_keeps_what_was_known_before(now: datetime) -> None:
    practice = a_practice()
    nurse = employed(practice)
    employment = Employment.objects.get(person=nurse)
    operations.end_employment(employment=employment, ended_on=JUNE, by=None, at=now)
    before = Employment.objects.filter(practice=practice).known_at(now - timedelta(seconds=1))
    assert [post.ended_on for post in before] == [None]
    assert [post.ended_on for post in Employment.objects.filter(practice=practice).known_at(now)] == [JUNE]


def test_the_last_day_is_worked_and_the_next_is_not(now: datetime) -> None:
    practice = a_practice()
    nurse = employed(practice)
    operations.end_employment(employment=Employment.objects.get(person=nurse), ended_on=JUNE, by=None, at=now)
    assert [member.person for member in roster(practice, on=JUNE - timedelta(days=1))] == [nurse]
    assert roster(practice, on=JUNE) == []


def test_a_lead_who_leaves_leaves_the_post_vacant_from_the_same_day(now: datetime) -> None:
    practice = a_practice()
    lead = a_lead(practice)
    operations.end_employment(employment=Employment.objects.get(person=lead), ended_on=JUNE, by=None, at=now)
    assert [post.ended_on for post in LeadPost.objects.current().filter(practice=practice)] == [JUNE]


def test_a_lead_with_a_second_role_here_keeps_the_post(now: datetime) -> None:
    practice = a_practice()
    lead = a_lead(practice)
    employed(practice, PracticeRole.ADVANCED_NURSE_PRACTITIONER, person=lead)
    operations.end_employment(
        employment=Employment.objects.get(person=lead, role=PracticeRole.PRACTICE_NURSE), ended_on=JUNE, by=None, at=now
    )
    assert [post.ended_on for post in LeadPost.objects.current()] == [None]


def test_a_deputy_is_named_beside_the_lead_and_signs_for_the_practice(now: datetime) -> None:
    practice = a_practice()
    lead, deputy = a_lead(practice), employed(practice)
    operations.name_lead(
        person=deputy, practice=practice, lead_role=LeadRole.DEPUTY_LEAD_NURSE, started_on=JUNE, by=None, at=now
    )
    assert {post.lead_role: post.person for post in LeadPost.objects.current().on(JUNE)} == {
        LeadRole.LEAD_NURSE: lead,
        LeadRole.DEPUTY_LEAD_NURSE: deputy,
    }
    assert access_of(deputy, on=JUNE).may_at(Permission.SIGN_FOR_PRACTICE, practice)


def test_a_new_lead_follows_the_former_one_on_the_day(now: datetime) -> None:
    practice = a_practice()
    former, next_lead = a_lead(practice), employed(practice)
    operations.name_lead(
        person=next_lead, practice=practice, lead_role=LeadRole.LEAD_NURSE, started_on=JUNE, by=None, at=now
    )
    held = LeadPost.objects.current().on(JUNE)
    assert [post.person for post in held] == [next_lead]
    assert [post.person for post in LeadPost.objects.current().on(JUNE - timedelta(days=1))] == [former]


def test_only_who_works_here_can_be_its_lead(now: datetime) -> None:
    with pytest.raises(ValueError, match="does not work at the practice on that day"):
        operations.name_lead(
            person=a_person(),
            practice=a_practice(),
            lead_role=LeadRole.LEAD_GP,
            started_on=JUNE,
            by=None,
            at=now,
        )


def test_the_same_post_twice_on_the_same_days_is_refused(now: datetime) -> None:
    practice = a_practice()
    nurse = employed(practice)
    with pytest.raises(ValueError, match="already works here in that role"):
        employed(practice, person=nurse)


def test_one_person_may_work_at_two_practices() -> None:
    first, second = a_practice(), a_practice()
    nurse = employed(first)
    employed(second, person=nurse)
    assert [member.person for member in roster(second, on=JUNE)] == [nurse]


def test_an_employment_cannot_end_before_it_begins(now: datetime) -> None:
    practice = a_practice()
    with pytest.raises(ValueError, match="last day has to be on or after the first"):
        operations.employ_person(
            person=a_person(),
            practice=practice,
            role=PracticeRole.PRACTICE_NURSE,
            sessions=Decimal(4),
            started_on=JUNE,
            ended_on=JUNE,
            by=None,
            at=now,
        )


def test_a_lead_is_not_named_from_a_day_before_the_present_holder_began(now: datetime) -> None:
    practice = a_practice()
    holder = a_lead(practice)
    post = LeadPost.objects.get(person=holder)
    other = employed(practice, started_on=post.started_on - timedelta(days=9))
    with pytest.raises(ValueError, match="Choose a first day after that, or end that post first"):
        operations.name_lead(
            person=other,
            practice=practice,
            lead_role=post.lead_role,
            started_on=post.started_on - timedelta(days=1),
            by=None,
            at=now,
        )
    assert list(LeadPost.objects.all()) == [post]


@pytest.mark.parametrize(
    "act",
    [operations.retract_employment, partial(operations.end_employment, ended_on=JUNE)],
    ids=["retract", "end"],
)
def test_a_post_is_not_changed_before_it_was_recorded(act: Callable[..., object]) -> None:
    nurse = employed(a_practice())
    post = Employment.objects.get(person=nurse)
    with pytest.raises(ValueError, match="cannot have been changed before"):
        act(employment=post, by=None, at=post.recorded_at - timedelta(microseconds=1))
    assert list(Employment.objects.current()) == [post]


def test_a_post_that_somebody_else_has_just_replaced_is_left_alone(now: datetime) -> None:
    lead = a_lead(a_practice())
    post = LeadPost.objects.get(person=lead)
    operations.end_lead_post(post=post, ended_on=JUNE, by=None, at=now)
    with pytest.raises(ValueError, match="Somebody else changed this"):
        operations.end_lead_post(post=post, ended_on=JUNE + timedelta(days=9), by=None, at=now)
    assert [each.ended_on for each in LeadPost.objects.current()] == [JUNE]
