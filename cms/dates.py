"""Dates as people read them: in words, with the last day of a period named. Inside, periods are half-open."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

ONE_DAY = timedelta(days=1)


def in_words(day: date) -> str:
    """27 March 2026."""
    return date_format(day, "j F Y")


def minute_in_words(moment: datetime) -> str:
    """27 March 2026, 14:05: in the time of the United Kingdom."""
    return date_format(timezone.localtime(moment), "j F Y, H:i")


def last_day(until: date) -> date:
    """The last day of a period that ends, exclusively, at `until`."""
    return until - ONE_DAY


def is_open(until: date | None) -> bool:
    """Whether a period has no known end: None, or the end of the calendar."""
    return until is None or until == date.max


def period_in_words(from_on: date | None, until: date | None) -> str:
    """A half-open period with its last day named: "1 April 2025 to 31 March 2026", "from 1 April 2025"."""
    if is_open(until):
        return "always" if from_on is None else f"from {in_words(from_on)}"
    if from_on is None:
        return f"until {in_words(last_day(until))}"
    if last_day(until) == from_on:
        return in_words(from_on)
    return f"{in_words(from_on)} to {in_words(last_day(until))}"
