"""imsmanifest.xml of SCORM 1.2 and 2004: the organisation that is shown, and the SCOs in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from courses.enums import PackageKind
from courses.packages import limits
from courses.packages.contents import Contents, Unit, file_of, inside, short
from courses.packages.manifest import attribute, child, children, local, text_of
from courses.packages.refusal import PackageRefused

MANIFEST = "imsmanifest.xml"
EDITIONS_2004 = ("2004", "cam 1.3", "1.3")
LONGEST_DATA = 4_096


def read_scorm(root: Element, files: Mapping[str, Any]) -> Contents:
    if local(root) != "manifest":
        raise PackageRefused(f"“{MANIFEST}” is not the manifest of a SCORM package: it begins with “{local(root)}”.")
    kind, edition = _version(root)
    organisation = _organisation(root)
    base = attribute(root, "base")
    listed = child(root, "resources")
    resources = {attribute(each, "identifier"): each for each in _resources(listed)}
    shelf = base + (attribute(listed, "base") if listed is not None else "")
    pages = 0
    units: list[Unit] = []
    for item in organisation.iter():
        if local(item) != "item" or not attribute(item, "identifierref"):
            continue
        resource = resources.get(attribute(item, "identifierref"))
        if resource is None:
            raise PackageRefused(
                f"The manifest names the resource “{attribute(item, 'identifierref')[:60]}”, and lists none."
            )
        if attribute(resource, "scormtype").lower() != "sco":
            pages += 1
            continue
        units.append(_unit(item, resource, shelf, files, len(units) + 1))
    if not units:
        raise PackageRefused("Nothing in the package reports to the site: the manifest lists no SCO.")
    if len(units) > limits.MOST_UNITS:
        raise PackageRefused(f"The package has more than {limits.MOST_UNITS} parts.")
    if len({unit.key for unit in units}) < len(units):
        raise PackageRefused("Two parts of the package have the same identifier in the manifest.")
    title = short(text_of(child(organisation, "title")), units[0].title)
    return Contents(kind, edition, title, tuple(units), tuple(_notes(root, organisation, files, units, pages)))


def _version(root: Element) -> tuple[PackageKind, str]:
    told = text_of(child(child(root, "metadata"), "schemaversion"))
    spaces = " ".join({element.tag for element in root.iter() if isinstance(element.tag, str)} | set(root.attrib))
    spaces += " ".join(key for element in root.iter() for key in element.attrib)
    if told == "1.2" or (not told and "adlcp_rootv1p2" in spaces):
        return PackageKind.SCORM_12, "1.2"
    if told.lower().startswith(EDITIONS_2004) or (not told and "adlcp_v1p3" in spaces):
        return PackageKind.SCORM_2004, told or "2004"
    if told:
        raise PackageRefused(f"The package is for “{told[:40]}”. SCORM 1.2, SCORM 2004 and cmi5 can be played.")
    raise PackageRefused("The manifest does not say which version of SCORM the package is for.")


def _organisation(root: Element) -> Element:
    organisations = child(root, "organizations")
    listed = list(children(organisations, "organization")) if organisations is not None else []
    if organisations is None or not listed:
        raise PackageRefused("The manifest has no organisation: nothing says what is shown, and in which order.")
    default = attribute(organisations, "default")
    return next((each for each in listed if attribute(each, "identifier") == default), listed[0])


def _resources(listed: Element | None) -> Iterator[Element]:
    return children(listed, "resource") if listed is not None else iter(())


def _unit(item: Element, resource: Element, shelf: str, files: Mapping[str, Any], number: int) -> Unit:
    title = short(text_of(child(item, "title")), f"Part {number}")
    what = f"The part “{title[:60]}”"
    href = attribute(resource, "href")
    if not href:
        raise PackageRefused(f"{what} has no page to start with.")
    address = urljoin(shelf + attribute(resource, "base"), href) if shelf or attribute(resource, "base") else href
    launch = inside(address, files, what)
    return Unit(
        key=short(attribute(item, "identifier"), f"item-{number}")[:100],
        title=title,
        href=_with_parameters(launch, attribute(item, "parameters")),
        mastery=_mastery(item),
        data=text_of(next((each for each in item if local(each).lower() == "datafromlms"), None))[:LONGEST_DATA],
    )


def _with_parameters(href: str, parameters: str) -> str:
    """As the content aggregation model says: joined by ? or &, whichever is missing."""
    while parameters[:1] in ("?", "&"):
        parameters = parameters[1:]
    if not parameters:
        return href
    if parameters.startswith("#"):
        return href if "#" in href else href + parameters
    return f"{href}{'&' if '?' in href else '?'}{parameters}"


def _mastery(item: Element) -> int | None:
    """In per cent: SCORM 1.2 writes 0 to 100, SCORM 2004 a measure from -1 to 1."""
    score = next((text_of(each) for each in item if local(each).lower() == "masteryscore"), "")
    measure = next((text_of(each) for each in item.iter() if local(each) == "minNormalizedMeasure"), "")
    try:
        per_cent = Decimal(score) if score else Decimal(measure) * 100 if measure else None
        return max(0, min(100, int(per_cent))) if per_cent is not None else None
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise PackageRefused(
            f"The mastery score “{(score or measure)[:40]}” in the manifest is not a number."
        ) from error


def _notes(
    root: Element, organisation: Element, files: Mapping[str, Any], units: list[Unit], pages: int
) -> Iterator[str]:
    listed = [attribute(each, "href") for each in root.iter() if local(each) == "file"]
    missing = sum(1 for href in listed if file_of(href).removeprefix("./") not in files)
    if missing:
        yield f"{missing} of the {len(listed)} files that the manifest lists are not in the package."
    if pages:
        yield f"{pages} pages report nothing. They are not offered, and do not count."
    ordering = any(local(each) in ("prerequisites", "sequencing") for each in organisation.iter())
    if ordering and len(units) > 1:
        yield "The manifest's rules of order are not followed: learners open the parts in any order."
