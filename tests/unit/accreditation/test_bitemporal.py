"""The stored rows against the plainest account of what was known when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accreditation.bitemporal import Belief, Row, beliefs_of, replay
from accreditation.rules.evaluate import Assessment
from accreditation.rules.timeline import Timeline
from accreditation.rules.verdicts import MET, MET_IN_GRACE, NOT_MET

FOR_EVER = datetime(9999, 12, 31, tzinfo=UTC)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
BELIEFS = [
    Belief("visits", verdict, False, date(2026, 1, 1), date(2026, until, 1), None)
    for verdict in ("met", "not_met")
    for until in (2, 3)
]
Told = Mapping[int, frozenset[Belief]]
told = st.dictionaries(st.integers(0, 12), st.frozensets(st.sampled_from(BELIEFS)), max_size=8)


def at(hour: int) -> datetime:
    return FIRST + timedelta(hours=hour)


def replayed(told: Told, *, stored: list[Row] | None = None, since: int = 0) -> list[Row]:
    moments = [at(hour) for hour in sorted(told) if hour >= since]
    believe = {at(hour): beliefs for hour, beliefs in told.items()}.__getitem__
    return replay(stored or [], moments, believe, since=at(since), for_ever=FOR_EVER)


def known(rows: list[Row], hour: int) -> set[Belief]:
    return {row.belief for row in rows if row.known_from <= at(hour) < row.known_until}


def last_told(told: Told, hour: int) -> frozenset[Belief]:
    hours = [each for each in told if each <= hour]
    return told[max(hours)] if hours else frozenset()


@given(told)
def test_what_is_known_at_a_moment_is_what_was_told_last(told: Told) -> None:
    rows = replayed(told)
    assert [known(rows, hour) for hour in range(14)] == [last_told(told, hour) for hour in range(14)]


@given(told, told, st.integers(0, 12))
def test_replaying_from_the_first_difference_equals_replaying_everything(before: Told, later: Told, since: int) -> None:
    told = {hour: beliefs for hour, beliefs in before.items() if hour < since} | {
        hour: beliefs for hour, beliefs in later.items() if hour >= since
    }
    again = replayed(told, stored=replayed(before), since=since)
    assert sorted(again) == sorted(replayed(told))


@given(told, st.integers(0, 12))
def test_replaying_again_from_any_moment_changes_nothing(told: Told, since: int) -> None:
    rows = replayed(told)
    assert sorted(replayed(told, stored=rows, since=since)) == sorted(rows)


@given(told)
def test_no_belief_is_held_twice_at_once(told: Told) -> None:
    rows = replayed(told)
    assert [len([r for r in rows if r.known_from <= at(h) < r.known_until]) for h in range(14)] == [
        len(known(rows, h)) for h in range(14)
    ]
    assert all(row.known_from < row.known_until for row in rows)


def test_an_assessment_becomes_a_row_for_each_interval_of_each_requirement_and_tier() -> None:
    first, second, third, fourth = (date(2026, month, 1) for month in (4, 5, 6, 7))
    line = Timeline.of([(first, NOT_MET), (second, MET), (third, MET_IN_GRACE), (fourth, NOT_MET)])
    assessment = Assessment(first, line, timelines={"visits": line}, tiers={"endorsed": line})
    assert beliefs_of(assessment) == {
        belief
        for key in ("visits", "tier:endorsed")
        for belief in (
            Belief(key, "not_met", False, first, second, None),
            Belief(key, "met", False, second, third, fourth),
            Belief(key, "met", True, third, fourth, fourth),
            Belief(key, "not_met", False, fourth, date.max, None),
        )
    }


def test_a_practice_without_timelines_has_no_rows() -> None:
    assert beliefs_of(Assessment(None, None)) == frozenset()
