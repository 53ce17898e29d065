"""Who can fill which slot on which days, and why somebody no longer can."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..days import FOREVER, ONE_DAY, Span
from ..grammar.people import People, Slot
from ..matching import assign
from ..spans import end_of, intersect
from ..verdicts import RANK, Verdict
from .demand import demand_on
from .staff import counts, employed_spans, post_spans

if TYPE_CHECKING:
    from ..case import Case

Pair = tuple[str, str]  # slot key, person
Eligible = Mapping[str, Collection[str]]  # slot key -> people who could fill it
SURE = RANK[Verdict.MET]


def eligible_spans(node: People, case: "Case", rank: int = SURE) -> dict[Pair, list[Span]]:
    """For each slot and person the days, from the case's start on, on which the person could fill it.

    `rank`: how far the person must be with `each`; below SURE come those who are not due yet, or unknown.
    """
    if (node.key, rank) in case.eligible:
        return case.eligible[node.key, rank]
    found = case.eligible[node.key, rank] = {}
    for slot in node.slots:
        for person in case.staff:
            spans = intersect(employed_spans(node, case, slot, person), [(case.start, FOREVER)])
            if spans and slot.lead:
                spans = intersect(spans, post_spans(case, slot, person))
            if spans and node.each:
                spans = intersect(spans, case.timeline(node.each, person).spans_of_rank(rank))
            if spans:
                found[slot.key, person] = spans
    return found


def ranks(node: People, case: "Case") -> list[int]:
    """SURE, and below it those at which somebody's `each` ever stands, highest first."""
    eligible_spans(node, case)
    if node.each is None:
        return [SURE]
    staff = [who for key, who in list(case.raw_timelines) if key == node.each.key and who is not None]
    found = {RANK[state.verdict] for who in staff for state in case.timeline(node.each, who).states}
    return [SURE, *sorted(found - {SURE, RANK[Verdict.NOT_MET]}, reverse=True)]


def eligible_pairs(node: People, case: "Case", on: date, rank: int = SURE) -> dict[Pair, date]:
    """Who could fill which slot on the day, and the day each no longer could."""
    ends = {pair: end_of(spans, on) for pair, spans in eligible_spans(node, case, rank).items()}
    return {pair: until_on for pair, until_on in ends.items() if until_on > on}


def lost_pairs(node: People, case: "Case", on: date, rank: int = SURE) -> dict[Pair, str]:
    """Who could fill a slot on the day before and cannot on the day, with the cause."""
    before, now = eligible_pairs(node, case, on - ONE_DAY, rank), eligible_pairs(node, case, on, rank)
    slots = {slot.key: slot for slot in node.slots}
    return {pair: _cause(node, case, slots[pair[0]], pair[1], on) for pair in before if pair not in now}


def _cause(node: People, case: "Case", slot: Slot, person: str, on: date) -> str:
    if end_of(employed_spans(node, case, slot, person), on) == on:
        return "person_left"
    if slot.lead and end_of(post_spans(case, slot, person), on) == on:
        return "vacant"
    return "expired"


def filled(node: People, eligible: Eligible, numbers: Sequence[int]) -> bool:
    asked = list(zip(node.slots, numbers, strict=True))
    if not node.distinct or len(asked) == 1:
        return all(len(eligible[slot.key]) >= number for slot, number in asked)
    seats = [sorted(eligible[slot.key]) for slot, number in asked for _ in range(number)]
    return None not in assign(seats)


def grouped(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    grouped: dict[str, set[str]] = defaultdict(set)
    for slot, person in pairs:
        grouped[slot].add(person)
    return grouped


def seats_on(node: People, case: "Case", on: date, rank: int = SURE) -> list[tuple[Slot, list[str]]]:
    """One seat after the other with the people who could fill it, those who stay longest first."""
    pairs = eligible_pairs(node, case, on, rank)
    lists = {
        slot.key: sorted(
            (who for key, who in pairs if key == slot.key), key=lambda who: _rest(pairs[slot.key, who], who)
        )
        for slot in node.slots
    }
    numbers = demand_on(node, case, on).numbers
    asked = zip(node.slots, numbers, strict=True)
    return [(slot, lists[slot.key]) for slot, number in asked for _ in range(number)]


def _rest(until_on: date, who: str) -> tuple[int, str]:
    return -until_on.toordinal(), who


def seating(node: People, case: "Case", on: date, rank: int = SURE) -> list[tuple[Slot, str | None]]:
    """One seat after the other with the person who fills it."""
    seats = seats_on(node, case, on, rank)
    if node.distinct:
        return list(zip((slot for slot, _ in seats), assign([able for _, able in seats]), strict=True))
    taken: dict[str, int] = defaultdict(int)
    seated: list[tuple[Slot, str | None]] = []
    for slot, people in seats:
        place = taken[slot.key]
        taken[slot.key] += 1
        seated.append((slot, people[place] if place < len(people) else None))
    return seated


def role_on(node: People, case: "Case", slot: Slot, person: str, on: date) -> str:
    rows = (row for row in case.employments(person) if row.from_on <= on < (row.until_on or FOREVER))
    return min(row.role for row in rows if counts(node.employment, slot, row))
