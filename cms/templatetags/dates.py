from __future__ import annotations

from datetime import date, datetime

from django import template

from cms import dates
from cms.clock import london_date

register = template.Library()


@register.filter
def in_words(day: date | None) -> str:
    """{{ visit.held_on|in_words }} -> 27 March 2026; a moment gives its London day, an absent day nothing."""
    if isinstance(day, datetime):
        day = london_date(day)
    return dates.in_words(day) if day else ""


@register.filter
def last_day(until: date | None) -> str:
    """{{ period.ended_on|last_day }} -> the last day inside a half-open period, in words; open-ended prints nothing."""
    return "" if dates.is_open(until) else dates.in_words(dates.last_day(until))


@register.filter
def period(from_on: date | None, until: date | None) -> str:
    """{{ post.started_on|period:post.ended_on }} -> 1 April 2025 to 31 March 2026."""
    return dates.period_in_words(from_on, until)
