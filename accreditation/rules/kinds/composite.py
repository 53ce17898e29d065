"""all_of, any_of, n_of, menu and none_of."""

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from .. import algebra
from ..days import ONE_DAY
from ..findings import Ending, Findings, Missing
from ..grammar.base import Requirement
from ..grammar.composite import Composite, Menu
from ..timeline import Timeline, combine
from ..verdicts import RANK, State
from . import base

if TYPE_CHECKING:
    from ..case import Case


class CompositeKind(base.Kind[Composite]):
    def join(self, node: Composite) -> algebra.Join:
        return algebra.nth_best(node.number)

    def timeline(self, node: Composite, case: "Case", person: str | None) -> Timeline:
        return combine([case.timeline(part, person) for part in node.counting], self.join(node))

    def findings(self, node: Composite, case: "Case", person: str | None, on: date) -> Findings:
        """Of the satisfied parts what counts; unless enough are firmly satisfied, of the others what is missing."""
        states = {part.key: case.timeline(part, person).at(on) for part in node.counting}
        found = {part.key: case.findings(part, person, on) for part in node.counting}
        held = [key for key, state in states.items() if state and state.is_satisfied]
        whole = case.raw(node, person).at(on)
        is_firm = whole is not None and whole.is_firm
        weak = [] if is_firm else [key for key, state in states.items() if not (state and state.is_firm)]
        return Findings(
            counted=tuple(chain.from_iterable(found[key].counted for key in held)),
            not_counted=tuple(chain.from_iterable(each.not_counted for each in found.values())),
            people=tuple(chain.from_iterable(found[key].people for key in held)),
            missing=tuple(chain.from_iterable(found[key].missing for key in weak)),
        )

    def ending(self, node: Composite, case: "Case", person: str | None, on: date) -> Ending:
        return case.ending(part_that_moved(node, case, person, on), person, on)


class MenuKind(CompositeKind):
    def join(self, node: Composite) -> algebra.Join:
        assert isinstance(node, Menu)
        keys = [part.key for part in node.counting]
        points, groups = [node.points_of(key) for key in keys], [node.group_of(key) for key in keys]
        return algebra.menu(node.at_least, points, groups, dict(node.limits))


class NoneOfKind(CompositeKind):
    def join(self, node: Composite) -> algebra.Join:
        return algebra.none_of

    def findings(self, node: Composite, case: "Case", person: str | None, on: date) -> Findings:
        """What should not be there, and is."""
        states = {part.key: case.timeline(part, person).at(on) for part in node.counting}
        there = [part for part in node.counting if (state := states[part.key]) and state.verdict == "met"]
        found = [case.findings(part, person, on) for part in there]
        return Findings(
            counted=tuple(chain.from_iterable(each.counted for each in found)),
            people=tuple(chain.from_iterable(each.people for each in found)),
            missing=tuple(Missing(part.key, f"{part.common.label}: must not be so.", person) for part in there),
        )

    def ending(self, node: Composite, case: "Case", person: str | None, on: date) -> Ending:
        return case.ending(part_that_moved(node, case, person, on, turned=True), person, on)


def part_that_moved(
    node: Composite, case: "Case", person: str | None, on: date, *, turned: bool = False
) -> Requirement:
    """The part whose change on `on` carried the whole: the furthest move in the whole's own direction.

    `turned`: in the other direction, for a whole that is worse the better its parts are.
    """
    whole = case.raw(node, person)
    direction = -1 if _rank(whole.at(on)) <= _rank(whole.at(on - ONE_DAY)) else 1
    direction *= -1 if turned else 1

    def move(part: Requirement) -> tuple[bool, int, int]:
        timeline = case.timeline(part, person)
        before, after = timeline.at(on - ONE_DAY), timeline.at(on)
        return before == after, -direction * (_rank(after) - _rank(before)), -direction * _rank(after)

    return min(node.counting, key=move)


def _rank(state: State | None) -> int:
    return RANK[state.verdict] if state else -1
