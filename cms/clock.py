"""The edge's clock: views, commands and tasks read it; operations, queries and rules are given the answer."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Today's date in Europe/London."""
    return london_date(now())


def london_date(moment: datetime) -> date:
    """The Europe/London date of an aware moment."""
    return moment.astimezone(LONDON).date()
