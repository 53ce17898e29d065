"""Calendar arithmetic: half-open dates, months by the corresponding-date rule (Dodds v Walker [1981] 1 WLR 1027)."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

FOREVER = date.max
ONE_DAY = timedelta(days=1)

SLOT_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "contract_year": 12}

Span = tuple[date, date]


def add_days(day: date, days: int) -> date:
    """`days` later, or FOREVER where the calendar ends."""
    if FOREVER.toordinal() - day.toordinal() <= days:
        return FOREVER
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The corresponding day `months` later (or earlier); where that month has no such day, its last day."""
    if day == FOREVER:
        return FOREVER
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= FOREVER.year:
        return FOREVER
    month += 1
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@lru_cache(maxsize=1 << 16)
def validity(day: date, months: int | None) -> Span:
    """From `day` to its corresponding day, both covered, as a half-open span. None: for ever."""
    if months is None:
        return day, FOREVER
    return day, add_days(add_months(day, months), 1)


def after_last(last_day: date | None) -> date:
    """The first day no longer covered by something valid up to and including `last_day`."""
    return FOREVER if last_day is None else add_days(last_day, 1)


def contract_year(day: date, starts: tuple[int, int]) -> Span:
    return slot_of(day, starts, "contract_year")


def slot_of(day: date, starts: tuple[int, int], length: str) -> Span:
    """The slot of the contract year (beginning each year on month, day = `starts`) in which `day` lies."""
    months = SLOT_MONTHS[length]
    began = date(day.year - 1, *starts)
    while (ends := add_months(began, months)) <= day:
        began = ends
    return began, ends
