"""What every requirement has, whatever its kind."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Protocol

from .errors import GrammarError
from .fields import a_group, choice, day, flag, long_text, names, roles, text, texts, whole
from .reading import Reader, suggestion
from .roles import ROLES

CAUSE_WORDS = {
    "person_left": "somebody leaves",
    "vacant": "a post falls vacant",
    "expired": "evidence runs out",
    "new_rule": "the rule is new",
}
CAUSES = tuple(CAUSE_WORDS)
GRACE_FIELDS = (
    whole("days", "How many days a requirement lost in one of these ways still counts as met.", least=1, must=True),
    texts("on", "What the loss came from.", choices=CAUSE_WORDS, must=True),
    whole("uses_per_contract_year", "How often in a contract year. Empty: as often as it happens.", least=1),
)
UNKNOWN_AS = {
    "unknown": "Unknown, as it is",
    "not_met": "Not met",
    "not_yet_due": "Not yet due",
    "met": "Met",
}
MEASURES = {"list_size": "People on the list", "diabetes_register": "People on the diabetes register"}
COUNTED = {"on_the_day": "The last count on or before the day", "contract_year": "The last count when the year began"}
SIZE_FIELDS = (
    choice("measure", MEASURES, "What is counted.", must=True),
    whole("at_least", "From how many people on. Empty: from none.", least=1),
    whole("at_most", "Up to how many people. Empty: without a limit.", least=0),
    choice("counted", COUNTED, "Which count. Empty: the last on or before the day."),
)
APPLIES_FIELDS = (
    a_group("size", SIZE_FIELDS, "Only for practices of this size."),
    roles("roles", "Of a practice: only while somebody works there in one of them; of a person: in one of them."),
    text("tier", "Only while this tier is satisfied: the code of a tier before the one it stands in."),
    day("first_day", "Only from this day on."),
    day("last_day", "Only up to this day, which is included."),
)
PLAN_FIELDS = (
    whole("max_days", "How many days a plan lasts at most, its first included.", least=1, must=True),
    whole("per_contract_year", "How many plans in a contract year. Empty: one.", least=1),
)
APPLIES = a_group("applies_when", APPLIES_FIELDS, "On other days it is not applicable. Empty: always asked for.")
PERSON_FIELDS = (
    text(
        "key", "Its name in the document: short, unique, without spaces. Stays the same in later versions.", must=True
    ),
    text("label", "What people read. Empty: the key."),
    long_text("why", "Where the rule comes from."),
    APPLIES,
)
TREATED = choice("unknown_as", UNKNOWN_AS, "What is made of it when the data cannot say. Empty: unknown.")
HELD_FIELDS = (*PERSON_FIELDS, TREATED)
PRACTICE_FIELDS = (
    *PERSON_FIELDS,
    flag("informative", "Shown, but no part of the verdict. Empty: no."),
    flag("waivable", "Whether the commissioner may waive it. Empty: yes."),
    day("applies_from", "Before this day it is not asked for. Empty: always."),
    a_group("plans", PLAN_FIELDS, "Whether an agreed plan stands in for it for a while. Empty: no."),
)
LEAF_FIELDS = (*PRACTICE_FIELDS, TREATED, a_group("grace", GRACE_FIELDS, "Time to put right what was lost."))


@dataclass(frozen=True, slots=True)
class Grace:
    """Days for which a requirement lost through one of `on` still counts as met."""

    days: int
    on: tuple[str, ...]
    uses_per_contract_year: int | None


@dataclass(frozen=True, slots=True)
class Plans:
    """A plan lasts at most `max_days`, the day it is agreed included; so many may be agreed in a contract year."""

    max_days: int
    per_contract_year: int


@dataclass(frozen=True, slots=True)
class SizeRange:
    """Both ends included; None: no limit."""

    measure: str
    at_least: int | None
    at_most: int | None
    counted: str


@dataclass(frozen=True, slots=True)
class Applies:
    """When a requirement is asked for at all: on the days on which all that is named here is so."""

    size: SizeRange | None = None
    roles: "Roles | None" = None
    tier: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Common:
    """The attributes any node can carry. `informative`: shown, but no part of the verdict above it."""

    key: str
    label: str
    why: str = ""
    informative: bool = False
    waivable: bool = True
    applies_from: date | None = None
    grace: Grace | None = None
    unknown_as: str = "unknown"
    applies_when: Applies | None = None
    plans: Plans | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles as the document names them (groups or single roles) and the role codes these stand for."""

    names: tuple[str, ...]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Requirement:
    """`rests_on_entries`: each entry it counts makes it met by itself, so that others can follow on that entry.

    `of_people`: it is of the practice, and its parts are what one person must hold.
    """

    kind: ClassVar[str]
    rests_on_entries: ClassVar[bool] = False
    of_people: ClassVar[bool] = False
    common: Common

    @property
    def key(self) -> str:
        return self.common.key

    @property
    def parts(self) -> tuple["Requirement", ...]:
        """The nodes below this one."""
        return ()

    @property
    def below(self) -> tuple["Requirement", ...]:
        """Every node below this one, however deep."""
        return tuple(each for part in self.parts for each in (part, *part.below))


class Context(Protocol):
    """What a kind needs from the document around it in order to be read."""

    role_groups: Mapping[str, frozenset[str]]

    def requirement(self, value: Any, path: str, *, of_person: bool) -> Requirement: ...


Read = Callable[[Reader, Common, Context], Requirement]


def read_common(reader: Reader, context: Context, *, of_person: bool) -> Common:
    key = reader.text("key")
    common = Common(
        key=key,
        label=reader.text("label", key),
        why=reader.text("why", ""),
        unknown_as=reader.choice("unknown_as", UNKNOWN_AS, "unknown"),
        applies_when=_applies(reader, context) if reader.has("applies_when") else None,
    )
    if of_person:
        return common
    return replace(
        common,
        informative=reader.flag("informative", False),
        waivable=reader.flag("waivable", True),
        applies_from=reader.day("applies_from") if reader.has("applies_from") else None,
        grace=read_grace(reader) if reader.has("grace") else None,
        plans=_plans(reader) if reader.has("plans") else None,
    )


def _applies(reader: Reader, context: Context) -> Applies:
    inner = Reader(reader.raw("applies_when"), reader.at("applies_when"), names(APPLIES_FIELDS))
    applies = Applies(
        _size(inner) if inner.has("size") else None,
        read_roles(inner, "roles", context) if inner.has("roles") else None,
        inner.text("tier", ""),
        inner.day("first_day") if inner.has("first_day") else None,
        inner.day("last_day") if inner.has("last_day") else None,
    )
    if applies == Applies():
        raise GrammarError(inner.path, "names nothing; leave it out where the requirement is always asked for")
    return applies


def _size(reader: Reader) -> SizeRange:
    inner = Reader(reader.raw("size"), reader.at("size"), names(SIZE_FIELDS))
    return SizeRange(
        inner.choice("measure", MEASURES),
        inner.whole_or_none("at_least", least=1),
        inner.whole_or_none("at_most", least=0),
        inner.choice("counted", COUNTED, "on_the_day"),
    )


def _plans(reader: Reader) -> Plans:
    inner = Reader(reader.raw("plans"), reader.at("plans"), names(PLAN_FIELDS))
    return Plans(inner.whole("max_days", least=1), inner.whole("per_contract_year", least=1, default=1))


def read_grace(reader: Reader) -> Grace:
    inner = Reader(reader.raw("grace"), reader.at("grace"), names(GRACE_FIELDS))
    causes = inner.texts("on")
    for index, cause in enumerate(causes):
        if cause not in CAUSES:
            raise GrammarError(f"{inner.at('on')}[{index}]", f"unknown cause {cause!r}{suggestion(cause, CAUSES)}")
    return Grace(inner.whole("days", least=1), causes, inner.whole_or_none("uses_per_contract_year", least=1))


def read_roles(reader: Reader, name: str, context: Context, *, default: list[str] | None = None) -> Roles:
    names = reader.texts(name, default=default)
    known = known_roles(context.role_groups)
    for index, each in enumerate(names):
        if each not in known:
            raise GrammarError(f"{reader.at(name)}[{index}]", f"unknown role {each!r}{suggestion(each, known)}")
    return Roles(names, frozenset().union(*(context.role_groups.get(each, {each}) for each in names)))


def read_singly(reader: Reader, name: str, context: Context) -> tuple[Roles, ...]:
    """Each named role or group by itself; none where nothing is named."""
    named = read_roles(reader, name, context, default=[]).names
    return tuple(Roles((each,), context.role_groups.get(each, frozenset({each}))) for each in named)


def known_roles(groups: Mapping[str, frozenset[str]]) -> Collection[str]:
    return set(ROLES).union(groups, *groups.values())
