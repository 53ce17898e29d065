"""The cheapest set of actions that carries a standing past a day: best first, with a bound on what is still lacking."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import count
from math import inf

from ..case import Case
from ..facts import Facts
from ..forecast import asked_by
from ..grammar.base import Requirement
from ..grammar.framework import Framework
from ..timeline import Timeline
from ..verdicts import SATISFIED, is_firm
from .actions import Action, Key, applied, are_possible, cost
from .catalogue import Catalogue
from .ground import Ground
from .needs import Lack, Need, every
from .offers import Offers
from .reasons import Reason, reasons

MOST_LOOKS = 400
DEEPEST, MOST_TRIED = 24, 12


@dataclass(frozen=True, slots=True)
class Rescue:
    """What carries the standing past `until`, if anything on offer does.

    `is_proven`: the answer is certain: nothing cheaper on offer does or, if none is found, nothing does at all. If
    not, it is the best that was found within the bound, and none costs less than `at_least` minutes. `stuck`: where
    no plan is found, the requirements that nothing on offer would meet, each with why.
    """

    until: date
    is_needed: bool
    is_found: bool
    is_proven: bool
    actions: tuple[Action, ...]
    at_least: int
    stuck: tuple[Reason, ...] = ()

    @property
    def minutes(self) -> int:
        return cost(self.actions)


def rescue(
    framework: Framework,
    facts: Facts,
    offers: Offers,
    on: date,
    until: date,
    tier: str = "",
    most_looks: int = MOST_LOOKS,
) -> Rescue:
    """The cheapest actions on days in (`on`, `until`] after which the standing is carried (`is_carried`).

    `most_looks` bounds how many sets are tried. Of plans that cost the same, the one whose days come soonest.
    """
    if facts.enrolled_on is None:
        return Rescue(until, is_needed=True, is_found=False, is_proven=True, actions=(), at_least=0)
    return Search(framework, facts, offers, on, until, tier).run(most_looks)


def is_carried(timeline: Timeline, on: date, until: date) -> bool:
    """Firmly satisfied (not by grace alone) on `until`; and, if it is satisfied on `on`, on every day between, grace
    counted in.
    """
    return is_firm(timeline.at(until)) and first_gap(timeline, on, until) is None


def first_gap(timeline: Timeline, on: date, until: date) -> date | None:
    """The first day of [on, until] on which what is satisfied on `on` is not; None if there is none to lose."""
    now = timeline.at(on)
    if now is None or now.verdict not in SATISFIED:
        return None
    lost = (part for part in timeline.segments if on < part.from_on <= until)
    return next((part.from_on for part in lost if part.state.verdict not in SATISFIED), None)


@dataclass(frozen=True, slots=True)
class Place:
    """A set of actions, and those ruled out because a neighbouring place of the search has them."""

    actions: tuple[Action, ...]
    ruled_out: frozenset[Key]
    need: Need | None = None

    @property
    def waiting(self) -> int:
        return sum(action.on.toordinal() for action in self.actions)


class Search:
    def __init__(
        self, framework: Framework, facts: Facts, offers: Offers, on: date, until: date, tier: str = ""
    ) -> None:
        self.framework, self.facts, self.offers, self.on, self.until = framework, facts, offers, on, until
        self.root: Requirement = asked_by(framework, tier)
        self.ground = Ground(self._case(()), offers, on, until)
        self.catalogue = Catalogue(self.root, self.ground)
        self.looks = 0

    def run(self, most_looks: int) -> Rescue:
        start = self._look(Place((), frozenset()))
        if start is None:
            return Rescue(self.until, is_needed=False, is_found=True, is_proven=True, actions=(), at_least=0)
        if start.least == inf:
            return self._answer(None, is_proven=True, at_least=0, stuck=start.stuck)
        return self._best(start, most_looks)

    def _best(self, start: Need, most_looks: int) -> Rescue:
        """Places in order of what they cost at least; the first that carries the standing is the cheapest."""
        numbers = count()
        heap = [(start.least, 0, next(numbers), Place((), frozenset(), start))]
        while heap:
            least, waiting, _, place = heappop(heap)
            if self.looks >= most_looks:
                return self._answer(self._dive(place), is_proven=False, at_least=int(least))
            if place.need is None:
                need = self._look(place)
                if need is None:
                    return self._answer(place.actions, is_proven=True, at_least=cost(place.actions))
                least = max(least, cost(place.actions) + need.least)
                if least < inf:
                    heappush(heap, (least, waiting, next(numbers), Place(place.actions, place.ruled_out, need)))
                continue
            for child in self._children(place, place.need):
                heappush(heap, (max(least, cost(child.actions)), child.waiting, next(numbers), child))
        return self._answer(None, is_proven=True, at_least=0)

    def _children(self, place: Place, need: Need) -> Iterator[Place]:
        """Each with one more of what is needed, and without those that its elder siblings have."""
        ruled_out = set(place.ruled_out)
        for action in need.actions:
            yield Place(self._with(place.actions, action), frozenset(ruled_out))
            ruled_out.add(action.key)

    def _with(self, actions: tuple[Action, ...], action: Action) -> tuple[Action, ...]:
        """The action too, and what has to be done for it to be possible."""
        done = {each.key for each in actions}
        first = (self.catalogue.by_key[key] for key in action.after if key not in done)
        return (*actions, *first, action)

    def _dive(self, place: Place) -> tuple[Action, ...] | None:
        """Some plan from here on: each time the first action after which less is lacking; in the end without those
        that turn out not to be needed. None if it leads nowhere.
        """
        actions = place.actions
        need = self._look(Place(actions, frozenset()))
        for _ in range(DEEPEST):
            if need is None:
                return self._pruned(actions)
            actions, need = self._step(actions, need)
        return None

    def _step(self, actions: tuple[Action, ...], need: Need) -> tuple[tuple[Action, ...], Need | None]:
        """One more of what is needed. Where no single one helps it takes several: the first of them."""
        for action in need.actions[:MOST_TRIED]:
            left = self._look(Place(self._with(actions, action), frozenset()))
            if left is None or left.least < need.least:
                return self._with(actions, action), left
        more = self._with(actions, need.actions[0]) if need.actions else actions
        return more, self._look(Place(more, frozenset()))

    def _pruned(self, actions: tuple[Action, ...]) -> tuple[Action, ...]:
        for action in sorted(actions, key=lambda each: -each.minutes):
            fewer = tuple(each for each in actions if each is not action)
            if are_possible(fewer) and self._look(Place(fewer, frozenset())) is None:
                actions = fewer
        return actions

    def _look(self, place: Place) -> Need | None:
        """What the place lacks; None if it carries the standing."""
        self.looks += 1
        case = self._case(place.actions)
        timeline = case.timeline(self.root)
        if is_carried(timeline, self.on, self.until):
            return None
        taken = Counter(action.what for action in place.actions if action.kind == "session")
        left = {each.ref: each.places - taken[each.ref] for each in self.offers.sessions}
        done = frozenset(action.key for action in place.actions)
        lack = Lack(case, self.catalogue, done, place.ruled_out, left)
        at_end = lack.firmly(self.root, self.until)
        gap = first_gap(timeline, self.on, self.until)
        between = lack.at_all(self.root, gap) if gap else None
        return every(need for need in (at_end, between) if need)

    def _case(self, actions: tuple[Action, ...]) -> Case:
        facts = applied(self.facts, actions)
        assert facts.enrolled_on is not None
        return Case(self.framework, facts, facts.enrolled_on)

    def _answer(
        self, actions: tuple[Action, ...] | None, *, is_proven: bool, at_least: int, stuck: tuple[str, ...] = ()
    ) -> Rescue:
        ordered = tuple(sorted(actions or (), key=lambda action: (action.on, action.key)))
        why: tuple[Reason, ...] = ()
        if actions is None:
            gap = first_gap(self.ground.case.timeline(self.root), self.on, self.until)
            why = reasons(self.ground, self.root, stuck, gap)
        return Rescue(
            self.until,
            is_needed=True,
            is_found=actions is not None,
            is_proven=is_proven,
            actions=ordered,
            at_least=at_least,
            stuck=why,
        )
