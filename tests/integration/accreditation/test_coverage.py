"""Every practice without the award has somebody who serves its patients, or stands in the gap report."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accreditation import operations, queries
from accreditation.models import Coverage, Framework
from practices.models import Network, Person, Practice
from tests.factories.accounts import signed_in
from tests.factories.accreditation import TIER
from tests.factories.practices import a_practice, an_officer

FROM, UNTIL = date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture
def officer(network: Network) -> Person:
    return an_officer(network)


@pytest.fixture
def neighbour(network: Network, practice: Practice) -> Practice:
    """Not enrolled: its patients need somebody too."""
    return a_practice(network, "Uphill Surgery")


def gaps(framework: Framework, on: date, known_at: datetime) -> list[str]:
    return [row.code for row in queries.cover_report(framework, as_of=on, known_at=known_at) if row.is_gap]


def arrange(practice: Practice, framework: Framework, by: Person, at: datetime, **values: Any) -> Coverage:
    given: dict[str, Any] = {"tier": TIER, "started_on": FROM, "ended_on": UNTIL, "provider": "Community diabetes team"}
    return operations.arrange_cover(practice=practice, framework=framework, by=by, at=at, **{**given, **values})


def test_a_practice_without_cover_is_in_the_gap_report(
    practice: Practice, neighbour: Practice, framework: Framework, officer: Person, now: datetime
) -> None:
    assert gaps(framework, FROM, now) == [practice.code, neighbour.code]
    arrange(practice, framework, officer, now)
    days = [FROM - timedelta(days=1), FROM, UNTIL - timedelta(days=1), UNTIL]
    both = [practice.code, neighbour.code]
    assert [gaps(framework, day, now) for day in days] == [both, [neighbour.code], [neighbour.code], both]
    assert gaps(framework, FROM, now - timedelta(seconds=1)) == both


def test_another_practice_can_stand_in_but_not_the_practice_itself(
    practice: Practice, neighbour: Practice, framework: Framework, officer: Person, now: datetime
) -> None:
    with pytest.raises(ValueError, match=r"A practice cannot stand in for itself."):
        arrange(practice, framework, officer, now, provider="", provider_practice=practice)
    with pytest.raises(ValueError, match=r"Name either the practice or the team"):
        arrange(practice, framework, officer, now, provider_practice=neighbour)
    arrange(practice, framework, officer, now, provider="", provider_practice=neighbour)
    rows = queries.cover_report(framework, as_of=FROM, known_at=now)
    assert [(row.code, row.provider) for row in rows] == [(neighbour.code, ""), (practice.code, "Uphill Surgery")]


def test_one_provider_at_a_time(practice: Practice, framework: Framework, officer: Person, now: datetime) -> None:
    arrange(practice, framework, officer, now)
    with pytest.raises(ValueError, match=r"Cover is arranged already from 1 June 2026."):
        arrange(practice, framework, officer, now, started_on=UNTIL - timedelta(days=1), ended_on=None)
    arrange(practice, framework, officer, now, started_on=UNTIL, ended_on=None)


def test_cover_can_end_early_and_what_was_known_stays_known(
    practice: Practice, framework: Framework, officer: Person, now: datetime
) -> None:
    cover = arrange(practice, framework, officer, now)
    later = now + timedelta(days=1)
    operations.end_cover(cover=cover, ended_on=date(2026, 7, 1), by=officer, at=later)
    assert gaps(framework, date(2026, 7, 15), later) == [practice.code]
    assert gaps(framework, date(2026, 7, 15), now) == []


def test_cover_that_has_ended_already_says_so(
    practice: Practice, framework: Framework, officer: Person, now: datetime, client: Client
) -> None:
    cover = arrange(practice, framework, officer, now)
    later = now + timedelta(days=1)
    ended = operations.end_cover(cover=cover, ended_on=date(2026, 7, 1), by=officer, at=later)
    assert ended is not None
    with pytest.raises(ValueError, match=r"This cover was ended or changed meanwhile."):
        operations.end_cover(cover=cover, ended_on=date(2026, 6, 20), by=officer, at=later)
    with pytest.raises(ValueError, match=r"The cover ends on 30 June 2026 already."):
        operations.end_cover(cover=ended, ended_on=date(2026, 7, 2), by=officer, at=later)
    page = signed_in(client, officer).get(reverse("accreditation:end_cover", args=[cover.pk]), follow=True)
    assert "This cover was ended or changed meanwhile." in page.content.decode()


def test_the_report_asks_as_often_for_one_practice_as_for_many(
    network: Network, framework: Framework, officer: Person, now: datetime, django_assert_num_queries: object
) -> None:
    for number in range(3):
        other = a_practice(network, f"Surgery {number}")
        practice = a_practice(network, f"House {number}")
        arrange(practice, framework, officer, now, provider="", provider_practice=other)
        with django_assert_num_queries(10):  # type: ignore[operator]
            queries.cover_report(framework, as_of=FROM, known_at=now)
