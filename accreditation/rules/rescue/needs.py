"""What is lacking on a day, as actions one of which any rescue must contain, and the least that it can cost.

For a requirement that is not firmly satisfied on a day: every set of further actions that makes it so contains one of
`actions`, and costs `least` or more. The search is exact because both hold; see docs/rescue.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf

from ..case import Case
from ..grammar.base import Requirement
from ..grammar.composite import AllOf, Composite, NoneOf
from ..grammar.people import People, Slot
from ..grammar.represented import Represented
from ..kinds.demand import demand_on
from ..kinds.eligibility import employed_spans, post_spans
from ..spans import covers
from ..verdicts import SATISFIED, State
from .actions import Action
from .candidates import OF_PERSON, OF_PRACTICE, Ground, namings, nothing, recruits, represents

Place = tuple[str, str]  # key of a requirement, person or ""


@dataclass(frozen=True, slots=True)
class Need:
    """`actions`: the most promising first. `stuck`: keys of requirements that nothing on offer would meet."""

    actions: tuple[Action, ...]
    least: float
    stuck: tuple[str, ...] = ()


def is_firm(state: State | None) -> bool:
    """Satisfied, and not by grace or a plan alone."""
    return state is not None and state.is_firm


def hopeless(key: str) -> Need:
    return Need((), inf, (key,))


def every(needs: Iterable[Need]) -> Need:
    """All of them have to be seen to: begin with the one that leaves the fewest choices.

    What the cheapest of each costs adds up as long as no action serves two of them.
    """
    found = sorted(needs, key=lambda need: (-need.least, len(need.actions)))
    counted: set[object] = set()
    least = 0.0
    for need in found:
        keys = {action.key for action in need.actions}
        if not counted & keys:
            least += need.least
            counted |= keys
    first = min(found, key=lambda need: (len(need.actions), need.least))
    return Need(first.actions, least, tuple(dict.fromkeys(key for need in found for key in need.stuck)))


def either(needs: Iterable[Need]) -> Need:
    """One of them is enough."""
    found = sorted(needs, key=lambda need: need.least)
    actions = {action.key: action for need in found if need.least < inf for action in need.actions}
    least = min((need.least for need in found), default=inf)
    stuck = tuple(dict.fromkeys(key for need in found for key in need.stuck)) if least == inf else ()
    return Need(tuple(actions.values()), least, stuck)


class Catalogue:
    """Everything on offer, by the requirement (and person) that it serves."""

    def __init__(self, root: Requirement, ground: Ground) -> None:
        self.serving: dict[Place, tuple[Action, ...]] = {}
        self.people: dict[str, list[str]] = {}
        self._ground = ground
        nodes = [node for node in _below(root) if not ground.case.is_of_person(node)]
        teams = [node for node in nodes if isinstance(node, People)]
        self._newcomers = {action.key: action for node in teams for action in recruits(node, ground)}
        for node in nodes:
            self.serving[node.key, ""] = tuple(OF_PRACTICE.get(node.kind, nothing)(node, ground))
        for node in teams:
            self._add_people(node)
        for node in nodes:
            if isinstance(node, Represented):
                self._add_newcomers(node)

    def _add_people(self, node: People) -> None:
        case = self._ground.case
        joining = tuple(a for a in self._newcomers.values() if any(fits(a, slot) for slot in node.slots))
        self.serving[node.key, ""] = joining
        staff = [who for who in case.staff if any(employed_spans(node, case, slot, who) for slot in node.slots)]
        self.people[node.key] = [*staff, *(action.person for action in joining)]
        for slot in node.slots:
            for action in namings(slot, self._ground, self.people[node.key]):
                self._append((f"{node.key}/{slot.key}", action.person), action)
        for person in self.people[node.key]:
            self._add_held(node.each, person)

    def _add_newcomers(self, node: Represented) -> None:
        """Somebody new represents the practice too, at whatever they go to."""
        going = (a for new in self._newcomers.values() for a in represents(node, self._ground, new.person))
        for action in (*going, *self._newcomers.values()):
            self._append((node.key, ""), action)

    def _add_held(self, node: Requirement | None, person: str) -> None:
        if node is None:
            return
        self.serving[node.key, person] = tuple(OF_PERSON.get(node.kind, nothing)(node, self._ground, person))
        for part in node.parts:
            self._add_held(part, person)

    def _append(self, place: Place, action: Action) -> None:
        self.serving[place] = (*self.serving.get(place, ()), action)

    def under(self, node: Requirement) -> tuple[Action, ...]:
        """Everything that serves the requirement or anything below it, whoever does it."""
        keys = {node.key, *_keys_below(node)}
        keys |= {f"{each.key}/{slot.key}" for each in _below(node) if isinstance(each, People) for slot in each.slots}
        found = {a.key: a for (key, _), actions in self.serving.items() if key in keys for a in actions}
        return tuple(found.values())


def _below(node: Requirement) -> list[Requirement]:
    return [node, *(each for part in node.parts for each in _below(part))]


def _keys_below(node: Requirement) -> set[str]:
    return {each.key for each in _below(node)}


@dataclass(frozen=True)
class Lack:
    """Looks at one case, on which some actions are done already and others are ruled out."""

    case: Case
    catalogue: Catalogue
    spent: frozenset[object]
    places_left: Mapping[str, int]

    def firmly(self, node: Requirement, on: date) -> Need | None:
        """What the requirement lacks to be satisfied on the day without grace; None if it lacks nothing."""
        if is_firm(self.case.timeline(node).at(on)):
            return None
        if isinstance(node, People):
            return self._people(node, on)
        if isinstance(node, Composite):
            return self._composite(node, [self.firmly(part, on) for part in node.counting])
        return self._leaf(node)

    def at_all(self, node: Requirement, on: date) -> Need | None:
        """What it lacks to be satisfied on the day, if only in grace: anything that bears on a part that fails."""
        state = self.case.timeline(node).at(on)
        if state and state.verdict in SATISFIED:
            return None
        if isinstance(node, Composite):
            return self._composite(node, [self.at_all(part, on) for part in node.counting])
        return self._leaf(node)

    def _composite(self, node: Composite, needs: list[Need | None]) -> Need:
        open_needs = [need for need in needs if need is not None]
        if isinstance(node, AllOf):
            return every(open_needs)
        if isinstance(node, NoneOf):
            return hopeless(node.key)
        return either(open_needs)

    def _leaf(self, node: Requirement) -> Need:
        return self._any_of(node.key, self.catalogue.under(node))

    def _any_of(self, key: str, actions: Iterable[Action]) -> Need:
        free = [action for action in actions if self._is_free(action)]
        if not free:
            return hopeless(key)
        free.sort(key=lambda action: (action.minutes, action.on, action.key))
        return Need(tuple(free), free[0].minutes)

    def _is_free(self, action: Action) -> bool:
        full = action.kind == "session" and self.places_left.get(action.what, 1) < 1
        return action.key not in self.spent and not full

    def _people(self, node: People, on: date) -> Need:
        """Each slot with too few people needs somebody more; with enough for each, the matching needs another pair."""
        persons = self.catalogue.people[node.key]
        ways = {slot.key: [self._seat(node, slot, person, on) for person in persons] for slot in node.slots}
        asked = zip(node.slots, demand_on(node, self.case, on).numbers, strict=True)
        short = [slot for slot, number in asked if ways[slot.key].count(None) < number]
        if short:
            return every(self._more(node, ways[slot.key]) for slot in short)
        return self._more(node, [way for found in ways.values() for way in found])

    def _more(self, node: People, ways: list[Need | None]) -> Need:
        found = either([way for way in ways if way is not None])
        return found if found.actions else hopeless(node.key)

    def _seat(self, node: People, slot: Slot, person: str, on: date) -> Need | None:
        """What the person lacks to sit there on the day; None where they could sit already."""
        lacks: list[Need] = []
        if not covers(employed_spans(node, self.case, slot, person), on):
            jobs = (a for a in self.catalogue.serving[node.key, ""] if a.person == person and fits(a, slot))
            lacks.append(self._any_of(node.key, jobs))
        if slot.lead and not covers(post_spans(self.case, slot, person), on):
            place = f"{node.key}/{slot.key}", person
            lacks.append(self._any_of(node.key, self.catalogue.serving.get(place, ())))
        if node.each and (held := self._held(node.each, person, on)):
            lacks.append(held)
        return every(lacks) if lacks else None

    def _held(self, node: Requirement, person: str, on: date) -> Need | None:
        state = self.case.timeline(node, person).at(on)
        if is_firm(state):
            return None
        if isinstance(node, Composite):
            return self._composite(node, [self._held(part, person, on) for part in node.counting])
        return self._any_of(node.key, self.catalogue.serving[node.key, person])


def fits(action: Action, slot: Slot) -> bool:
    return slot.roles is None or action.what in slot.roles.codes
