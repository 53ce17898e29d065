"""pooled and practices: what a delivery unit does together, or its practices one by one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from ..algebra import nth_best
from ..compositions import member_spans, unit_mates
from ..days import FOREVER, ONE_DAY
from ..findings import Ending, Findings, Missing
from ..grammar import words
from ..grammar.unit import Pooled, Practices
from ..spans import covers
from ..timeline import Timeline, combine
from ..verdicts import MET, NOT_MET, State
from .base import Kind

if TYPE_CHECKING:
    from ..case import Case


class PooledKind(Kind[Pooled]):
    def timeline(self, node: Pooled, case: "Case", person: str | None) -> Timeline:
        return case.timeline(node.requirement)

    def findings(self, node: Pooled, case: "Case", person: str | None, on: date) -> Findings:
        """What counts, and of each person from another practice which one."""
        found = case.findings(node.requirement, None, on)
        return replace(
            found, people=tuple(replace(each, practice=_from(each.person, case, on)) for each in found.people)
        )

    def ending(self, node: Pooled, case: "Case", person: str | None, on: date) -> Ending:
        return case.ending(node.requirement, None, on)


def _from(person: str, case: "Case", on: date) -> str | None:
    """The other practice at which somebody works who does not work here; None for a colleague."""
    if covers(case.employed_spans(person, None), on):
        return None
    for name, facts in sorted(case.facts.others.items()):
        if any(r.person == person and r.from_on <= on < (r.until_on or FOREVER) for r in facts.employments):
            return name
    return None


class PracticesKind(Kind[Practices]):
    def timeline(self, node: Practices, case: "Case", person: str | None) -> Timeline:
        pairs: list[Timeline] = []
        for spans, timeline in _members(node, case):
            there = [(case.start, NOT_MET), *((began, MET) for began, _ in spans if began > case.start)]
            there += [(ended, NOT_MET) for _, ended in spans if case.start < ended < FOREVER]
            here = [(case.start, MET)] if covers(spans, case.start) else []
            pairs += [Timeline.of(sorted([*there, *here], key=lambda each: each[0])), timeline]
        return combine(pairs, lambda states: _verdict(node, states))

    def findings(self, node: Practices, case: "Case", person: str | None, on: date) -> Findings:
        """Of the practice itself what counts and what is missing; of the unit how many there are."""
        own = case.findings(node.requirement, None, on)
        state = case.raw(node).at(on)
        if state and state.is_satisfied:
            return Findings(own.counted, own.not_counted, own.people)
        there = [timeline.at(on) for spans, timeline in _members(node, case) if covers(spans, on)]
        number = sum(state is not None and state.is_satisfied for state in there)
        asked = _asked(node, len(there))
        text = f"{node.common.label}: {number} of {words.counted(len(there), 'practice')}, {asked} asked"
        return Findings(own.counted, own.not_counted, own.people, (Missing(node.key, text), *own.missing))

    def ending(self, node: Practices, case: "Case", person: str | None, on: date) -> Ending:
        own = case.timeline(node.requirement)
        before, now = case.raw(node).at(on - ONE_DAY), case.raw(node).at(on)
        if own.at(on) != own.at(on - ONE_DAY):
            return case.ending(node.requirement, None, on)
        turn = "no longer " if before and before.is_satisfied and not (now and now.is_satisfied) else ""
        text = f"{node.common.label}: from {words.day(on)} on enough practices of the unit are {turn}there"
        return Ending(on, node.key, "unit", text)


def _members(node: Practices, case: "Case") -> list[tuple[list[tuple[date, date]], Timeline]]:
    """This practice first, then the others of the unit: when each belongs to it, and what it says itself."""
    found = [([(case.start, FOREVER)], case.timeline(node.requirement))]
    for name in unit_mates(case.facts, node.unit):
        line = case.of_other(name).timeline(node.requirement)
        pieces = [(case.start, NOT_MET), *((part.from_on, part.state) for part in line.segments)]
        aligned = [(max(day, case.start), state) for day, state in pieces]
        found.append((member_spans(case.facts, node.unit, name), Timeline.of(aligned)))
    return found


def _verdict(node: Practices, states: Sequence[State]) -> State:
    there = [state for belongs, state in zip(states[::2], states[1::2], strict=True) if belongs == MET]
    asked = _asked(node, len(there))
    return nth_best(asked)(there) if len(there) >= max(asked, node.of_at_least) else NOT_MET


def _asked(node: Practices, number: int) -> int:
    return node.at_least or ceil((node.share or 0) * number / 100)
