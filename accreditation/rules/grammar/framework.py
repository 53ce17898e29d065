"""A whole framework document, read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .base import Common, Requirement, read_common
from .errors import GrammarError
from .people import People
from .practice import Feedback, Visits
from .reading import Reader, suggestion
from .registry import OF_PERSON, OF_PRACTICE

GRAMMAR = 1
KEYS = (
    *("grammar", "code", "title", "version", "effective_from", "contract_year_start", "entry_months"),
    *("provisional_tier_allowed", "decision", "role_groups", "tiers", "notes"),
)


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier asks for its own requirement and for those of every tier before it."""

    code: str
    label: str
    requirement: Requirement


@dataclass(frozen=True, slots=True)
class Framework:
    """`contract_year_start` is (month, day). `entry_months` from enrolment turn not met into not yet due."""

    code: str
    title: str
    version: int
    effective_from: date
    contract_year_start: tuple[int, int]
    entry_months: int
    provisional_tier_allowed: bool
    automatic_decisions: bool
    tiers: tuple[Tier, ...]
    role_groups: Mapping[str, frozenset[str]]

    def nodes(self) -> Iterator[Requirement]:
        """Every requirement of every tier, parents before their parts."""
        for tier in self.tiers:
            yield from _walk(tier.requirement)

    def keys_of_person(self) -> Iterator[str]:
        """The keys of the requirements that a person meets, not the practice."""
        for node in self.nodes():
            if isinstance(node, People):
                for part in node.parts:
                    yield from (below.key for below in _walk(part))

    def node(self, key: str) -> Requirement:
        found = next((node for node in self.nodes() if node.key == key), None)
        if found is None:
            raise LookupError(f"framework {self.code!r} has no requirement {key!r}")
        return found


def _walk(node: Requirement) -> Iterator[Requirement]:
    yield node
    for part in node.parts:
        yield from _walk(part)


class DocumentContext:
    def __init__(self, role_groups: Mapping[str, frozenset[str]]) -> None:
        self.role_groups = role_groups
        self.paths: dict[str, str] = {}

    def requirement(self, value: Any, path: str, *, of_person: bool) -> Requirement:
        kinds = OF_PERSON if of_person else OF_PRACTICE
        kind = value.get("kind") if isinstance(value, Mapping) else None
        if not isinstance(kind, str) or kind not in kinds:
            Reader(value, path, value if isinstance(value, Mapping) else ())
            whose = "person" if of_person else "practice"
            told = suggestion(str(kind or ""), kinds)
            raise GrammarError(f"{path}.kind", f"unknown kind {kind!r} of {whose} requirement{told}")
        reader = Reader(value, path, kinds[kind].keys)
        common = read_common(reader, of_person=of_person)
        self._claim(common, path)
        return kinds[kind].read(reader, common, self)

    def _claim(self, common: Common, path: str) -> None:
        if common.key in self.paths:
            raise GrammarError(f"{path}.key", f"{common.key!r} is already the key of {self.paths[common.key]}")
        self.paths[common.key] = path


def parse(document: Mapping[str, Any]) -> Framework:
    """The framework a document describes. Raises GrammarError with the path to whatever is wrong."""
    reader = Reader(document, "", KEYS)
    if reader.whole("grammar", least=1) != GRAMMAR:
        raise GrammarError("grammar", f"this engine reads grammar {GRAMMAR}")
    context = DocumentContext(_role_groups(reader))
    framework = Framework(
        code=reader.text("code"),
        title=reader.text("title"),
        version=reader.whole("version", least=1),
        effective_from=reader.day("effective_from"),
        contract_year_start=_month_and_day(reader),
        entry_months=reader.whole("entry_months", least=0, default=0),
        provisional_tier_allowed=reader.flag("provisional_tier_allowed", False),
        automatic_decisions=_decision(reader),
        tiers=tuple(_tier(value, path, context) for value, path in reader.items("tiers")),
        role_groups=context.role_groups,
    )
    _check(framework, context.paths)
    return framework


def _role_groups(reader: Reader) -> Mapping[str, frozenset[str]]:
    groups = reader.value.get("role_groups") or {}
    inner = Reader(groups, "role_groups", groups if isinstance(groups, Mapping) else ())
    return {name: frozenset(inner.texts(name)) for name in inner.value}


def _month_and_day(reader: Reader) -> tuple[int, int]:
    text = reader.text("contract_year_start", "04-01")
    try:
        day = date.fromisoformat(f"2001-{text}")
    except ValueError:
        day = date.max
    if day.day > 28:
        raise GrammarError("contract_year_start", f"must be a month and a day up to 28, such as 04-01, not {text!r}")
    return day.month, day.day


def _decision(reader: Reader) -> bool:
    if not reader.has("decision"):
        return False
    inner = Reader(reader.raw("decision"), "decision", ("automatic", "by", "notes"))
    return inner.flag("automatic", False)


def _tier(value: Any, path: str, context: DocumentContext) -> Tier:
    reader = Reader(value, path, ("code", "label", "requirement"))
    requirement = context.requirement(reader.raw("requirement"), reader.at("requirement"), of_person=False)
    if requirement.common.informative:
        raise GrammarError(f"{reader.at('requirement')}.informative", "the requirement of a tier must count")
    code = reader.text("code")
    return Tier(code, reader.text("label", code), requirement)


def _check(framework: Framework, paths: Mapping[str, str]) -> None:
    if len({tier.code for tier in framework.tiers}) < len(framework.tiers):
        raise GrammarError("tiers", "two tiers have the same code")
    visits = {node.key for node in framework.nodes() if isinstance(node, Visits)}
    for node in framework.nodes():
        if isinstance(node, Feedback) and node.visits not in visits:
            told = suggestion(node.visits, visits) if visits else "; the framework has none"
            raise GrammarError(f"{paths[node.key]}.visits", f"no visits requirement {node.visits!r}{told}")
