"""A document that is still being written: all that is wrong with it, and as much of it in English as can be said."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .grammar import GrammarError, parse, to_english
from .grammar.base import Requirement
from .grammar.fields import Field, Shape
from .grammar.framework import DocumentContext
from .grammar.registry import OF_PERSON, OF_PRACTICE

INDEX = re.compile(r"\[(\d+)\]")
NESTED = (Shape.REQUIREMENT, Shape.REQUIREMENTS)
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A requirement as it is written, finished or not; `path` leads to it in the document."""

    path: str
    value: Any
    of_person: bool

    @property
    def kind(self) -> str:
        return str(self.value.get("kind", "")) if isinstance(self.value, Mapping) else ""

    @property
    def fields(self) -> tuple[Field, ...]:
        said = (OF_PERSON if self.of_person else OF_PRACTICE).get(self.kind)
        return said.fields if said else ()

    @property
    def label(self) -> str:
        value = self.value if isinstance(self.value, Mapping) else {}
        return str(value.get("label") or value.get("key") or self.kind.replace("_", " ") or "a requirement")

    @property
    def parts(self) -> tuple["Node", ...]:
        return tuple(_below(self.fields, self.value, self.path))

    def walk(self) -> Iterator["Node"]:
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class DraftClause:
    """One requirement in words, or what keeps it from being said; and those below it."""

    path: str
    sentence: str
    why: str
    trouble: str
    parts: tuple["DraftClause", ...]


def tops(document: Document) -> list[Node]:
    """The requirement of each tier that has one."""
    tiers = document.get("tiers")
    return [
        Node(f"tiers[{index}].requirement", tier["requirement"], of_person=False)
        for index, tier in enumerate(tiers if isinstance(tiers, list) else ())
        if isinstance(tier, Mapping) and tier.get("requirement") is not None
    ]


def nodes(document: Document) -> list[Node]:
    return [node for top in tops(document) for node in top.walk()]


def troubles(document: Document) -> list[GrammarError]:
    """Everything that keeps the document from being a framework: in each requirement at least the first thing."""
    found = [problem for node in nodes(document) if (problem := _read_alone(node, document)[1])]
    seen = {problem.path for problem in found}
    for candidate in (_without_tiers(document), document):
        problem = _refusal(candidate)
        if problem and not (found and candidate is document) and problem.path not in seen:
            found.append(problem)
            seen.add(problem.path)
    return found


def clauses(document: Document) -> list[DraftClause]:
    return [_clause(top, document) for top in tops(document)]


def _clause(node: Node, document: Document) -> DraftClause:
    read, problem = _read_alone(node, document)
    return DraftClause(
        path=node.path,
        sentence=to_english(read) if read else node.label,
        why=str(node.value.get("why", "")) if isinstance(node.value, Mapping) else "",
        trouble=said(problem, node.path) if problem else "",
        parts=tuple(_clause(part, document) for part in node.parts),
    )


def sentences(document: Document) -> list[str]:
    """Every trouble as a sentence, beginning with the requirement that it is in."""
    every = nodes(document)
    return [_in(every, problem) for problem in troubles(document)]


def said(problem: GrammarError, within: str = "") -> str:
    """The trouble as a sentence, with the rest of its path."""
    place = INDEX.sub(_ordinal, problem.path.removeprefix(within).strip(".")).replace("_", " ").replace(".", ", ")
    text = f"{place} {problem.message}" if place else problem.message
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?')) else '.'}"


def _in(every: list[Node], problem: GrammarError) -> str:
    holders = [node for node in every if problem.path == node.path or problem.path.startswith(f"{node.path}.")]
    if not holders:
        return said(problem)
    holder = max(holders, key=lambda node: len(node.path))
    rest = said(problem, holder.path)
    return f"“{holder.label}”: {rest[:1].lower()}{rest[1:]}"


def _ordinal(index: re.Match[str]) -> str:
    return f" {int(index[1]) + 1}"


def _below(fields: Iterable[Field], value: Mapping[str, Any], path: str) -> Iterator[Node]:
    """The requirements in an object, and in the objects in it."""
    for field in fields:
        held = value.get(field.name)
        here = f"{path}.{field.name}"
        if field.shape is Shape.REQUIREMENT and held is not None:
            yield Node(here, held, field.of_person)
        elif field.shape is Shape.OBJECT and isinstance(held, Mapping):
            yield from _below(field.fields, held, here)
        elif isinstance(held, list):
            for index, each in enumerate(held):
                if field.shape is Shape.REQUIREMENTS:
                    yield Node(f"{here}[{index}]", each, field.of_person)
                elif field.shape is Shape.OBJECTS and isinstance(each, Mapping):
                    yield from _below(field.fields, each, f"{here}[{index}]")


def _sound_below(fields: Iterable[Field], value: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The object with a sound requirement in place of each that `_below` finds."""
    sound = dict(value)
    for field in fields:
        held = value.get(field.name)
        here = f"{path}.{field.name}"
        if field.shape is Shape.REQUIREMENT and held is not None:
            sound[field.name] = _sound(Node(here, held, field.of_person))
        elif field.shape is Shape.OBJECT and isinstance(held, Mapping):
            sound[field.name] = _sound_below(field.fields, held, here)
        elif isinstance(held, list) and field.shape in (Shape.REQUIREMENTS, Shape.OBJECTS):
            sound[field.name] = [_sound_item(field, each, f"{here}[{index}]") for index, each in enumerate(held)]
    return sound


def _sound_item(field: Field, each: Any, path: str) -> Any:
    if field.shape is Shape.REQUIREMENTS:
        return _sound(Node(path, each, field.of_person))
    return _sound_below(field.fields, each, path) if isinstance(each, Mapping) else each


def _read_alone(node: Node, document: Document) -> tuple[Requirement | None, GrammarError | None]:
    """The requirement with a sound one in place of each below it, so that only its own faults show."""
    value = _sound_below(node.fields, node.value, node.path) if node.fields else node.value
    try:
        read = DocumentContext(_role_groups(document)).requirement(value, node.path, of_person=node.of_person)
    except GrammarError as problem:
        return None, problem
    return read, None


def _sound(node: Node) -> dict[str, Any]:
    is_shown_only = isinstance(node.value, Mapping) and node.value.get("informative") is True
    kind = {"kind": "course", "any_of": ["any"]} if node.of_person else {"kind": "declaration", "any_of": ["any"]}
    shown = {"informative": True} if is_shown_only and not node.of_person else {}
    key = node.value.get("key") if isinstance(node.value, Mapping) else None
    return {"key": key if isinstance(key, str) and key.strip() else node.path, "label": node.label, **kind, **shown}


def _role_groups(document: Document) -> Mapping[str, frozenset[str]]:
    groups = document.get("role_groups")
    if not isinstance(groups, Mapping):
        return {}
    return {str(name): frozenset(map(str, held)) for name, held in groups.items() if isinstance(held, list)}


def _without_tiers(document: Document) -> Document:
    """The document with a sound requirement in each tier."""
    tiers = document.get("tiers")
    if not isinstance(tiers, list):
        return document
    return {**document, "tiers": [_with_a_sound_one(tier, index) for index, tier in enumerate(tiers)]}


def _with_a_sound_one(tier: Any, index: int) -> Any:
    if not isinstance(tier, Mapping) or tier.get("requirement") is None:
        return tier
    return {**tier, "requirement": {"key": f"sound-{index}", "kind": "declaration", "any_of": ["any"]}}


def _refusal(document: Document) -> GrammarError | None:
    try:
        parse(document)
    except GrammarError as problem:
        return problem
    return None
