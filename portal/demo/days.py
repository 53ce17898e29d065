"""Days of the invented history, reckoned from today, so that the demonstration never grows old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from accreditation.rules.days import add_months
from cms.clock import LONDON

HALF_YEARS = 4


@dataclass(frozen=True)
class Days:
    today: date

    @property
    def slots(self) -> list[tuple[date, date]]:
        """The half-years of the contract year (1 April, 1 October): four that have ended, then the one under way."""
        start = date(self.today.year, 4 if self.today.month in range(4, 10) else 10, 1)
        start = start if start <= self.today else date(self.today.year - 1, 10, 1)
        starts = [add_months(start, 6 * (n - HALF_YEARS)) for n in range(HALF_YEARS + 2)]
        return list(pairwise(starts))

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def session(self, ago: int) -> date:
        """The working day of the session about so many days ago (negative: to come)."""
        day = self.ago(ago)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def months_ago(self, months: int, days: int = 0) -> date:
        return add_months(self.today, -months) + timedelta(days=days)


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a London day, in UTC."""
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)
