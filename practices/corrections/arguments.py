"""What an operation is told, as typed JSON and back: days, numbers, codes, and rows by their key. No names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._/-]{0,98}[A-Za-z0-9])?")
Plain = Any


class NotPlain(ValueError):
    """An argument that cannot be kept: free text, or something that is neither a day, a number, a code nor a row."""


def to_json(arguments: Mapping[str, Any]) -> dict[str, Plain]:
    """Raises NotPlain for what cannot be kept while a correction waits."""
    return {name: _plain(value) for name, value in arguments.items()}


def from_json(kept: Mapping[str, Plain]) -> dict[str, Any]:
    """The arguments again, rows as they are now. Raises ValueError when one of the rows is no longer there."""
    return {name: _value(plain) for name, plain in kept.items()}


def key_of(row: Model) -> str:
    """How a record is named wherever something is kept about it: `visits.visit:12`."""
    return f"{row._meta.label_lower}:{row.pk}"


def _plain(value: Any) -> Plain:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Model):
        pk = value.pk
        return {"row": value._meta.label_lower, "key": str(pk) if isinstance(pk, UUID) else pk}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return _code(value)
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_plain(each) for each in value]
    raise NotPlain(f"A correction cannot keep a {type(value).__name__}.")


def _code(value: str) -> str:
    if value and not CODE.fullmatch(value):
        raise NotPlain("A correction keeps days, numbers and codes, and no free text. Give its reason instead.")
    return str(value)


def _value(plain: Plain) -> Any:
    if isinstance(plain, list):
        return [_value(each) for each in plain]
    if not isinstance(plain, dict):
        return plain
    if "day" in plain:
        return date.fromisoformat(plain["day"])
    if "number" in plain:
        return Decimal(plain["number"])
    row = apps.get_model(plain["row"])._default_manager.filter(pk=plain["key"]).first()
    if row is None:
        raise ValueError("What this correction is about is no longer there. Look at the record again.")
    return row
