"""Something that could be done, and what the facts would be if it were."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from .. import suppose
from ..facts import Employment, Entry, Facts

Key = tuple[str, str, str, date]


@dataclass(frozen=True, slots=True)
class Action:
    """`kind` says what is done with `what` (a code, a reference, a role), by or for `person`, on which day.

    `minutes` of staff time, everybody's added up. Two actions with the same key are the same.
    """

    kind: str
    what: str
    on: date
    minutes: int
    person: str = ""
    entries: tuple[Entry, ...] = ()
    employment: Employment | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.what, self.person, self.on


def cost(actions: Iterable[Action]) -> int:
    return sum(action.minutes for action in actions)


def applied(facts: Facts, actions: Iterable[Action]) -> Facts:
    """The facts as they would be had all of it been done, each thing on its day."""
    ordered = sorted(actions, key=lambda action: (action.on, action.key))
    entries = tuple(entry for action in ordered for entry in action.entries)
    jobs = tuple(action.employment for action in ordered if action.employment)
    facts = replace(facts, entries=facts.entries + entries, employments=facts.employments + jobs)
    for action in ordered:
        if action.kind == "lead":
            facts = suppose.takes_post(facts, action.person, action.what, action.on)
    return facts
