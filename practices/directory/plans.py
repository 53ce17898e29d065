"""What a file would do, worked out before anything is written; and how it is then written in bulk."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model

from practices.directory.refusals import Refusal
from practices.models import NetworkMembership, Person, TemporalFact
from practices.operations.announcements import announce_change

AT_ONCE = 2_000
Report = Callable[[int, int, str], None]
Fact = TypeVar("Fact", bound=TemporalFact)
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Authority:
    """Who loads a file, when we learn of what it says, and the day from which changes in it hold."""

    by: Person | None
    at: datetime
    effective_on: date
    source: str


@dataclass
class Plan(ABC):
    """How many rows are new, changed and unchanged, which are refused, and what is known here but not in the file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    @abstractmethod
    def write(self, authority: Authority) -> None:
        """Write what is new and changed, in the caller's transaction."""


def supersede_all(facts: Sequence[Model], *, at: datetime) -> None:
    """Mark many facts as no longer what we know. What replaces them is written by the caller."""
    if facts:
        table = type(facts[0])._default_manager
        for some in in_parts([fact.pk for fact in facts]):
            table.filter(pk__in=some).update(superseded_at=at)


def create_all(rows: Iterable[Row]) -> list[Row]:
    kept = list(rows)
    return type(kept[0])._default_manager.bulk_create(kept, batch_size=AT_ONCE) if kept else []


def copied(fact: Fact, authority: Authority, **changes: Any) -> Fact:
    """What we know now of a fact that is being superseded, as a row not yet saved."""
    kept = {
        column.attname: getattr(fact, column.attname)
        for column in fact._meta.concrete_fields
        if column.attname not in {"id", "recorded_at", "recorded_by_id", "superseded_at"}
    }
    return type(fact)(**{**kept, **changes}, recorded_at=authority.at, recorded_by=authority.by)


def announce_all(facts: Iterable[Any], *, at: datetime) -> None:
    """Have the standing recomputed of those practices that belong to a network; the other thousands have none."""
    kept = list(facts)
    members: set[int] = set()
    for some in in_parts([fact.practice_id for fact in kept]):
        known = NetworkMembership.objects.current().filter(practice_id__in=some)
        members |= set(known.values_list("practice_id", flat=True))
    for fact in kept:
        if fact.practice_id in members:
            announce_change(fact.practice, fact, at=at)


def in_parts(keys: Sequence[Any], size: int = AT_ONCE) -> Iterable[Sequence[Any]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
