"""Why somebody is counted in one place and not in another."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..findings import Remark
from ..grammar import words
from ..grammar.people import People, Slot
from .eligibility import seating, seats_on

if TYPE_CHECKING:
    from ..case import Case


def placings(node: People, case: "Case", on: date) -> tuple[Remark, ...]:
    """Where filling one place after the other would have left one empty: who was moved, and why."""
    seats = seats_on(node, case, on) if node.distinct else []
    first_come = _greedy([able for _, able in seats])
    best = [person for _, person in seating(node, case, on)]
    if best.count(None) >= first_come.count(None):
        return ()
    return tuple(_moved(node, seats, first_come, best))


def _greedy(seats: Sequence[Sequence[str]]) -> list[str | None]:
    taken: list[str | None] = []
    for able in seats:
        taken.append(next((person for person in able if person not in taken), None))
    return taken


def _moved(
    node: People, seats: Sequence[tuple[Slot, list[str]]], first_come: list[str | None], best: list[str | None]
) -> Iterator[Remark]:
    for place, ((slot, able), person) in enumerate(zip(seats, best, strict=True)):
        earlier = first_come.index(person) if person in first_come else place
        if person is None or seats[earlier][0].key == slot.key:
            continue
        here, there = words.codes([slot.key]), words.codes([seats[earlier][0].key])
        why = "because nobody else can be" if len(able) == 1 else "so that somebody is left for every place"
        yield Remark(node.key, person, "placed", f"is counted as {here} and not as {there}, {why}")
