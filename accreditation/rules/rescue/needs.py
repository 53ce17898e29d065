"""What is lacking on a day, as actions one of which any rescue must contain, and the least that it can cost.

For a requirement that is not as it should be on a day: every set of further actions that makes it so contains one of
`actions`, and costs `least` or more on actions of `support` alone. The search is exact because both hold, whatever
the tree is made of: a verdict can only change by an action that touches what it reads. See docs/rescue.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from ..case import Case
from ..grammar.base import Requirement
from ..grammar.composite import AllOf, Composite, Menu, NoneOf
from ..grammar.people import People, Slot
from ..grammar.share import Share
from ..grammar.unit import Pooled, Practices
from ..kinds.demand import demand_on
from ..kinds.eligibility import employed_spans, post_spans
from ..spans import covers
from ..verdicts import is_firm, is_satisfied
from .actions import Action, Key
from .catalogue import Catalogue
from .team import fits
from .touching import posts

NOBODY: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Need:
    """`actions`: the most promising first. `stuck`: keys of requirements that nothing on offer would meet."""

    actions: tuple[Action, ...]
    least: float
    stuck: tuple[str, ...] = ()
    support: frozenset[Key] = NOBODY


def hopeless(key: str) -> Need:
    return Need((), inf, (key,))


def every(needs: Iterable[Need]) -> Need:
    """All of them have to be seen to: begin with the one that leaves the fewest choices.

    What the cheapest of each costs adds up as long as no action is counted on by two of them.
    """
    found = sorted(needs, key=lambda need: (-need.least, len(need.actions)))
    least, support = 0.0, NOBODY
    for need in found:
        if not support & need.support:
            least += need.least
            support |= need.support
    first = min(found, key=lambda need: (len(need.actions), need.least))
    return Need(first.actions, least, tuple(dict.fromkeys(key for need in found for key in need.stuck)), support)


def some(needs: Iterable[Need], number: int = 1) -> Need:
    """So many of them are enough, and no fewer."""
    found = sorted(needs, key=lambda need: need.least)
    open_needs = [need for need in found if need.least < inf]
    if len(open_needs) < number:
        return Need((), inf, tuple(dict.fromkeys(key for need in found for key in need.stuck)))
    actions = {action.key: action for need in open_needs for action in need.actions}
    support = NOBODY.union(*(need.support for need in open_needs))
    apart = len(support) == sum(len(need.support) for need in open_needs)
    least = sum(need.least for need in open_needs[: number if apart else 1])
    return Need(tuple(actions.values()), least, (), support)


@dataclass(frozen=True)
class Lack:
    """Looks at one case, on which some actions are done already and others are ruled out."""

    case: Case
    catalogue: Catalogue
    done: frozenset[Key]
    ruled_out: frozenset[Key]
    places_left: Mapping[str, int]

    def firmly(self, node: Requirement, on: date) -> Need | None:
        """What the requirement lacks to be satisfied on the day without grace; None if it lacks nothing."""
        if is_firm(self.case.timeline(node).at(on)):
            return None
        if _asks_about_a_tier(node):
            return self._touching(node, None)
        if isinstance(node, People) and not _is_of_unit(self.case, node):
            return self._people(node, on)
        if isinstance(node, Share) and not _is_of_unit(self.case, node):
            return self._share(node, on)
        if isinstance(node, Composite) and _grows_with_its_parts(node):
            return self._composite(node, [self.firmly(part, on) for part in node.counting], None)
        return self._touching(node, None)

    def at_all(self, node: Requirement, on: date) -> Need | None:
        """What it lacks to be satisfied on the day, if only in grace: anything that bears on a part that fails."""
        if is_satisfied(self.case.timeline(node).at(on)):
            return None
        if isinstance(node, Composite) and _grows_with_its_parts(node):
            return self._composite(node, [self.at_all(part, on) for part in node.counting], None)
        return self._touching(node, None)

    def _composite(self, node: Composite, needs: Sequence[Need | None], person: str | None) -> Need:
        """`needs`: of each counting part what it lacks, None where it lacks nothing."""
        open_needs = [need for need in needs if need is not None]
        if not open_needs:
            return self._touching(node, person)
        if isinstance(node, AllOf):
            return every(open_needs)
        if isinstance(node, Menu):
            return some(open_needs)
        return some(open_needs, max(node.number - needs.count(None), 1))

    def _touching(self, node: Requirement, person: str | None) -> Need:
        return self._any_of(node.key, self.catalogue.touching(node, person))

    def _any_of(self, key: str, actions: Iterable[Action]) -> Need:
        free = [action for action in actions if self.is_free(action)]
        if not free:
            return hopeless(key)
        free.sort(key=lambda action: (self._costs(action), action.on, action.key))
        return Need(tuple(free), self._costs(free[0]), (), frozenset(self._with_what_it_needs(free)))

    def _costs(self, action: Action) -> int:
        """With what has to be done for it to be possible."""
        return action.minutes + sum(self.catalogue.by_key[key].minutes for key in action.after if key not in self.done)

    def _with_what_it_needs(self, actions: Iterable[Action]) -> Iterable[Key]:
        for action in actions:
            yield action.key
            yield from action.after

    def is_free(self, action: Action) -> bool:
        full = action.kind == "session" and self.places_left.get(action.what, 1) < 1
        is_out = action.key in self.done or action.key in self.ruled_out
        return not (full or is_out or self.ruled_out.intersection(action.after) - self.done)

    def _people(self, node: People, on: date) -> Need:
        """Each slot with too few people needs so many more; with enough for each, the matching needs another pair."""
        case, persons = self.case.view(node, on), self.catalogue.people(node)
        ways = {slot.key: [self._seat(node, case, slot, person, on) for person in persons] for slot in node.slots}
        asked = zip(node.slots, demand_on(node, case, on).numbers, strict=True)
        lacking = {slot.key: number - ways[slot.key].count(None) for slot, number in asked}
        short = [self._more(node, ways[key], number) for key, number in lacking.items() if number > 0]
        return every(short) if short else self._more(node, [way for found in ways.values() for way in found])

    def _more(self, node: Requirement, ways: Sequence[Need | None], number: int = 1) -> Need:
        found = some((way for way in ways if way is not None), number)
        return found if found.actions else Need((), inf, found.stuck or (node.key,))

    def _seat(self, node: People, case: Case, slot: Slot, person: str, on: date) -> Need | None:
        """What the person lacks to sit there on the day; None where they could sit already."""
        lacks: list[Need] = []
        if not covers(employed_spans(node, case, slot, person), on):
            jobs = (a for a in self.catalogue.actions if a.employment and a.person == person and fits(a, slot))
            lacks.append(self._any_of(node.key, jobs))
        if slot.lead and not covers(post_spans(case, slot, person), on):
            named = (a for a in self.catalogue.actions if a.kind == "lead" and a.person == person)
            lacks.append(self._any_of(node.key, (a for a in named if a.what in posts(slot))))
        if node.each and (held := self._held(node.each, person, on)):
            lacks.append(held)
        return every(lacks) if lacks else None

    def _share(self, node: Share, on: date) -> Need:
        """More who hold it; where that is not what decides, anything that bears on it."""
        case = self.case.view(node, on)
        asked = [p for p in self.catalogue.people(node) if covers(employed_spans(node, case, node.slot, p), on)]
        lacking = -(-node.percent * len(asked) // 100)
        ways = [self._held(node.each, person, on) for person in asked]
        coming = [a for a in self.catalogue.touching(node) if a.employment and self.is_free(a)]
        if coming or not asked or lacking <= ways.count(None):
            return self._touching(node, None)
        return self._more(node, ways, lacking - ways.count(None))

    def _held(self, node: Requirement, person: str, on: date) -> Need | None:
        if is_firm(self.case.timeline(node, person).at(on)):
            return None
        if isinstance(node, Composite) and _grows_with_its_parts(node):
            return self._composite(node, [self._held(part, person, on) for part in node.counting], person)
        return self._touching(node, person)


def _grows_with_its_parts(node: Composite) -> bool:
    """Whether it can only become satisfied by a part that does."""
    return not isinstance(node, NoneOf) and not _asks_about_a_tier(node)


def _asks_about_a_tier(node: Requirement) -> bool:
    """Then it is asked for no longer where that tier is lost."""
    return bool(node.common.applies_when and node.common.applies_when.tier)


def _is_of_unit(case: Case, node: Requirement) -> bool:
    """Whether it lies within what several practices do together, whose people nobody here can speak for."""
    units = (each for each in case.nodes.values() if isinstance(each, Pooled | Practices))
    return any(node.key == below.key for each in units for below in each.below)
