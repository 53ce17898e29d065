"""When to remind of a session. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

THRESHOLDS = (7 * 24, 24)
FURTHEST = timedelta(hours=max(THRESHOLDS))


def threshold_due(starts_at: datetime, at: datetime) -> int | None:
    """The last threshold crossed: the fewer of 168 and 24 hours that the time left does not exceed.

    None while more than 168 hours are left, and from the start on. After an outage it is the newest alone.
    """
    left = starts_at - at
    if left <= timedelta(0):
        return None
    return min((hours for hours in THRESHOLDS if left <= timedelta(hours=hours)), default=None)
