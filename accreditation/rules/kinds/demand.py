"""How many people each slot asks for, day by day."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..days import contract_year
from ..facts import Size
from ..grammar import words
from ..grammar.people import People, Slot
from ..grammar.scale import MEASURES

if TYPE_CHECKING:
    from ..case import Case


class Demand(NamedTuple):
    """So many in each slot; `is_known` is false where no count tells, and then it is the fewest that can be asked."""

    numbers: tuple[int, ...]
    is_known: bool


def demand_on(node: People, case: "Case", on: date) -> Demand:
    asked = [_asked(slot, case, on) for slot in node.slots]
    return Demand(tuple(number for number, _ in asked), all(known for _, known in asked))


def demands(node: People, case: "Case") -> list[tuple[date, Demand]]:
    """What is asked from the case's start on and from each day on which that may change."""
    if not any(slot.scale for slot in node.slots):
        return [(case.start, Demand(tuple(slot.n for slot in node.slots), True))]
    days = {case.start, *(day for slot in node.slots for day in _changes(slot, case) if day > case.start)}
    return [(day, demand_on(node, case, day)) for day in sorted(days)]


def _changes(slot: Slot, case: "Case") -> Iterator[date]:
    if slot.scale is None:
        return
    days = [size.counted_on for size in case.sizes(slot.scale.measure)]
    for day in days:
        starts = contract_year(day, case.framework.contract_year_start)
        yield day if slot.scale.counted == "on_day" or day == starts[0] else starts[1]


def size_on(slot: Slot, case: "Case", on: date) -> Size | None:
    """The count that decides on the day."""
    assert slot.scale is not None
    year = slot.scale.counted == "contract_year_start"
    by = contract_year(on, case.framework.contract_year_start)[0] if year else on
    known = [size for size in case.sizes(slot.scale.measure) if size.counted_on <= by]
    return known[-1] if known else None


def _asked(slot: Slot, case: "Case", on: date) -> tuple[int, bool]:
    if slot.scale is None:
        return slot.n, True
    size = size_on(slot, case, on)
    return (slot.scale.least, False) if size is None else (slot.scale.number(size.count), True)


def size_words(slot: Slot, case: "Case", on: date) -> str:
    """As "three, for 640 people on the diabetes register on 1 April 2025"."""
    assert slot.scale is not None
    size = size_on(slot, case, on)
    if size is None:
        return f"no count of {MEASURES[slot.scale.measure]} is known"
    many = f"{size.count} {MEASURES[size.measure]} on {words.day(size.counted_on)}"
    return f"{words.number(slot.scale.number(size.count))} asked for {many}"
