"""What somebody types for a day or a moment, at the edge."""

from __future__ import annotations

from datetime import date, datetime

from cms.clock import LONDON
from cms.forms import end_of


def read_day(text: str) -> date:
    """An ISO date. Raises ValueError with a sentence."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a date. Write it as 2026-03-31.") from error


def read_moment(text: str) -> datetime:
    """A date, which means the end of that London day, or an ISO moment (London time if it names no zone)."""
    try:
        if len(text) == len("2026-03-31"):
            return end_of(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no moment. Write 2026-03-31, or 2026-03-31T14:30+01:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
