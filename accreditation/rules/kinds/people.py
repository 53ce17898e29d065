"""people and lead: slots filled by people who work here, each with what they must hold."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from ..algebra import BY_RANK
from ..days import FOREVER, ONE_DAY
from ..findings import Ending, Findings, Missing, NotCounted, Placed
from ..grammar import words
from ..grammar.people import People, Slot, listed_roles
from ..spans import end_of
from ..timeline import Timeline, combine
from ..verdicts import MET, NOT_MET, RANK, UNKNOWN, State
from .base import Kind, improved
from .demand import demand_on, demands, size_words
from .eligibility import (
    Pair,
    eligible_pairs,
    eligible_spans,
    filled,
    grouped,
    lost_pairs,
    ranks,
    role_on,
    seating,
)
from .remarks import placings
from .staff import employed_spans, leave_spans, left_out

if TYPE_CHECKING:
    from ..case import Case


class PeopleKind(Kind[People]):
    def timeline(self, node: People, case: "Case", person: str | None) -> Timeline:
        """Met where those who hold `each` fill the slots; else as good as those who perhaps do can make it."""
        asked = ranks(node, case)
        lines = [_line(node, case, rank) for rank in asked]
        timeline = lines[0] if len(lines) == 1 else combine(lines, lambda states: _best(asked, states))
        changes = demands(node, case)
        for (from_on, demand), until_on in zip(changes, [*(day for day, _ in changes[1:]), FOREVER], strict=True):
            if not demand.is_known:
                timeline = timeline.changed(from_on, until_on, _nobody_knows)
        return timeline

    def forgives(self, node: People, case: "Case", on: date, causes: Collection[str]) -> bool:
        """Would it still be met had what was lost through `causes` not been lost?"""
        lost = lost_pairs(node, case, on)
        kept = [pair for pair, cause in lost.items() if cause in causes]
        numbers = demand_on(node, case, on).numbers
        return bool(kept) and filled(node, grouped([*eligible_pairs(node, case, on), *kept]), numbers)

    def findings(self, node: People, case: "Case", person: str | None, on: date) -> Findings:
        seated = seating(node, case, on)
        placed = tuple(_placed(node, case, slot, who, on) for slot, who in seated if who is not None)
        empty = [slot for slot, who in seated if who is None]
        taken = {each.person for each in placed}
        missing = [m for slot in empty for m in _missing(node, case, slot, on, taken)]
        missing += _uncounted(node, case, on)
        counted = tuple(entry for each in placed for entry in each.entries)
        remarks = (*placings(node, case, on), *left_out(node, case, node.slots, on))
        return Findings(counted, _refused(node, case, on), placed, tuple(missing), remarks)

    def ending(self, node: People, case: "Case", person: str | None, on: date) -> Ending:
        before, now = case.raw(node).at(on - ONE_DAY), case.raw(node).at(on)
        if improved(case.raw(node), on) or before is None or now is None or RANK[now.verdict] > RANK[before.verdict]:
            return self._begins(node, case, on)
        rank = max(RANK[before.verdict], 1)
        lost = lost_pairs(node, case, on, rank)
        carried = [(slot.key, who) for slot, who in seating(node, case, on - ONE_DAY, rank)]
        pair = next((pair for pair in carried if pair in lost), None)
        if pair is None:
            return self._resized(node, case, on)
        slot_key, who = pair[0], str(pair[1])
        cause = lost[slot_key, who]
        if cause == "expired" and node.each is not None:
            return case.ending(node.each, who, on)
        return Ending(on, node.key, cause, _loss_words(case, slot_key, who, cause, on), who)

    def _begins(self, node: People, case: "Case", on: date) -> Ending:
        before = eligible_pairs(node, case, on - ONE_DAY)
        seated = [(slot.key, who) for slot, who in seating(node, case, on) if who is not None]
        new = next((who for slot_key, who in seated if (slot_key, who) not in before), None)
        how = "is met" if case.raw(node).at(on) == MET else "changes"
        return Ending(on, node.key, "begins", f"{node.common.label} {how} from {words.day(on)}", new)

    def _resized(self, node: People, case: "Case", on: date) -> Ending:
        sizes = [size_words(slot, case, on) for slot in node.slots if slot.scale]
        told = "; ".join(sizes) or f"{node.common.label} changes"
        return Ending(on, node.key, "size", f"from {words.day(on)}: {told}")


def _best(asked: list[int], states: Sequence[State]) -> State:
    rank = next((rank for rank, state in zip(asked, states, strict=True) if state == MET), 0)
    return BY_RANK.get(rank, MET)


def _nobody_knows(state: State) -> State:
    return state if state == NOT_MET else UNKNOWN


def _line(node: People, case: "Case", rank: int) -> Timeline:
    """Met on the days on which those who stand at `rank` or above with `each` fill the slots."""
    steps: dict[date, list[tuple[Pair, bool]]] = defaultdict(list)
    for pair, spans in eligible_spans(node, case, rank).items():
        for began, ended in spans:
            steps[max(began, case.start)].append((pair, True))
            steps[ended].append((pair, False))
    steps.pop(FOREVER, None)
    return Timeline.of(_sweep(node, steps, {day: demand.numbers for day, demand in demands(node, case)}))


def _sweep(
    node: People, steps: Mapping[date, list[tuple[Pair, bool]]], asked: Mapping[date, tuple[int, ...]]
) -> Iterable[tuple[date, State]]:
    eligible: dict[str, set[str]] = {slot.key: set() for slot in node.slots}
    seen: dict[tuple[object, ...], bool] = {}
    numbers: tuple[int, ...] = ()
    for on in sorted({*steps, *asked}):
        numbers = asked.get(on, numbers)
        for (slot, person), enters in sorted(steps.get(on, ()), key=lambda step: step[1]):
            (eligible[slot].add if enters else eligible[slot].discard)(person)
        place = (numbers, *map(frozenset, eligible.values()))
        if place not in seen:
            seen[place] = filled(node, eligible, numbers)
        yield on, MET if seen[place] else NOT_MET


def _uncounted(node: People, case: "Case", on: date) -> list[Missing]:
    """The counts nobody has, where a number hangs on one."""
    if demand_on(node, case, on).is_known:
        return []
    told = [size_words(slot, case, on) for slot in node.slots if slot.scale]
    return [Missing(node.key, f"{words.sentence(each)}") for each in told if each.startswith("no count")]


def _placed(node: People, case: "Case", slot: Slot, person: str, on: date) -> Placed:
    entries = () if node.each is None else case.findings(node.each, person, on).counted
    until_on = eligible_pairs(node, case, on)[slot.key, person]
    return Placed(person, role_on(node, case, slot, person, on), slot.key, entries, until_on)


def _in_role(node: People, case: "Case", on: date) -> list[str]:
    slots = node.slots
    return [who for who in case.staff if any(end_of(employed_spans(node, case, s, who), on) > on for s in slots)]


def _refused(node: People, case: "Case", on: date) -> tuple[NotCounted, ...]:
    if node.each is None:
        return ()
    found = (case.findings(node.each, person, on).not_counted for person in _in_role(node, case, on))
    return tuple(chain.from_iterable(found))


def _missing(node: People, case: "Case", slot: Slot, on: date, taken: set[str]) -> list[Missing]:
    """The empty slot, then for each person who could come to fill it what they lack."""
    who = listed_roles(slot.roles) if slot.roles else "person"
    post = f" in post as {words.code(slot.lead).replace('gp', 'GP')}" if slot.lead else ""
    each = f" with {node.each.common.label}" if node.each else ""
    found = [Missing(node.key, f"No {who}{post}{each}.", None, slot.key)]
    if node.each is None:
        return found
    for person in case.staff:
        if person in taken or end_of(employed_spans(node, case, slot, person), on) == on:
            continue
        lacking = case.findings(node.each, person, on).missing
        found += [Missing(lack.key, lack.sentence, person, slot.key) for lack in lacking]
    return found


def _loss_words(case: "Case", slot: str, person: str, cause: str, on: date) -> str:
    last = words.day(on - ONE_DAY)
    if cause != "person_left":
        return f"the post of “{words.code(slot)}” is vacant after {last}"
    if end_of(leave_spans(case, person), on) > on:
        return f"the person in “{words.code(slot)}” is on long leave after {last}"
    if case.employed_spans(person, None) and end_of(case.employed_spans(person, None), on) > on:
        return f"the person in “{words.code(slot)}” no longer counts here after {last}"
    return f"the person in “{words.code(slot)}” no longer works here in the role asked after {last}"
