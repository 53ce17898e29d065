"""What exactly is sealed of an entry and of a void: every column, in one spelling, read as text from either database.

- Keys sorted, no spaces, everything beyond ASCII escaped. Text is not normalised: é in one code point and é in two
  are two texts, as they are for the database.
- Moments are UTC with six digits of a second, days ISO, keys of people lower-case with hyphens, absent things null.
- Numbers are whole. A fraction has no single spelling in the two databases, and the vocabulary has none.
- What Django would read differently from what stands there (a number where a text belongs, a key twice in JSON) is
  Unreadable, and not silently the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from evidence.offline import canonical

Raw = Sequence[str | None]
BEFORE_TEXT = "blob:"


class Unreadable(ValueError):
    """A column holds what no operation writes."""


def moment_in_words(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _text(raw: str) -> str:
    if raw.startswith(BEFORE_TEXT):
        raise Unreadable("binary where text belongs")
    return raw


def _whole(raw: str) -> int:
    if str(int(raw)) != raw:
        raise Unreadable(f"{raw!r} is not a whole number")
    return int(raw)


def _day(raw: str) -> str:
    if date.fromisoformat(raw).isoformat() != raw:
        raise Unreadable(f"{raw!r} is not a day")
    return raw


def read_moment(raw: str) -> str:
    moment = datetime.fromisoformat(raw)
    if not raw.startswith(str(moment)[: len("2026-06-15 09:30:00")]):
        raise Unreadable(f"{raw!r} is not a moment")
    return moment_in_words(moment.replace(tzinfo=moment.tzinfo or UTC))


def _key(raw: str) -> str:
    key = UUID(raw)
    if raw not in (key.hex, str(key)):
        raise Unreadable(f"{raw!r} is not the key of a person")
    return str(key)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("a name stands twice in the values")
    return found


def _no_fraction(raw: str) -> Any:
    raise Unreadable(f"{raw} is not a whole number")


_decode = json.JSONDecoder(object_pairs_hook=_once, parse_float=_no_fraction, parse_constant=_no_fraction).decode


def _values(raw: str) -> Any:
    return _decode(_text(raw))


Read = Callable[[str], Any]
ENTRY: dict[str, tuple[str, Read]] = {
    "id": ("id", _whole),
    "kind": ("kind", _text),
    "person": ("person_id", _key),
    "practice": ("practice_id", _whole),
    "happened_on": ("happened_on", _day),
    "recorded_at": ("recorded_at", read_moment),
    "recorded_by": ("recorded_by_id", _key),
    "source": ("source", _text),
    "source_ref": ("source_ref", _text),
    "verification": ("verification", _whole),
    "values": ("values", _values),
}
VOID: dict[str, tuple[str, Read]] = {
    "id": ("id", _whole),
    "entry": ("entry_id", _whole),
    "recorded_at": ("recorded_at", read_moment),
    "recorded_by": ("recorded_by_id", _key),
    "reason": ("reason", _text),
}
WIDTH = len(ENTRY) + len(VOID)


def columns(vendor: str) -> str:
    """The columns of `e`, then those of `v`, as text, for a SELECT."""
    cast = {"sqlite": _sqlite_text, "postgresql": "CAST({} AS text)".format}[vendor]
    named = [f'e."{column}"' for column, _ in ENTRY.values()] + [f'v."{column}"' for column, _ in VOID.values()]
    return ", ".join(map(cast, named))


def _sqlite_text(column: str) -> str:
    return f"CASE typeof({column}) WHEN 'blob' THEN '{BEFORE_TEXT}' || hex({column}) ELSE CAST({column} AS TEXT) END"


def content_of(position: int, raw: Raw) -> dict[str, Any] | None:
    """What is sealed of a row of `columns`, at a position of the tree; None if neither entry nor void is there.

    Raises Unreadable.
    """
    if raw[0] is not None:
        return {"ledger": "entry", "position": position} | _read(ENTRY, raw[: len(ENTRY)])
    if raw[len(ENTRY)] is not None:
        return {"ledger": "void", "position": position} | _read(VOID, raw[len(ENTRY) :])
    return None


def bytes_of(position: int, raw: Raw) -> bytes | None:
    content = content_of(position, raw)
    return None if content is None else canonical(content)


def _read(table: dict[str, tuple[str, Read]], raw: Iterable[str | None]) -> dict[str, Any]:
    try:
        return {
            name: None if text is None else read(text)
            for (name, (_, read)), text in zip(table.items(), raw, strict=True)
        }
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
