"""What people tell about a visit, as values between the forms, the demo and the operations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from practices.models import Person


@dataclass(frozen=True)
class Topic:
    """One of the five agenda options, with what it should be about."""

    kind: str
    topic: str = ""


@dataclass(frozen=True)
class Stay:
    """A person was there for so many minutes."""

    person: Person
    minutes: int


@dataclass(frozen=True)
class ItemReport:
    """What came of an agenda item that was dealt with. `patients` is a count, and only for a patient review."""

    kind: str
    note: str = ""
    patients: int | None = None


@dataclass(frozen=True, kw_only=True)
class VisitReport:
    """A visit as it took place: the day in Europe/London, its length in minutes, who was there, what was done."""

    held_on: date
    minutes: int
    visitors: tuple[Stay, ...]
    hosts: tuple[Stay, ...]
    items: tuple[ItemReport, ...] = ()
