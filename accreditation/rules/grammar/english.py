"""Requirements in plain English, one sentence a clause."""

from collections.abc import Iterator
from typing import NamedTuple

from . import words
from .base import CAUSE_WORDS, MEASURES, Applies, Grace, Plans, Requirement, SizeRange
from .registry import OF_PERSON, OF_PRACTICE


class Clause(NamedTuple):
    """One line of an outline; `depth` 0 is the requirement asked for."""

    depth: int
    key: str
    sentence: str


def to_english(requirement: Requirement) -> str:
    """The clause of this requirement alone, as one sentence."""
    said = OF_PRACTICE.get(requirement.kind) or OF_PERSON[requirement.kind]
    text = said.english(requirement)
    if requirement.common.grace:
        text += f"; {_grace(requirement.common.grace)}"
    if requirement.common.plans:
        text += f"; {_plans(requirement.common.plans)}"
    if requirement.common.unknown_as != "unknown":
        text += f"; where the data cannot say: {words.code(requirement.common.unknown_as)}"
    if requirement.common.applies_when:
        text += f"; asked for only {_applies(requirement.common.applies_when)}"
    if requirement.common.informative:
        text += " (shown, not asked for)"
    return words.sentence(text)


def outline(requirement: Requirement) -> tuple[Clause, ...]:
    """The requirement and everything below it, in reading order."""
    return tuple(_clauses(requirement, 0))


def _clauses(requirement: Requirement, depth: int) -> Iterator[Clause]:
    yield Clause(depth, requirement.key, to_english(requirement))
    for part in requirement.parts:
        yield from _clauses(part, depth + 1)


def _plans(plans: Plans) -> str:
    return f"an agreed plan stands in for it for up to {plans.max_days} days{_uses(plans.per_contract_year)}"


def _applies(applies: Applies) -> str:
    said = []
    if applies.size:
        said.append(_size(applies.size))
    if applies.roles:
        said.append(f"where there is {words.roles(applies.roles.names)}")
    if applies.tier:
        said.append(f"while “{words.code(applies.tier)}” is satisfied")
    if applies.first_day:
        said.append(f"from {words.day(applies.first_day)}")
    if applies.last_day:
        said.append(f"up to {words.day(applies.last_day)}")
    return words.listed(said)


def _size(size: SizeRange) -> str:
    least = f"at least {size.at_least}" if size.at_least is not None else ""
    most = f"at most {size.at_most}" if size.at_most is not None else ""
    when = " when the contract year began" if size.counted == "contract_year" else ""
    return f"with {' and '.join(filter(None, (least, most)))} {words.code(MEASURES[size.measure]).lower()}{when}"


def _uses(uses: int | None) -> str:
    return "" if uses is None else f", {'once' if uses == 1 else f'{words.number(uses)} times'} in a contract year"


def _grace(grace: Grace) -> str:
    when = words.listed((CAUSE_WORDS[cause] for cause in grace.on), "or")
    limit = _uses(grace.uses_per_contract_year)
    return f"{grace.days} days of grace when {when}{limit}"
