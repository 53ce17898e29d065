"""When to remind of the day on which a standing changes for the worse. Pure."""

from __future__ import annotations

from datetime import date

from accreditation.rules.days import FOREVER
from accreditation.rules.forecast import hold
from accreditation.rules.timeline import Timeline

THRESHOLDS = (90, 60, 30, 7)


def threshold_due(ends_on: date, on: date) -> int | None:
    """The last threshold crossed: the fewest of 90, 60, 30, 7 days that the days left do not exceed.

    `ends_on` is the first day that is worse. None while more than 90 days are left, and from that day on. After an
    outage it is the newest alone: whoever was not told at 90 and at 60 days is told once, at 30.
    """
    left = (ends_on - on).days
    return min((days for days in THRESHOLDS if 0 < left <= days), default=None)


def worsens_on(timeline: Timeline | None, on: date) -> date | None:
    """The first day after `on` that is worse than `on`: met only in grace, or, in grace already, lost.

    None for what is not satisfied on `on`, or never gets worse.
    """
    held = hold(timeline, on)
    if held is None:
        return None
    ends_on = held.plain_until if held.plain_until > on else held.until
    return None if ends_on == FOREVER else ends_on
