"""Everything on offer that bears on what is asked, and which requirement each thing could change."""

from ..forecast import asked_by
from ..grammar.base import Requirement
from ..grammar.people import People
from ..grammar.share import Share
from ..kinds.staff import employed_spans
from .actions import Action, Key
from .candidates import OF_PERSON, OF_PRACTICE
from .ground import Ground
from .team import could_come, namings, recruit
from .touching import touches

Place = tuple[str, str | None]  # key of a requirement, person


class Catalogue:
    def __init__(self, root: Requirement, ground: Ground) -> None:
        self._ground = ground
        self._touching: dict[Place, tuple[Action, ...]] = {}
        self._people: dict[str, list[str]] = {}
        self._nodes = [root, *root.below]
        own = [node for node in self._nodes if not ground.case.is_of_person(node)]
        for node in own:
            recruit(node, ground)
        for node in own:
            if isinstance(node, People | Share):
                self._add_people(node)
            for action in OF_PRACTICE[node.kind](node, ground):
                assert ground.made[action.key] is action
        self.actions = tuple(sorted(ground.made.values(), key=lambda each: (each.minutes, each.on, each.key)))
        self.by_key: dict[Key, Action] = ground.made

    def people(self, node: People | Share) -> list[str]:
        """Who could ever be counted: those who work or worked here in a role asked, and those who could come."""
        return self._people[node.key]

    def _add_people(self, node: People | Share) -> None:
        ground, slots = self._ground, node.slots if isinstance(node, People) else (node.slot,)
        case = ground.case.view(node, ground.until)
        staff = [who for who in ground.staff(node) if any(employed_spans(node, case, slot, who) for slot in slots)]
        people = self._people[node.key] = [*staff, *could_come(slots, ground)]
        for slot in slots:
            list(namings(slot, ground, people))
        for person in people:
            for part in node.parts:
                for each in (part, *part.below):
                    list(OF_PERSON[each.kind](each, ground, person))

    def touching(self, node: Requirement, person: str | None = None) -> tuple[Action, ...]:
        """Everything that could change what the requirement or anything below it says: of the person, or (None) of
        anybody. The cheapest first.
        """
        place = node.key, person
        if place not in self._touching:
            below, tiers = [node, *node.below], self._tiers_asked_about(node)
            self._touching[place] = tuple(
                action
                for action in self.actions
                if any(touches(action, each, person) for each in below)
                or any(touches(action, each, None) for each in tiers)
            )
        return self._touching[place]

    def _tiers_asked_about(self, node: Requirement) -> list[Requirement]:
        """Everything of the tiers that the requirement, or one below it, is asked for only in."""
        seen: dict[str, list[Requirement]] = {}
        waiting = [node, *node.below]
        while waiting:
            when = waiting.pop().common.applies_when
            if when and when.tier and when.tier not in seen:
                tier = asked_by(self._ground.case.framework, when.tier)
                seen[when.tier] = [tier, *tier.below]
                waiting += seen[when.tier]
        return [each for nodes in seen.values() for each in nodes]
