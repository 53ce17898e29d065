"""Requirements in plain English, one sentence a clause."""

from collections.abc import Iterator
from typing import NamedTuple

from . import words
from .base import Grace, Requirement
from .registry import OF_PERSON, OF_PRACTICE

CAUSE_WORDS = {
    "person_left": "somebody leaves",
    "vacant": "a post falls vacant",
    "expired": "evidence runs out",
}


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


def _grace(grace: Grace) -> str:
    when = words.listed((CAUSE_WORDS[cause] for cause in grace.on), "or")
    uses = grace.uses_per_contract_year
    limit = "" if uses is None else f", {'once' if uses == 1 else f'{words.number(uses)} times'} in a contract year"
    return f"{grace.days} days of grace when {when}{limit}"
