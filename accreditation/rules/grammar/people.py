"""People in slots, and named posts."""

from dataclasses import dataclass
from typing import ClassVar

from . import words
from .base import Common, Context, Requirement, Roles, read_roles
from .errors import GrammarError
from .reading import Reader


@dataclass(frozen=True, slots=True)
class Slot:
    """`n` people in one of `roles` (None: any), who hold the named post `lead` if one is asked."""

    key: str
    roles: Roles | None
    n: int
    lead: str | None


@dataclass(frozen=True, slots=True)
class Employed:
    """Which employments count: at least `min_sessions` a week, not in an excluded role."""

    min_sessions: float = 0.0
    exclude_roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class People(Requirement):
    kind: ClassVar[str] = "people"
    slots: tuple[Slot, ...]
    distinct: bool
    each: Requirement | None
    employment: Employed

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return () if self.each is None else (self.each,)


@dataclass(frozen=True, slots=True)
class Lead(People):
    """A named post is filled by somebody who works at the practice: `people` with one slot."""

    kind: ClassVar[str] = "lead"


PEOPLE_KEYS = ("slots", "distinct", "each", "employment")
LEAD_KEYS = ("lead_role", "roles")


def read_people(reader: Reader, common: Common, context: Context) -> People:
    each = context.requirement(reader.raw("each"), reader.at("each"), of_person=True) if reader.has("each") else None
    slots = tuple(_slot(value, path, context) for value, path in reader.items("slots"))
    if len({slot.key for slot in slots}) < len(slots):
        raise GrammarError(reader.at("slots"), "two slots have the same key")
    return People(common, slots, reader.flag("distinct", True), each, _employment(reader, context))


def read_lead(reader: Reader, common: Common, context: Context) -> Lead:
    roles = read_roles(reader, "roles", context) if reader.has("roles") else None
    post = reader.text("lead_role")
    return Lead(common, (Slot(post, roles, 1, post),), True, None, Employed())


def _slot(value: object, path: str, context: Context) -> Slot:
    reader = Reader(value, path, ("key", "roles", "n", "lead"))
    roles = read_roles(reader, "roles", context)
    lead = reader.text("lead") if reader.has("lead") else None
    return Slot(reader.text("key"), roles, reader.whole("n", least=1, default=1), lead)


def _employment(reader: Reader, context: Context) -> Employed:
    if not reader.has("employment"):
        return Employed()
    inner = Reader(reader.raw("employment"), reader.at("employment"), ("min_sessions", "exclude_roles"))
    excluded = read_roles(inner, "exclude_roles", context, default=[])
    return Employed(inner.number("min_sessions", default=0.0), excluded.codes)


def people_english(node: People) -> str:
    slots = words.listed(_who(slot) for slot in node.slots)
    apart = ", not the same person" if node.distinct and sum(slot.n for slot in node.slots) > 1 else ""
    sessions = node.employment.min_sessions
    hours = f", working at least {sessions:g} sessions a week" if sessions else ""
    each = f", each with {node.each.common.label}" if node.each else ""
    return f"at least {slots}{apart}{hours}{each}"


def _who(slot: Slot) -> str:
    who = listed_roles(slot.roles) if slot.roles else "person"
    count = f"{words.number(slot.n)} {who}"
    return f"{count} in post as {words.code(slot.lead).replace('gp', 'GP')}" if slot.lead else count


def listed_roles(roles: Roles) -> str:
    return words.listed((words.role(name) for name in roles.names), "or")


def lead_english(node: Lead) -> str:
    (slot,) = node.slots
    roles = f", held by {words.roles(slot.roles.names)}" if slot.roles else ""
    return f"a named {words.code(slot.key).replace('gp', 'GP')} in post{roles}"
