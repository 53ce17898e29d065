"""Who can fill which slot on which days, and why somebody no longer can."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..days import FOREVER, ONE_DAY, Span
from ..facts import Employment
from ..grammar.people import People, Slot
from ..matching import assign
from ..spans import end_of, intersect, union

if TYPE_CHECKING:
    from ..case import Case

Pair = tuple[str, str]  # slot key, person
Eligible = Mapping[str, Collection[str]]  # slot key -> people who could fill it


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


def grouped(pairs: Iterable[Pair]) -> dict[str, set[str]]:
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
