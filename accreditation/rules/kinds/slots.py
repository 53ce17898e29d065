"""One in each slot of the contract year (domain rule 8.3.15)."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from ..days import FOREVER, ONE_DAY, SLOT_MONTHS, Span, add_months, slot_of
from ..grammar.cadence import Slotted
from ..timeline import Timeline
from ..verdicts import MET, NOT_MET, NOT_YET_DUE, State

if TYPE_CHECKING:
    from ..case import Case


def at_its_end(slot: Span) -> date:
    return slot[1]


@dataclass(frozen=True, slots=True)
class Filling:
    """How slots get what they are asked.

    done_on: the first day on which the slot has it (None: never). settled: slots that begin after this day have
    nothing. overdue_on: the first day on which a slot without it has failed; in order of the slots, not before a
    slot has ended.
    """

    done_on: Callable[[Span], date | None]
    settled: date
    overdue_on: Callable[[Span], date] = at_its_end

    def done_by(self, slot: Span, on: date) -> bool:
        done = self.done_on(slot)
        return done is not None and done <= on


def counting(events: Sequence[date], number: int) -> Filling:
    """A slot has what is asked on the day of its `number`-th event."""
    days = sorted(events)
    return Filling(lambda slot: nth_within(days, slot, number), days[-1] if days else date.min)


def all_filled(fillings: Sequence[Filling]) -> Filling:
    """A slot has what is asked once each of them says so."""

    def done_on(slot: Span) -> date | None:
        done = [filling.done_on(slot) for filling in fillings]
        return None if None in done else max(day for day in done if day)

    return Filling(done_on, max(each.settled for each in fillings), fillings[0].overdue_on)


def nth_within(days: Sequence[date], slot: Span, number: int) -> date | None:
    """The `number`-th of the sorted days that lie within the slot."""
    place = bisect_left(days, slot[0]) + number - 1
    return days[place] if place < len(days) and days[place] < slot[1] else None


def timeline(case: "Case", cadence: Slotted, filling: Filling) -> Timeline:
    """Not met while more slots than tolerated, overdue, owed and within the look-back, lack what is asked.

    Otherwise met once a slot within the look-back, or one not overdue yet, has it; before that not yet due.
    """
    return Timeline.of(_changes(case, cadence, filling))


def _changes(case: "Case", cadence: Slotted, filling: Filling) -> Iterator[tuple[date, State]]:
    slot_at = numbered(case, cadence.slots)
    done_on = cache(filling.done_on)
    settled = max(filling.settled, case.start)
    number = _first_open(slot_at, filling, case.start) - 1
    while (began := max(filling.overdue_on(slot_at(number)), case.start)) < FOREVER:
        until = filling.overdue_on(slot_at(number + 1))
        past = [slot_at(each) for each in range(number - cadence.look_back + 1, number + 1)]
        asked = [slot for slot in past if owed(slot, case, cadence)]
        done = {slot: done_on(slot) for slot in (*past, *_begun(slot_at, number + 1, until))}
        days = {day for day in done.values() if day and began < day < until}
        for on in sorted({began, *days}):
            yield on, _state([day for day in done.values() if day and day <= on], asked, done, on, cadence)
        if slot_at(number - cadence.tolerated)[0] > settled:  # too many empty slots: nothing after can be met
            return
        number += 1


def _state(held: list[date], asked: list[Span], done: dict[Span, date | None], on: date, cadence: Slotted) -> State:
    missed = sum((day := done[slot]) is None or day > on for slot in asked)
    if missed > cadence.tolerated:
        return NOT_MET
    return MET if held else NOT_YET_DUE


def numbered(case: "Case", length: str) -> Callable[[int], Span]:
    """The slots by number; in slot 0 lies the case's first day."""
    months = SLOT_MONTHS[length]
    base = slot_of(case.start, case.framework.contract_year_start, length)[0]

    @cache
    def slot_at(number: int) -> Span:
        return add_months(base, number * months), add_months(base, (number + 1) * months)

    return slot_at


def _first_open(slot_at: Callable[[int], Span], filling: Filling, on: date) -> int:
    """The number of the first slot that is not overdue on the day."""
    number = 0
    while filling.overdue_on(slot_at(number)) <= on:
        number += 1
    while filling.overdue_on(slot_at(number - 1)) > on:
        number -= 1
    return number


def _begun(slot_at: Callable[[int], Span], number: int, by: date) -> Iterator[Span]:
    """The slots from `number` on that begin before the day."""
    while (slot := slot_at(number))[0] < by:
        yield slot
        number += 1


def lacking(case: "Case", cadence: Slotted, filling: Filling, on: date) -> Span:
    """The first slot that is owed, overdue on the day, within the look-back and without what is asked.

    Else the first without it that can still get it in time.
    """
    slot_at = numbered(case, cadence.slots)
    number = _first_open(slot_at, filling, on)
    past = (slot_at(each) for each in range(number - cadence.look_back, number))
    begun = [slot_at(number), *_begun(slot_at, number + 1, on + ONE_DAY)]
    asked = chain(past, (slot for slot in begun if slot[1] <= on))
    short = chain((slot for slot in asked if owed(slot, case, cadence)), (slot for slot in begun if slot[1] > on))
    return next((slot for slot in short if not filling.done_by(slot, on)), begun[-1])


def owed(slot: Span, case: "Case", cadence: Slotted) -> bool:
    return slot[0] >= case.enrolled_on or (cadence.owes_first_slot and slot[1] > case.enrolled_on)
