"""What was found in a package: what the site has to know to offer and to play it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from courses.enums import MoveOn, PackageKind
from courses.packages.names import check_name, shown
from courses.packages.refusal import PackageRefused

LONGEST_TITLE = 160


@dataclass(frozen=True)
class Unit:
    """A part that is started by itself and reports by itself: a SCO, or an assignable unit.

    `href` is its file with its query; `mastery` is in per cent; `data` is what it is handed when it starts.
    """

    key: str
    title: str
    href: str
    mastery: int | None = None
    move_on: str = MoveOn.COMPLETED_OR_PASSED
    data: str = ""

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Unit:
        return cls(**values)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Contents:
    kind: PackageKind
    edition: str
    title: str
    units: tuple[Unit, ...]
    notes: tuple[str, ...] = field(default=())


def file_of(href: str) -> str:
    """The name in the package of the file an address leads to."""
    return unquote(urlsplit(href).path)


def inside(href: str, files: Mapping[str, Any], what: str) -> str:
    """The address, if it is one of a file of the package. `what` begins the sentence when it is not."""
    try:
        parts = urlsplit(href)
    except ValueError as error:
        raise PackageRefused(f"{what} starts at {shown(href)}, which is not an address.") from error
    if parts.scheme or parts.netloc or href.startswith("//"):
        raise PackageRefused(
            f"{what} starts at {shown(href)}, on another site. What is played has to be in the package."
        )
    name = file_of(href)
    check_name(name)
    if name not in files:
        raise PackageRefused(f"{what} starts with {shown(name)}, which is not in the package.")
    return href


def short(text: str | None, otherwise: str) -> str:
    plain = " ".join((text or "").split())
    return (plain or otherwise)[:LONGEST_TITLE]
