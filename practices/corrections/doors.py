"""The operations that put something right, each by its kind. Rooms open their doors when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Door:
    """`operation` is told the arguments, `by` and `at`, all by name. `label` is what it does; `words` says, of given
    arguments, what to what, by name and in one sentence; `place` is where the corrected record is shown.
    """

    kind: str
    label: str
    operation: Callable[..., object]
    words: Callable[[Arguments], str]
    place: Callable[[Arguments], str]


_doors: dict[str, Door] = {}


def open_door(door: Door) -> None:
    _doors[door.kind] = door


def door_of(kind: str) -> Door:
    if kind not in _doors:
        raise LookupError(f"No room has opened a door for corrections of the kind {kind!r}.")
    return _doors[kind]


def doors() -> Mapping[str, Door]:
    return dict(_doors)
