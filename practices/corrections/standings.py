"""What this room has to be told about standings, by the room that works them out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from practices.models import Person, Practice

Change = dict[str, Any]
"""One practice under one framework, in plain JSON, without a name.

`practice` (its key), `framework` (its title), `award` (in words), and `stretches`: `from_on` and `until_on` (half-open,
ISO days; None: no end in sight), `before`, `after`, and `why`, each with `clause`, `sentence`, `person` (a key or
None), and what is `lost` and `gained`: entries with `person`, `on` and `words`.
"""


class Touch(NamedTuple):
    """A fact about a practice or a person changed."""

    practice_id: int | None
    person_id: str | None


class Standings(Protocol):
    def concerned(self, touched: Iterable[Touch]) -> list[Practice]:
        """Whose standing rests on what was touched."""

    def seen(self, practices: Iterable[Practice], *, at: datetime) -> Any:
        """All that is known of them now, for `changes`."""

    def changes(self, before: Any, after: Any, *, on: date, at: datetime) -> list[Change]:
        """The granted standings that differ, on days up to a year after `on`."""

    def check_independent(self, practices: Collection[Practice], person: Person, *, on: date) -> None:
        """Raises ValueError for somebody with an interest in one of them."""


_registered: list[Standings] = []


def register_standings(standings: Standings) -> None:
    _registered[:] = [standings]


def standings() -> Standings:
    if not _registered:
        raise LookupError("No room has said how standings are found.")
    return _registered[0]


def practice_ids(changes: Sequence[Change]) -> list[int]:
    return sorted({change["practice"] for change in changes})
