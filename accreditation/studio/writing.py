"""A document as the raw values of its blocks, and back. What is left empty is left out of the document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from accreditation.rules.grammar.fields import Field, Fields, Shape
from accreditation.rules.grammar.framework import FIELDS
from accreditation.rules.grammar.registry import OF_PERSON, OF_PRACTICE

FIXED = ("grammar", "code", "version")
EDITED: Fields = tuple(field for field in FIELDS if field.name not in FIXED)
FLAGS = {True: "yes", False: "no"}


def to_raw(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the blocks of the editor hold for the document, but for what nobody edits."""
    return [{"type": "framework", "value": _object(EDITED, document), "id": None}]


def to_document(raw: Sequence[Mapping[str, Any]], *, fixed: Mapping[str, Any]) -> dict[str, Any]:
    """The document that the blocks spell, finished or not; `fixed`: its grammar, code and version."""
    written = _written(EDITED, raw[0]["value"]) if raw else {}
    return {**fixed, **written}


def fixed_part(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: document[name] for name in FIXED if name in document}


def _object(fields: Fields, held: Mapping[str, Any]) -> dict[str, Any]:
    return {field.name: _raw(field, held.get(field.name)) for field in fields}


def _raw(field: Field, value: Any) -> Any:
    match field.shape:
        case Shape.FLAG:
            return FLAGS.get(value, "") if isinstance(value, bool) else ""
        case Shape.DAY:
            return _day(value)
        case Shape.TEXTS | Shape.ROLES:
            return list(value or [])
        case Shape.OBJECT:
            return _object(field.fields, value or {})
        case Shape.OBJECTS:
            return [_item(_object(field.fields, each)) for each in value or []]
        case Shape.MAPPING:
            return [_item({"name": name, "values": [_spelt(each) for each in held]}) for name, held in _pairs(value)]
        case Shape.NOTES:
            return [_item({"name": name, "text": held}) for name, held in _pairs(value)]
        case Shape.REQUIREMENT:
            return [] if value is None else [_requirement(value, of_person=field.of_person)]
        case Shape.REQUIREMENTS:
            return [_requirement(each, of_person=field.of_person) for each in value or []]
        case Shape.WHOLE | Shape.NUMBER:
            return value
        case _:
            return "" if value is None else value


def _requirement(value: Mapping[str, Any], *, of_person: bool) -> dict[str, Any]:
    fields = (OF_PERSON if of_person else OF_PRACTICE)[value["kind"]].fields
    return {"type": value["kind"], "value": _object(fields, value)}


def _item(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": None}


def _pairs(value: Mapping[str, Any] | None) -> list[tuple[str, Any]]:
    return list((value or {}).items())


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _spelt(value: Any) -> str:
    """A value that a text box can hold: JSON where the bare word would be read as something else."""
    if isinstance(value, str) and _read(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def _read(text: str) -> Any:
    """Numbers, true and false as such, and whatever stands in quotes as text; every other word as it is."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, bool | int | str) else text


def _written(fields: Fields, raw: Mapping[str, Any]) -> dict[str, Any]:
    values = {field.name: _value(field, raw.get(field.name)) for field in fields}
    return {name: value for name, value in values.items() if value is not None}


def _value(field: Field, raw: Any) -> Any:
    """None for what was left empty."""
    if raw is None or raw == "" or raw == []:
        return None
    match field.shape:
        case Shape.FLAG:
            return raw == "yes"
        case Shape.DAY:
            return raw.isoformat() if isinstance(raw, date) else str(raw)
        case Shape.NUMBER:
            return int(raw) if float(raw).is_integer() else float(raw)
        case Shape.OBJECT:
            return _written(field.fields, raw) or None
        case Shape.OBJECTS:
            return [_written(field.fields, each["value"]) for each in raw]
        case Shape.MAPPING:
            return {each["value"]["name"]: [_read(text) for text in each["value"]["values"]] for each in raw}
        case Shape.NOTES:
            return {each["value"]["name"]: each["value"]["text"] for each in raw}
        case Shape.REQUIREMENT:
            return _spoken(raw[0], of_person=field.of_person)
        case Shape.REQUIREMENTS:
            return [_spoken(each, of_person=field.of_person) for each in raw]
        case _:
            return raw


def _spoken(raw: Mapping[str, Any], *, of_person: bool) -> dict[str, Any]:
    fields = (OF_PERSON if of_person else OF_PRACTICE)[raw["type"]].fields
    return {"kind": raw["type"], **_written(fields, raw["value"])}


def depth_of(value: Any) -> int:
    """How many requirements stand in one another, at the deepest."""
    if isinstance(value, Mapping):
        return int("kind" in value) + max((depth_of(each) for each in value.values()), default=0)
    return max((depth_of(each) for each in value), default=0) if isinstance(value, list) else 0
