"""People in slots, and named posts."""

from dataclasses import dataclass
from typing import ClassVar

from . import words
from .base import Common, Context, Requirement, Roles, read_roles
from .employed import EMPLOYMENT, Employed, employed_english, read_employment
from .errors import GrammarError
from .fields import a_group, flag, groups, names, requirement, roles, text, texts, whole
from .reading import Reader
from .scale import SCALE, Scale, read_scale, scale_english


@dataclass(frozen=True, slots=True)
class Slot:
    """`n` people in one of `roles` (None: any), who hold the named post `lead` if one is asked.

    `scale` takes the place of `n`. A holder of one of the posts `deputies` may act, for the first `deputy_days` of
    holding it (None: for as long as they hold it).
    """

    key: str
    roles: Roles | None
    n: int
    lead: str | None
    scale: Scale | None = None
    deputies: tuple[str, ...] = ()
    deputy_days: int | None = None


@dataclass(frozen=True, slots=True)
class People(Requirement):
    kind: ClassVar[str] = "people"
    of_people: ClassVar[bool] = True
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


ACTING_FIELDS = (
    texts("posts", "The named posts of those who may act.", must=True),
    whole("days", "For how many days of holding such a post. Empty: for as long as they hold it.", least=1),
)
ACTING = a_group("acting", ACTING_FIELDS, "Who may act in the post. Empty: nobody.")
SLOT_FIELDS = (
    text("key", "Its name: short, unique among these slots.", must=True),
    roles("roles", "Who may fill it: a role or a group of roles.", must=True),
    whole("n", "How many people. Empty: one.", least=1),
    SCALE,
    text("lead", "The named post they have to hold, such as lead_gp. Empty: none."),
    ACTING,
)
PEOPLE_FIELDS = (
    groups("slots", SLOT_FIELDS, "Which people, and how many of them.", must=True),
    flag("distinct", "Whether every slot needs a person of its own. Empty: yes."),
    requirement("each", "What each of them must hold.", of_person=True),
    EMPLOYMENT,
)
LEAD_FIELDS = (
    text("lead_role", "The named post, such as lead_gp or lead_nurse.", must=True),
    roles("roles", "Who may hold it. Empty: anybody who works at the practice."),
    ACTING,
    EMPLOYMENT,
)


def read_people(reader: Reader, common: Common, context: Context) -> People:
    each = context.requirement(reader.raw("each"), reader.at("each"), of_person=True) if reader.has("each") else None
    slots = tuple(_slot(value, path, context) for value, path in reader.items("slots"))
    if len({slot.key for slot in slots}) < len(slots):
        raise GrammarError(reader.at("slots"), "two slots have the same key")
    return People(common, slots, reader.flag("distinct", True), each, read_employment(reader, context))


def read_lead(reader: Reader, common: Common, context: Context) -> Lead:
    roles = read_roles(reader, "roles", context) if reader.has("roles") else None
    post = reader.text("lead_role")
    slot = Slot(post, roles, 1, post, None, *_acting(reader))
    return Lead(common, (slot,), True, None, read_employment(reader, context))


def _slot(value: object, path: str, context: Context) -> Slot:
    reader = Reader(value, path, names(SLOT_FIELDS))
    roles = read_roles(reader, "roles", context)
    lead = reader.text("lead") if reader.has("lead") else None
    if reader.has("scale") and reader.has("n"):
        raise GrammarError(reader.at("n"), "is given by scale already")
    if lead is None and reader.has("acting"):
        raise GrammarError(reader.at("acting"), "needs `lead`, the post they act in")
    scale = read_scale(reader) if reader.has("scale") else None
    least = reader.whole("n", least=1, default=1)
    return Slot(reader.text("key"), roles, least, lead, scale, *_acting(reader))


def _acting(reader: Reader) -> tuple[tuple[str, ...], int | None]:
    if not reader.has("acting"):
        return (), None
    inner = Reader(reader.raw("acting"), reader.at("acting"), names(ACTING_FIELDS))
    return inner.texts("posts"), inner.whole_or_none("days", least=1)


def people_english(node: People) -> str:
    slots = words.listed(_who(slot) for slot in node.slots)
    several = sum(2 if slot.scale else slot.n for slot in node.slots) > 1
    apart = ", not the same person" if node.distinct and several else ""
    each = f", each with {node.each.common.label}" if node.each else ""
    return f"at least {slots}{apart}{employed_english(node.employment)}{each}"


def _who(slot: Slot) -> str:
    who = listed_roles(slot.roles) if slot.roles else "person"
    count = scale_english(slot.scale, who) if slot.scale else f"{words.number(slot.n)} {who}"
    return f"{count} in post as {words.code(slot.lead).replace('gp', 'GP')}{_deputies(slot)}" if slot.lead else count


def _deputies(slot: Slot) -> str:
    if not slot.deputies:
        return ""
    limit = f" for at most {words.counted(slot.deputy_days, 'day')}" if slot.deputy_days else ""
    return (
        f" or acting as {words.listed((words.code(post).replace('gp', 'GP') for post in slot.deputies), 'or')}{limit}"
    )


def listed_roles(roles: Roles) -> str:
    return words.listed((words.role(name) for name in roles.names), "or")


def lead_english(node: Lead) -> str:
    (slot,) = node.slots
    roles = f", held by {words.roles(slot.roles.names)}" if slot.roles else ""
    post = words.code(slot.key).replace("gp", "GP")
    return f"a named {post} in post{_deputies(slot)}{roles}{employed_english(node.employment)}"
