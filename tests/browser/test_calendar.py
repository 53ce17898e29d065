from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.browser.calendar import Calendar


@pytest.mark.parametrize("number", range(0, 800, 7))
def test_the_story_s_days_fit_together_on_any_day(number: int) -> None:
    days = Calendar(date(2026, 1, 1) + timedelta(days=number))
    first, second, third = days.visits
    assert days.enrolled_on < first < days.last_half_year < second < days.this_half_year <= third
    assert min(second - first, third - second) >= timedelta(days=90)
    assert days.today <= days.last_day_of_this_half_year < days.last_day_of_next_half_year
    assert days.last_day_of_grace < days.last_day_of_next_half_year


def test_the_half_years_of_a_november_day() -> None:
    days = Calendar(date(2026, 11, 22))
    assert (days.enrolled_on, days.last_half_year, days.this_half_year) == (
        date(2025, 10, 1),
        date(2026, 4, 1),
        date(2026, 10, 1),
    )
    assert (days.last_day_of_this_half_year, days.last_day_of_next_half_year) == (date(2027, 3, 31), date(2027, 9, 30))
