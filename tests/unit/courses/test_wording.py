from __future__ import annotations

from datetime import UTC, datetime

import pytest

from courses import wording


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 3, 27, 9, 30, tzinfo=UTC), "9:30am on 27 March 2026"),
        (datetime(2026, 6, 15, 11, 0, tzinfo=UTC), "12pm on 15 June 2026"),
        (datetime(2026, 6, 15, 23, 5, tzinfo=UTC), "12:05am on 16 June 2026"),
    ],
)
def test_moments_are_worded_in_london(moment, words):
    assert wording.moment_in_words(moment) == words


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "words"),
    [
        (
            datetime(2026, 6, 22, 17, 30, tzinfo=UTC),
            datetime(2026, 6, 22, 19, 0, tzinfo=UTC),
            "Monday 22 June 2026, 6:30pm to 8pm",
        ),
        (
            datetime(2026, 1, 5, 22, 0, tzinfo=UTC),
            datetime(2026, 1, 6, 1, 0, tzinfo=UTC),
            "Monday 5 January 2026, 10pm to Tuesday 6 January 2026, 1am",
        ),
    ],
)
def test_times_name_the_day_once_unless_there_are_two(starts_at, ends_at, words):
    assert wording.times(starts_at, ends_at) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (90, "1 hour 30 minutes"), (121, "2 hours 1 minute")],
)
def test_lengths_are_in_hours_and_minutes(minutes, words):
    assert wording.length(minutes) == words


@pytest.mark.parametrize(("minutes", "hours"), [(45, "0.75"), (60, "1"), (90, "1.5"), (50, "0.83"), (600, "10")])
def test_cpd_hours_are_decimal(minutes, hours):
    assert wording.cpd_hours(minutes) == hours
