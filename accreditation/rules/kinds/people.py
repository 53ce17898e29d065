"""people and lead: slots filled by people who work here, each with what they must hold."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from ..days import FOREVER, ONE_DAY, Span
from ..facts import Employment
from ..findings import Ending, Findings, Missing, NotCounted, Placed
from ..grammar import words
from ..grammar.people import People, Slot, listed_roles
from ..matching import assign
from ..spans import end_of, intersect, union
from ..timeline import Timeline
from ..verdicts import MET, NOT_MET, State
from .base import Kind, improved

if TYPE_CHECKING:
    from ..case import Case

Pair = tuple[str, str]  # slot key, person
Eligible = Mapping[str, Collection[str]]  # slot key -> people who could fill it


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
        return filled(node, _grouped([*eligible_pairs(node, case, on), *kept]))

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


def eligible_spans(node: People, case: "Case") -> dict[Pair, list[Span]]:
    """For each slot and person the days, from the case's start on, on which the person could fill it."""
    if node.key in case.eligible:
        return case.eligible[node.key]
    found = case.eligible[node.key] = {}
    for slot in node.slots:
        for person in case.staff:
            spans = intersect(employed_spans(node, case, slot, person), [(case.start, FOREVER)])
            if spans and slot.lead:
                spans = intersect(spans, post_spans(case, slot.lead, person))
            if spans and node.each:
                spans = intersect(spans, case.timeline(node.each, person).spans())
            if spans:
                found[slot.key, person] = spans
    return found


def counts(node: People, slot: Slot, employment: Employment) -> bool:
    asked = node.employment
    in_role = slot.roles is None or employment.role in slot.roles.codes
    return in_role and employment.role not in asked.exclude_roles and employment.sessions >= asked.min_sessions


def employed_spans(node: People, case: "Case", slot: Slot, person: str) -> list[Span]:
    rows = (row for row in case.employments(person) if counts(node, slot, row))
    return union((row.from_on, row.until_on or FOREVER) for row in rows)


def post_spans(case: "Case", lead_role: str, person: str) -> list[Span]:
    rows = (row for row in case.facts.leads if row.person == person and row.lead_role == lead_role)
    return union((row.from_on, row.until_on or FOREVER) for row in rows)


def eligible_pairs(node: People, case: "Case", on: date) -> dict[Pair, date]:
    """Who could fill which slot on the day, and the day each no longer could."""
    ends = {pair: end_of(spans, on) for pair, spans in eligible_spans(node, case).items()}
    return {pair: until_on for pair, until_on in ends.items() if until_on > on}


def lost_pairs(node: People, case: "Case", on: date) -> dict[Pair, str]:
    """Who could fill a slot on the day before and cannot on the day, with the cause."""
    before, now = eligible_pairs(node, case, on - ONE_DAY), eligible_pairs(node, case, on)
    slots = {slot.key: slot for slot in node.slots}
    return {pair: _cause(node, case, slots[pair[0]], pair[1], on) for pair in before if pair not in now}


def _cause(node: People, case: "Case", slot: Slot, person: str, on: date) -> str:
    if end_of(employed_spans(node, case, slot, person), on) == on:
        return "person_left"
    if slot.lead and end_of(post_spans(case, slot.lead, person), on) == on:
        return "vacant"
    return "expired"


def filled(node: People, eligible: Eligible) -> bool:
    if not node.distinct:
        return all(len(eligible[slot.key]) >= slot.n for slot in node.slots)
    seats = [sorted(eligible[slot.key]) for slot in node.slots for _ in range(slot.n)]
    return None not in assign(seats)


def _grouped(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    grouped: dict[str, set[str]] = defaultdict(set)
    for slot, person in pairs:
        grouped[slot].add(person)
    return grouped


def seating(node: People, case: "Case", on: date) -> list[tuple[Slot, str | None]]:
    """One seat after the other with the person who fills it; those who stay longest are asked first."""
    pairs = eligible_pairs(node, case, on)
    seats = [slot for slot in node.slots for _ in range(slot.n)]
    lists = [
        sorted((who for key, who in pairs if key == slot.key), key=lambda who: (-pairs[slot.key, who].toordinal(), who))
        for slot in seats
    ]
    if node.distinct:
        return list(zip(seats, assign(lists), strict=True))
    taken: dict[str, int] = defaultdict(int)
    seated: list[tuple[Slot, str | None]] = []
    for slot, people in zip(seats, lists, strict=True):
        place = taken[slot.key]
        taken[slot.key] += 1
        seated.append((slot, people[place] if place < len(people) else None))
    return seated


def role_on(node: People, case: "Case", slot: Slot, person: str, on: date) -> str:
    rows = (row for row in case.employments(person) if row.from_on <= on < (row.until_on or FOREVER))
    return min(row.role for row in rows if counts(node, slot, row))


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
