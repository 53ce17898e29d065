"""Compare what should be in the ledger with what is. Each room says, by a pure mapping, what it expects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from evidence.models import Entry
from evidence.operations import NewEntry, differences

Expected = Callable[[], Iterable[NewEntry]]
_sources: dict[str, Expected] = {}


@dataclass(frozen=True)
class Discrepancy:
    source: str
    source_ref: str
    kind: str
    problem: str


def register_source(source: str, expected: Expected) -> None:
    """`expected()` yields every entry that the room's tables say the ledger holds, unvoided."""
    _sources[source] = expected


def registered_sources() -> list[str]:
    return sorted(_sources)


def discrepancies(source: str) -> Iterator[Discrepancy]:
    """What is missing from the ledger, differs in it, or stands in it without a cause."""
    standing = {(entry.source_ref, entry.kind): entry for entry in Entry.objects.standing().filter(source=source)}
    for new in _sources[source]():
        entry = standing.pop((new.source_ref, new.kind), None)
        if entry is None:
            yield Discrepancy(source, new.source_ref, new.kind, "missing from the ledger")
        elif different := differences(entry, new):
            yield Discrepancy(source, new.source_ref, new.kind, f"differs in {', '.join(different)}")
    for source_ref, kind in standing:
        yield Discrepancy(source, source_ref, kind, "in the ledger without a cause")
