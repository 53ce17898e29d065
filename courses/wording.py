"""Moments and lengths of time as people read them, in London."""

from __future__ import annotations

from datetime import datetime

from cms.clock import LONDON


def clock_time(moment: datetime) -> str:
    """9:30am; 12pm."""
    local = moment.astimezone(LONDON)
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def day(moment: datetime) -> str:
    """Monday 22 June 2026."""
    local = moment.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y}"


def moment_in_words(moment: datetime) -> str:
    """9:30am on 27 March 2026."""
    local = moment.astimezone(LONDON)
    return f"{clock_time(moment)} on {local.day} {local:%B %Y}"


def times(starts_at: datetime, ends_at: datetime) -> str:
    """Monday 22 June 2026, 6:30pm to 8pm; with both days when there are two."""
    begins, ends = starts_at.astimezone(LONDON), ends_at.astimezone(LONDON)
    last = clock_time(ends_at) if begins.date() == ends.date() else f"{day(ends_at)}, {clock_time(ends_at)}"
    return f"{day(starts_at)}, {clock_time(starts_at)} to {last}"


def length(minutes: int) -> str:
    """45 minutes; 1 hour; 1 hour 30 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [_counted(hours, "hour")] if hours else []
    return " ".join([*parts, _counted(rest, "minute")] if rest or not hours else parts)


def cpd_hours(minutes: int) -> str:
    """Hours for a record of continuing professional development, to a quarter or as many decimals as it takes: 0.75."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
