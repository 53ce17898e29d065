"""all_of, any_of and n_of."""

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from ..algebra import nth_best
from ..days import ONE_DAY
from ..findings import Ending, Findings
from ..grammar.base import Requirement
from ..grammar.composite import Composite
from ..timeline import Timeline, combine
from ..verdicts import MET_IN_GRACE, RANK, SATISFIED, State
from . import base

if TYPE_CHECKING:
    from ..case import Case


class CompositeKind(base.Kind[Composite]):
    def timeline(self, node: Composite, case: "Case", person: str | None) -> Timeline:
        return combine([case.timeline(part, person) for part in node.counting], nth_best(node.number))

    def findings(self, node: Composite, case: "Case", person: str | None, on: date) -> Findings:
        """Of the satisfied parts what counts; unless enough are firmly satisfied, of the others what is missing."""
        states = {part.key: case.timeline(part, person).at(on) for part in node.counting}
        found = {part.key: case.findings(part, person, on) for part in node.counting}
        held = [key for key, state in states.items() if state and state.verdict in SATISFIED]
        firm = [key for key in held if states[key] != MET_IN_GRACE]
        weak = [] if len(firm) >= node.number else [key for key in states if key not in firm]
        return Findings(
            counted=tuple(chain.from_iterable(found[key].counted for key in held)),
            not_counted=tuple(chain.from_iterable(each.not_counted for each in found.values())),
            people=tuple(chain.from_iterable(found[key].people for key in held)),
            missing=tuple(chain.from_iterable(found[key].missing for key in weak)),
        )

    def ending(self, node: Composite, case: "Case", person: str | None, on: date) -> Ending:
        return case.ending(part_that_moved(node, case, person, on), person, on)


def part_that_moved(node: Composite, case: "Case", person: str | None, on: date) -> Requirement:
    """The part whose change on `on` carried the whole: the furthest move in the whole's own direction."""
    whole = case.raw(node, person)
    direction = -1 if _rank(whole.at(on)) <= _rank(whole.at(on - ONE_DAY)) else 1

    def move(part: Requirement) -> tuple[bool, int, int]:
        timeline = case.timeline(part, person)
        before, after = timeline.at(on - ONE_DAY), timeline.at(on)
        return before == after, -direction * (_rank(after) - _rank(before)), -direction * _rank(after)

    return min(node.counting, key=move)


def _rank(state: State | None) -> int:
    return RANK[state.verdict] if state else -1
