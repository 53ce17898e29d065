"""The geometry of a time axis: days as percentages of its width, and the months that get a tick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Tick:
    at: float
    label: str
    is_year: bool
    is_minor: bool

    @property
    def anchor(self) -> str:
        """Towards which side the label stands, so that it stays inside the picture."""
        return "end" if self.at > 92 else "start"


@dataclass(frozen=True)
class Axis:
    """The days from `from_on` to `until_on`, exclusive, from 0 to 100 per cent of the width."""

    from_on: date
    until_on: date

    @property
    def days(self) -> int:
        return max((self.until_on - self.from_on).days, 1)

    def share(self, day: date) -> float:
        """Where the day begins, in per cent of the width; days outside the axis stand at its edge."""
        inside = min(max(day, self.from_on), self.until_on)
        return round((inside - self.from_on).days * 100 / self.days, 3)

    def holds(self, day: date) -> bool:
        return self.from_on <= day < self.until_on

    def ticks(self) -> list[Tick]:
        """One per month, labelled as often as there is room: each, each third, or only the years."""
        months = list(first_days_of_months(self.from_on, self.until_on))
        step = 1 if len(months) <= 14 else 3 if len(months) <= 40 else 12
        return [
            Tick(self.share(day), _label(day, index), day.month == 1, len(months) > 7 and (day.month - 1) % 6 != 0)
            for index, day in enumerate(months)
            if (day.month - 1) % step == 0
        ]


def first_days_of_months(from_on: date, until_on: date) -> Iterator[date]:
    """The first of each month inside the half-open period."""
    year, month = from_on.year, from_on.month
    while (day := date(year, month, 1)) < until_on:
        if day >= from_on:
            yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _label(day: date, index: int) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.year}" if index == 0 or day.month == 1 else MONTH_NAMES[day.month - 1]
