"""A whole framework document, read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from .award import AWARD_FIELDS, AwardRule, read_award
from .base import Common, Requirement, read_common
from .decision import DECISION_FIELDS, DecisionRules, read_decision
from .equivalence import EQUIVALENCE_FIELDS, Equivalence, read_equivalences
from .errors import GrammarError
from .fields import a_group, day, flag, groups, mapping, names, notes, requirement, text, texts, whole
from .practice import Feedback, Visits
from .reading import Reader, suggestion
from .registry import OF_PERSON, OF_PRACTICE
from .unit import SUCCESSION_FIELDS, SuccessionRule, read_succession

GRAMMAR = 1
TIER_FIELDS = (
    text("code", "Its name: short, unique, without spaces.", must=True),
    text("label", "What people read. Empty: the code."),
    requirement(
        "requirement", "What the tier asks for, beside what the tiers it includes ask for.", of_person=False, must=True
    ),
    texts("includes", "Codes of earlier tiers that it includes. Empty: every tier before it; an add-on none."),
    flag("addon", "Whether it stands beside the tiers, instead of on top of them. Empty: no."),
)
FIELDS = (
    whole("grammar", "The grammar it is written in.", least=1, must=True),
    text("code", "The framework's name: short, without spaces. The same in every version.", must=True),
    text("title", "What people read.", must=True),
    whole("version", "Counts up.", least=1, must=True),
    day("effective_from", "The first day on which the version applies.", must=True),
    text("contract_year_start", "Month and day, up to the 28th, such as 04-01. Empty: 1 April."),
    whole("entry_months", "Months from enrolment in which what is missing is not yet due. Empty: none.", least=0),
    flag("provisional_tier_allowed", "Whether an award may be granted in the entry period. Empty: no."),
    a_group("decision", DECISION_FIELDS, "How awards are decided."),
    a_group("award", AWARD_FIELDS, "How long an award lasts. Empty: until it is taken away."),
    a_group("succession", SUCCESSION_FIELDS, "What counts of a practice that this one took over. Empty: nothing."),
    flag("downgrade", "Whether who loses a tier keeps the highest one still met. Empty: no."),
    mapping("role_groups", "Names for groups of roles, such as gp: gp_partner, salaried_gp."),
    groups("tiers", TIER_FIELDS, "From the first to the highest.", must=True),
    groups("equivalences", EQUIVALENCE_FIELDS, "Credentials that stand for a course or another credential."),
    notes("notes", "What people should know besides, by topic. No part of any verdict."),
)


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier asks for its own requirement and for those of every tier it includes, directly or not.

    `includes`: codes, in the framework's order. An add-on stands beside the ladder of tiers.
    """

    code: str
    label: str
    requirement: Requirement
    includes: tuple[str, ...] = ()
    addon: bool = False


@dataclass(frozen=True)
class Framework:
    """`contract_year_start` is (month, day). `entry_months` from enrolment turn not met into not yet due."""

    code: str
    title: str
    version: int
    effective_from: date
    contract_year_start: tuple[int, int]
    entry_months: int
    provisional_tier_allowed: bool
    decision: DecisionRules
    award: AwardRule
    downgrade: bool
    succession: SuccessionRule | None
    tiers: tuple[Tier, ...]
    role_groups: Mapping[str, frozenset[str]]
    equivalences: tuple[Equivalence, ...] = ()

    def nodes(self) -> Iterator[Requirement]:
        """Every requirement of every tier, parents before their parts."""
        return iter(self.by_key.values())

    @cached_property
    def by_key(self) -> Mapping[str, Requirement]:
        """In the order of `nodes`."""
        return {node.key: node for tier in self.tiers for node in _walk(tier.requirement)}

    def keys_of_person(self) -> frozenset[str]:
        """The keys of the requirements that a person meets, not the practice."""
        return self._of_person

    @cached_property
    def _of_person(self) -> frozenset[str]:
        parts = (part for node in self.nodes() if node.of_people for part in node.parts)
        return frozenset(below.key for part in parts for below in _walk(part))

    def node(self, key: str) -> Requirement:
        found = self.by_key.get(key)
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
            other = OF_PRACTICE if of_person else OF_PERSON
            told = "; it is one of the " + ("practice" if of_person else "person")
            told = told if kind in other else suggestion(str(kind or ""), kinds)
            raise GrammarError(f"{path}.kind", f"unknown kind {kind!r} of {whose} requirement{told}")
        reader = Reader(value, path, kinds[kind].keys)
        common = read_common(reader, self, of_person=of_person)
        self._claim(common, path)
        return kinds[kind].read(reader, common, self)

    def _claim(self, common: Common, path: str) -> None:
        if common.key in self.paths:
            raise GrammarError(f"{path}.key", f"{common.key!r} is already the key of {self.paths[common.key]}")
        self.paths[common.key] = path


def parse(document: Mapping[str, Any]) -> Framework:
    """The framework a document describes. Raises GrammarError with the path to whatever is wrong."""
    reader = Reader(document, "", names(FIELDS))
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
        decision=read_decision(reader.raw("decision")) if reader.has("decision") else DecisionRules(),
        award=read_award(reader),
        downgrade=reader.flag("downgrade", False),
        succession=read_succession(reader),
        tiers=_tiers(reader, context),
        role_groups=context.role_groups,
        equivalences=read_equivalences(reader),
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


def _tiers(reader: Reader, context: DocumentContext) -> tuple[Tier, ...]:
    tiers: list[Tier] = []
    for value, path in reader.items("tiers"):
        tiers.append(_tier(Reader(value, path, names(TIER_FIELDS)), context, tiers))
    if tiers[0].addon:
        raise GrammarError("tiers[0].addon", "the first tier cannot be an add-on")
    if len({tier.code for tier in tiers}) < len(tiers):
        raise GrammarError("tiers", "two tiers have the same code")
    return tuple(tiers)


def _tier(reader: Reader, context: DocumentContext, before: list[Tier]) -> Tier:
    requirement = context.requirement(reader.raw("requirement"), reader.at("requirement"), of_person=False)
    if requirement.common.informative:
        raise GrammarError(f"{reader.at('requirement')}.informative", "the requirement of a tier must count")
    code, addon = reader.text("code"), reader.flag("addon", False)
    ladder = [] if addon else [tier.code for tier in before if not tier.addon]
    named = reader.texts("includes", default=ladder)
    known = [tier.code for tier in before]
    for index, each in enumerate(named):
        if each not in known:
            told = suggestion(each, known) if known else "; it is the first"
            raise GrammarError(f"{reader.at('includes')}[{index}]", f"no tier {each!r} before this one{told}")
    whole_set = set(named).union(*(tier.includes for tier in before if tier.code in named))
    included = tuple(each for each in known if each in whole_set)
    return Tier(code, reader.text("label", code), requirement, included, addon)


def _check(framework: Framework, paths: Mapping[str, str]) -> None:
    _check_tiers_asked_about(framework, paths)
    visits = {node.key for node in framework.nodes() if isinstance(node, Visits)}
    for node in framework.nodes():
        if isinstance(node, Feedback) and node.visits not in visits:
            told = suggestion(node.visits, visits) if visits else "; the framework has none"
            raise GrammarError(f"{paths[node.key]}.visits", f"no visits requirement {node.visits!r}{told}")


def _check_tiers_asked_about(framework: Framework, paths: Mapping[str, str]) -> None:
    """A requirement may hang on a tier before its own, so that none hangs on itself."""
    before: list[str] = []
    for tier in framework.tiers:
        for node in _walk(tier.requirement):
            asked = node.common.applies_when.tier if node.common.applies_when else ""
            if asked and asked not in before:
                told = suggestion(asked, before) if before else "; it is the first"
                raise GrammarError(f"{paths[node.key]}.applies_when.tier", f"no tier {asked!r} before its own{told}")
        before.append(tier.code)
