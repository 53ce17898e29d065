"""One in each slot of the contract year (domain rule 8.3.15)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..days import Span, slot_of, slots_before, slots_from
from ..grammar.cadence import Slotted
from ..timeline import Timeline
from ..verdicts import MET, NOT_MET, NOT_YET_DUE, State

if TYPE_CHECKING:
    from ..case import Case


def timeline(case: "Case", events: list[date], cadence: Slotted) -> Timeline:
    """Not met while a slot that ended, is owed and lies within the look-back lacks its events.

    Otherwise met once any slot within the look-back, or the one under way, has them; before that not yet due.
    """
    return Timeline.of(_changes(case, sorted(events), cadence))


def _changes(case: "Case", events: list[date], cadence: Slotted) -> Iterator[tuple[date, State]]:
    first = slot_of(case.start, case.framework.contract_year_start, cadence.slots)
    settled = max(events[-1] if events else case.start, case.start)
    for slot in slots_from(first, cadence.slots):
        past = slots_before(slot, cadence.slots, cadence.look_back)
        began = max(slot[0], case.start)
        if any(owed(each, case, cadence) and not _done(each, events, cadence) for each in past):
            yield began, NOT_MET
        elif any(_done(each, events, cadence) for each in past):
            yield began, MET
        else:
            yield began, NOT_YET_DUE
            if _done(slot, events, cadence):
                yield max(began, _within(slot, events)[cadence.per_slot - 1]), MET
        if past[-1][0] > settled:  # an empty slot that is owed: nothing after it can be met
            return


def lacking(case: "Case", events: list[date], cadence: Slotted, on: date) -> Span:
    """The first slot that is owed, ended by `on`, within the look-back and short of events; else the one under way."""
    under_way = slot_of(on, case.framework.contract_year_start, cadence.slots)
    past = slots_before(under_way, cadence.slots, cadence.look_back)
    short = (each for each in past if owed(each, case, cadence) and not _done(each, events, cadence))
    return next(short, under_way)


def owed(slot: Span, case: "Case", cadence: Slotted) -> bool:
    return slot[0] >= case.enrolled_on or (cadence.owes_first_slot and slot[1] > case.enrolled_on)


def _within(slot: Span, events: list[date]) -> list[date]:
    return [day for day in events if slot[0] <= day < slot[1]]


def _done(slot: Span, events: list[date], cadence: Slotted) -> bool:
    return len(_within(slot, events)) >= cadence.per_slot
