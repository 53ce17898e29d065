from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation.reminding import THRESHOLDS, threshold_due, worsens_on
from accreditation.rules.timeline import Timeline
from accreditation.rules.verdicts import MET, MET_IN_GRACE, NOT_MET, WAIVED

ENDS_ON = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("left", "due"),
    [(91, None), (90, 90), (61, 90), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, None), (-5, None)],
)
def test_a_threshold_is_due_from_its_day_until_the_next(left: int, due: int | None) -> None:
    assert threshold_due(ENDS_ON, ENDS_ON - timedelta(days=left)) == due


@settings(max_examples=300)
@given(runs=st.sets(st.integers(-5, 130)))
def test_however_often_the_scheduler_runs_each_threshold_is_told_once_and_the_newest_last(runs: set[int]) -> None:
    """`runs`: how many days before the end it ran. What was crossed between two runs is told by the newest alone."""
    told: list[int] = []
    for left in sorted(runs, reverse=True):
        due = threshold_due(ENDS_ON, ENDS_ON - timedelta(days=left))
        if due is not None and not [each for each in told if each <= due]:
            told.append(due)
        crossed = [days for days in THRESHOLDS if 0 < left <= days]
        assert not crossed or told[-1] == min(crossed)
    assert told == sorted(set(told), reverse=True)


def test_a_standing_worsens_when_grace_begins_and_then_when_it_ends() -> None:
    line = Timeline.of(
        [(date(2026, 1, 1), MET), (date(2026, 3, 1), MET_IN_GRACE), (date(2026, 5, 1), NOT_MET)],
    )
    assert worsens_on(line, date(2026, 2, 1)) == date(2026, 3, 1)
    assert worsens_on(line, date(2026, 3, 1)) == date(2026, 5, 1)
    assert worsens_on(line, date(2026, 5, 1)) is None


def test_a_waiver_is_no_worse() -> None:
    line = Timeline.of([(date(2026, 1, 1), MET), (date(2026, 3, 1), WAIVED), (date(2026, 5, 1), NOT_MET)])
    assert worsens_on(line, date(2026, 2, 1)) == date(2026, 5, 1)
    assert worsens_on(Timeline.always(date(2026, 1, 1), MET), date(2026, 2, 1)) is None
