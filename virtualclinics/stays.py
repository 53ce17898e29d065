from __future__ import annotations

from dataclasses import dataclass

from practices.models import Person, Practice


@dataclass(frozen=True)
class Stay:
    """A person took part for so many minutes, for the practice or, without one, for the specialists."""

    person: Person
    minutes: int
    practice: Practice | None = None
