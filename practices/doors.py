"""Links that other rooms put on a person's page here. This room does not know theirs; they name their door to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from practices.access import Access
from practices.models import Person, Practice
from practices.roles import Permission


@dataclass(frozen=True)
class Door:
    """Shown to whoever has the permission at the practice."""

    text: str
    permission: Permission
    address: Callable[[Practice, Person], str]


_doors: dict[str, Door] = {}


def register_door(door: Door) -> None:
    _doors[door.text] = door


def doors_of(access: Access, practice: Practice, person: Person) -> list[dict[str, str]]:
    """The links for whoever looks, by their text."""
    shown = [door for _text, door in sorted(_doors.items()) if access.may_at(door.permission, practice)]
    return [{"text": door.text, "href": door.address(practice, person)} for door in shown]
