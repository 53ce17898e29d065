"""cmi5.xml: the assignable units of a course structure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from courses.enums import MoveOn, PackageKind
from courses.packages import limits
from courses.packages.contents import Contents, Unit, inside, short
from courses.packages.manifest import attribute, child, local, text_of
from courses.packages.names import shown
from courses.packages.refusal import PackageRefused

STRUCTURE = "cmi5.xml"
LONGEST_ID = 500
LONGEST_DATA = 8_192


def read_cmi5(root: Element, files: Mapping[str, Any]) -> Contents:
    if local(root) != "courseStructure":
        raise PackageRefused(f"“{STRUCTURE}” is not the structure of a cmi5 course: it begins with “{local(root)}”.")
    found = [each for each in root.iter() if local(each) == "au"]
    if not found:
        raise PackageRefused("The course structure has no assignable unit: there is nothing to play.")
    if len(found) > limits.MOST_UNITS:
        raise PackageRefused(f"The package has more than {limits.MOST_UNITS} parts.")
    units = tuple(_unit(each, files, number) for number, each in enumerate(found, start=1))
    if len({unit.key for unit in units}) < len(units):
        raise PackageRefused("Two assignable units have the same id.")
    title = short(_title(child(root, "course")), units[0].title)
    return Contents(PackageKind.CMI5, "cmi5", title, units)


def _unit(element: Element, files: Mapping[str, Any], number: int) -> Unit:
    title = short(_title(element), f"Part {number}")
    key = attribute(element, "id")
    if not key or len(key) > LONGEST_ID or not _is_iri(key):
        raise PackageRefused(f"The id {shown(key)} of the assignable unit “{title[:60]}” is not an IRI.")
    move_on = attribute(element, "moveOn") or MoveOn.NOT_APPLICABLE
    if move_on not in MoveOn.values:
        raise PackageRefused(f"“{move_on[:40]}” is no rule of cmi5 for when “{title[:60]}” is done.")
    href = text_of(child(element, "url"))
    if not href:
        raise PackageRefused(f"The assignable unit “{title[:60]}” has no page to start with.")
    return Unit(
        key=key,
        title=title,
        href=inside(href, files, f"The part “{title[:60]}”"),
        mastery=_mastery(attribute(element, "masteryScore")),
        move_on=move_on,
        data=text_of(child(element, "launchParameters"))[:LONGEST_DATA],
    )


def _is_iri(text: str) -> bool:
    try:
        return bool(urlsplit(text).scheme) and not any(letter.isspace() for letter in text)
    except ValueError:
        return False


def _title(element: Element | None) -> str:
    return text_of(child(child(element, "title"), "langstring"))


def _mastery(text: str) -> int | None:
    if not text:
        return None
    try:
        share = Decimal(text)
        if not 0 <= share <= 1:
            raise InvalidOperation
    except InvalidOperation as error:
        raise PackageRefused(f"The mastery score “{text[:40]}” is not a number from 0 to 1.") from error
    return int(share * 100)
