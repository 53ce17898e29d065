"""What every requirement has, whatever its kind."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol

from .errors import GrammarError
from .reading import Reader, suggestion
from .roles import ROLES

CAUSES = ("person_left", "vacant", "expired")
PERSON_KEYS = frozenset({"key", "kind", "label", "why"})
PRACTICE_KEYS = PERSON_KEYS | {"informative", "applies_from", "waivable"}
LEAF_KEYS = PRACTICE_KEYS | {"grace"}


@dataclass(frozen=True, slots=True)
class Grace:
    """Days for which a requirement lost through one of `on` still counts as met."""

    days: int
    on: tuple[str, ...]
    uses_per_contract_year: int | None


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


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles as the document names them (groups or single roles) and the role codes these stand for."""

    names: tuple[str, ...]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Requirement:
    kind: ClassVar[str]
    common: Common

    @property
    def key(self) -> str:
        return self.common.key

    @property
    def parts(self) -> tuple["Requirement", ...]:
        """The nodes below this one."""
        return ()


class Context(Protocol):
    """What a kind needs from the document around it in order to be read."""

    role_groups: Mapping[str, frozenset[str]]

    def requirement(self, value: Any, path: str, *, of_person: bool) -> Requirement: ...


Read = Callable[[Reader, Common, Context], Requirement]


def read_common(reader: Reader, *, of_person: bool) -> Common:
    key = reader.text("key")
    common = Common(key=key, label=reader.text("label", key), why=reader.text("why", ""))
    if of_person:
        return common
    return Common(
        key=key,
        label=common.label,
        why=common.why,
        informative=reader.flag("informative", False),
        waivable=reader.flag("waivable", True),
        applies_from=reader.day("applies_from") if reader.has("applies_from") else None,
        grace=read_grace(reader) if reader.has("grace") else None,
    )


def read_grace(reader: Reader) -> Grace:
    inner = Reader(reader.raw("grace"), reader.at("grace"), ("days", "on", "uses_per_contract_year"))
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


def known_roles(groups: Mapping[str, frozenset[str]]) -> Collection[str]:
    return set(ROLES).union(groups, *groups.values())
