"""Something that could be done, and what the facts would be if it were."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from .. import suppose
from ..facts import Employment, Entry, Facts

Key = tuple[str, str, str, date]
KINDS = frozenset(
    {
        *("course", "session", "clinic", "credential", "cpd", "practise", "log", "sign_off", "assessment"),
        *("look_up", "register", "recruit", "lead", "visit", "feedback", "case", "cases", "follow_up", "survey"),
        *("declaration", "submission", "report", "standing"),
    }
)


@dataclass(frozen=True, slots=True)
class Action:
    """`kind` says what is done with `what` (a code, a reference, a role), by or for `person`, on which day.

    `minutes` of staff time, everybody's added up. `number`: how many of it, where there are several. `after`: the keys
    of what has to be done as well for this to be possible, such as recruiting the host of a visit. Two actions with
    the same key are the same.
    """

    kind: str
    what: str
    on: date
    minutes: int
    person: str = ""
    entries: tuple[Entry, ...] = ()
    employment: Employment | None = None
    number: int = 1
    after: tuple[Key, ...] = ()

    def __post_init__(self) -> None:
        assert self.kind in KINDS, self.kind

    @property
    def key(self) -> Key:
        return self.kind, self.what, self.person, self.on


def cost(actions: Iterable[Action]) -> int:
    return sum(action.minutes for action in actions)


def are_possible(actions: Iterable[Action]) -> bool:
    """Whether everything that some of them need is among them."""
    actions = list(actions)
    keys = {action.key for action in actions}
    return all(key in keys for action in actions for key in action.after)


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
