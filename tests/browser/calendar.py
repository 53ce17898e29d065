"""The days of the story, counted by the test itself: half-years from 1 April and 1 October, grace of 90 days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
GRACE = timedelta(days=90)


def half_year_of(day: date) -> date:
    """The first day of the half-year that the day lies in."""
    if day.month in (1, 2, 3):
        return date(day.year - 1, 10, 1)
    return date(day.year, 4 if day.month < 10 else 10, 1)


@dataclass(frozen=True)
class Calendar:
    today: date

    @property
    def this_half_year(self) -> date:
        return half_year_of(self.today)

    @property
    def last_half_year(self) -> date:
        return half_year_of(self.this_half_year - ONE_DAY)

    @property
    def enrolled_on(self) -> date:
        """The first day of the last half-year but one: two have ended since, and both are owed a visit."""
        return half_year_of(self.last_half_year - ONE_DAY)

    @property
    def visits(self) -> tuple[date, date, date]:
        """One in each half-year that ended, a fortnight in, and one today: always more than 90 days apart."""
        return self.enrolled_on + 14 * ONE_DAY, self.last_half_year + 14 * ONE_DAY, self.today

    @property
    def yesterday(self) -> date:
        return self.today - ONE_DAY

    @property
    def tomorrow(self) -> date:
        return self.today + ONE_DAY

    @property
    def last_day_of_this_half_year(self) -> date:
        return _end_of(self.this_half_year)

    @property
    def last_day_of_next_half_year(self) -> date:
        return _end_of(_end_of(self.this_half_year) + ONE_DAY)

    @property
    def last_day_of_grace(self) -> date:
        """Somebody whose last day is today is missing from tomorrow on; tomorrow is the first of 90 days."""
        return self.tomorrow + GRACE - ONE_DAY


def _end_of(half_year: date) -> date:
    return half_year_of(half_year + timedelta(days=190)) - ONE_DAY
