"""people and lead: slots filled by people who work here, each with what they must hold."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from ..days import FOREVER, ONE_DAY
from ..findings import Ending, Findings, Missing, NotCounted, Placed
from ..grammar import words
from ..grammar.people import People, Slot, listed_roles
from ..spans import end_of
from ..timeline import Timeline
from ..verdicts import MET, NOT_MET, State
from .base import Kind, improved
from .eligibility import (
    Pair,
    eligible_pairs,
    eligible_spans,
    employed_spans,
    filled,
    grouped,
    lost_pairs,
    role_on,
    seating,
)

if TYPE_CHECKING:
    from ..case import Case


class PeopleKind(Kind[People]):
    def timeline(self, node: People, case: "Case", person: str | None) -> Timeline:
        steps: dict[date, list[tuple[Pair, bool]]] = defaultdict(list)
        for pair, spans in eligible_spans(node, case).items():
            for began, ended in spans:
                steps[max(began, case.start)].append((pair, True))
                steps[ended].append((pair, False))
        steps.pop(FOREVER, None)
        steps.setdefault(case.start, [])
        return Timeline.of(_sweep(node, case.start, steps))

    def forgives(self, node: People, case: "Case", on: date, causes: Collection[str]) -> bool:
        """Would it still be met had what was lost through `causes` not been lost?"""
        lost = lost_pairs(node, case, on)
        kept = [pair for pair, cause in lost.items() if cause in causes]
        return filled(node, grouped([*eligible_pairs(node, case, on), *kept]))

    def findings(self, node: People, case: "Case", person: str | None, on: date) -> Findings:
        seated = seating(node, case, on)
        placed = tuple(_placed(node, case, slot, who, on) for slot, who in seated if who is not None)
        empty = [slot for slot, who in seated if who is None]
        taken = {each.person for each in placed}
        missing = tuple(m for slot in empty for m in _missing(node, case, slot, on, taken))
        refused = _refused(node, case, on)
        counted = tuple(entry for each in placed for entry in each.entries)
        return Findings(counted, refused, placed, missing)

    def ending(self, node: People, case: "Case", person: str | None, on: date) -> Ending:
        if improved(case.raw(node), on):
            return self._begins(node, case, on)
        lost = lost_pairs(node, case, on)
        carried = [(slot.key, who) for slot, who in seating(node, case, on - ONE_DAY)]
        slot_key, who = next(pair for pair in carried if pair in lost)
        cause = lost[slot_key, str(who)]
        if cause == "expired" and node.each is not None:
            return case.ending(node.each, who, on)
        return Ending(on, node.key, cause, _loss_words(slot_key, cause, on), who)

    def _begins(self, node: People, case: "Case", on: date) -> Ending:
        before = eligible_pairs(node, case, on - ONE_DAY)
        seated = [(slot.key, who) for slot, who in seating(node, case, on) if who is not None]
        new = next((who for slot_key, who in seated if (slot_key, who) not in before), None)
        return Ending(on, node.key, "begins", f"{node.common.label} is met from {words.day(on)}", new)


def _sweep(node: People, start: date, steps: Mapping[date, list[tuple[Pair, bool]]]) -> Iterable[tuple[date, State]]:
    eligible: dict[str, set[str]] = {slot.key: set() for slot in node.slots}
    seen: dict[tuple[frozenset[str], ...], bool] = {}
    for on in sorted(steps):
        for (slot, person), enters in sorted(steps[on], key=lambda step: step[1]):
            (eligible[slot].add if enters else eligible[slot].discard)(person)
        place = tuple(frozenset(each) for each in eligible.values())
        if place not in seen:
            seen[place] = filled(node, eligible)
        yield on, MET if seen[place] else NOT_MET


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


def _loss_words(slot: str, cause: str, on: date) -> str:
    last = words.day(on - ONE_DAY)
    if cause == "person_left":
        return f"the person in “{words.code(slot)}” no longer works here in the role asked after {last}"
    return f"the post of “{words.code(slot)}” is vacant after {last}"
