from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cms import dates
from cms.templatetags import dates as filters


@pytest.mark.parametrize(
    ("from_on", "until", "words"),
    [
        (date(2025, 4, 1), date(2026, 4, 1), "1 April 2025 to 31 March 2026"),
        (date(2025, 4, 1), date(2025, 4, 2), "1 April 2025"),
        (date(2025, 4, 1), None, "from 1 April 2025"),
        (date(2025, 4, 1), date.max, "from 1 April 2025"),
        (None, date(2026, 4, 1), "until 31 March 2026"),
        (None, None, "always"),
    ],
)
def test_a_period_is_told_with_its_last_day(from_on: date | None, until: date | None, words: str) -> None:
    assert dates.period_in_words(from_on, until) == words
    assert filters.period(from_on, until) == words


def test_a_moment_is_told_by_its_london_day() -> None:
    assert filters.in_words(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"


def test_absent_days_print_nothing() -> None:
    assert filters.in_words(None) == ""
    assert filters.last_day(None) == ""
    assert filters.last_day(date(2026, 4, 1)) == "31 March 2026"
