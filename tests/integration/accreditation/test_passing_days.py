from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from accreditation import operations, tasks
from accreditation.models import Framework, NoticedDay, StandingEvent
from cms import clock
from practices import operations as practices
from practices.models import Employment, Practice
from tests.factories.accreditation import Team

LAST_DAY = date(2026, 9, 30)
Work = Callable[[], int]


@pytest.fixture
def meeting(practice: Practice, team: Team, worked_out: Work) -> Practice:
    team.meets_everything()
    worked_out()
    return practice


def events() -> list[tuple[date, str, str]]:
    return list(StandingEvent.objects.order_by("on").values_list("on", "was", "became"))


def test_a_verdict_that_ends_with_a_day_is_noticed_once(meeting: Practice, now: datetime) -> None:
    assert operations.notice_passing_days(until=LAST_DAY, at=now) == 0
    assert operations.notice_passing_days(until=LAST_DAY + timedelta(days=1), at=now) == 1
    assert operations.notice_passing_days(until=LAST_DAY + timedelta(days=1), at=now) == 0
    assert events() == [(LAST_DAY + timedelta(days=1), "met", "not_met")]


def test_after_an_outage_each_day_is_caught_up_with(meeting: Practice, now: datetime) -> None:
    operations.notice_passing_days(until=LAST_DAY - timedelta(days=5), at=now)
    assert operations.notice_passing_days(until=LAST_DAY + timedelta(days=5), at=now) == 1
    assert NoticedDay.objects.count() == 11


def test_beginning_in_the_past_notices_every_change_since(meeting: Practice, now: datetime) -> None:
    operations.notice_passing_days(since=date(2025, 11, 4), until=date(2026, 10, 10), at=now)
    assert events() == [(date(2026, 4, 1), "not_met", "met"), (date(2026, 10, 1), "met", "not_met")]


def test_grace_that_begins_and_ends_is_noticed_as_such(
    meeting: Practice, team: Team, worked_out: Work, now: datetime
) -> None:
    post = Employment.objects.current().get(practice=meeting, person=team.lead_nurse)
    practices.end_employment(employment=post, ended_on=date(2026, 6, 20), by=None, at=now)
    worked_out()
    operations.notice_passing_days(since=date(2026, 6, 18), until=LAST_DAY, at=now)
    assert events() == [(date(2026, 6, 20), "met", "met_in_grace"), (date(2026, 9, 18), "met_in_grace", "not_met")]


def test_a_change_that_came_with_new_knowledge_is_no_passing_day(
    meeting: Practice, team: Team, worked_out: Work, now: datetime
) -> None:
    post = Employment.objects.current().get(practice=meeting, person=team.lead_nurse)
    practices.end_employment(employment=post, ended_on=date(2026, 6, 15), by=None, at=now)
    worked_out()
    assert operations.notice_passing_days(since=date(2026, 6, 14), until=date(2026, 6, 16), at=now) == 0


def test_the_task_reads_the_clock_and_notices_today(framework: Framework) -> None:
    tasks.notice_passing_days()
    assert list(NoticedDay.objects.values_list("day", flat=True)) == [clock.today()]
