"""From the path of what is wrong in a document to the block in which it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError

from accreditation.rules.grammar import GrammarError
from accreditation.rules.grammar.fields import Field, Fields, Shape
from accreditation.rules.grammar.registry import OF_PERSON, OF_PRACTICE
from accreditation.studio.writing import EDITED

STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
VERBS = ("is ", "must ", "asks ", "names ", "needs ", "has ")
Step = int | str


@dataclass
class Fault:
    """What is wrong at one place, and at the places inside it."""

    messages: list[str] = field(default_factory=list)
    inside: dict[Step, Fault] = field(default_factory=dict)

    def at(self, step: Step) -> Fault:
        return self.inside.setdefault(step, Fault())

    def everything(self) -> list[str]:
        """Also what is wrong inside, for a block that has no place for it."""
        return [*self.messages, *(text for each in self.inside.values() for text in each.everything())]


def error_of(problems: Iterable[GrammarError], document: Any) -> ValidationError | None:
    """One error for the blocks of the whole framework, which shows each sentence at its own block."""
    top = Fault()
    for problem in problems:
        place = top
        for step in steps_of(problem.path):
            place = place.at(step)
        place.messages.append(problem.message)
    if not (top.inside or top.messages):
        return None
    return StreamBlockValidationError({0: _of_object(EDITED, top, document)})


def steps_of(path: str) -> list[Step]:
    return [int(index) if index else name for index, name in STEP.findall(path)]


def _of_object(fields: Fields, fault: Fault, held: Any) -> StructBlockValidationError:
    known = {each.name: each for each in fields}
    below = {
        name: _of_field(known[str(name)], each, _held(held, name))
        for name, each in fault.inside.items()
        if name in known
    }
    others = [text for name, each in fault.inside.items() if name not in known for text in each.everything()]
    return StructBlockValidationError(below, [_sentence(text) for text in (*fault.messages, *others)])


def _of_field(field: Field, fault: Fault, held: Any) -> ValidationError:
    own = [_told(field, text) for text in fault.messages]
    match field.shape:
        case Shape.OBJECT:
            return _of_object(field.fields, fault, held)
        case Shape.OBJECTS:
            items = {i: _of_object(field.fields, each, _held(held, i)) for i, each in fault.inside.items()}
            return ListBlockValidationError(items, own)
        case Shape.REQUIREMENT:
            if fault.inside or (fault.messages and isinstance(held, dict)):
                return StreamBlockValidationError({0: _of_requirement(field, fault, held)})
            return StreamBlockValidationError(non_block_errors=own)
        case Shape.REQUIREMENTS:
            those = {i: _of_requirement(field, each, _held(held, i)) for i, each in fault.inside.items()}
            return StreamBlockValidationError(those, own)
        case Shape.MAPPING | Shape.NOTES:
            return ListBlockValidationError(_of_names(fault, held), own)
        case _:
            return ValidationError([_told(field, text) for text in fault.everything()])


def _of_requirement(field: Field, fault: Fault, held: Any) -> StructBlockValidationError:
    kind = held.get("kind") if isinstance(held, dict) else None
    said = (OF_PERSON if field.of_person else OF_PRACTICE).get(str(kind))
    return _of_object(said.fields if said else (), fault, held)


def _of_names(fault: Fault, held: Any) -> dict[int, StructBlockValidationError]:
    names = list(held) if isinstance(held, dict) else []
    return {
        names.index(name): StructBlockValidationError(non_block_errors=[_sentence(text) for text in each.everything()])
        for name, each in fault.inside.items()
        if name in names
    }


def _held(held: Any, step: Step) -> Any:
    if isinstance(held, dict):
        return held.get(step)
    return held[step] if isinstance(held, list) and isinstance(step, int) and step < len(held) else None


def _told(field: Field, text: str) -> str:
    return _sentence(f"{field.label} {text}" if text.startswith(VERBS) else f"{field.label}: {text}")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?')) else '.'}"
