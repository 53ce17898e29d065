"""The document that says what is in a package, read without ever following it anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from courses.packages import limits
from courses.packages.archive import Archive
from courses.packages.names import shown
from courses.packages.refusal import PackageRefused


def read_xml(archive: Archive, name: str) -> Element:
    """The root. Raises PackageRefused for what is not well-formed, or declares a document type or entities."""
    text = archive.text_of(name, limits.MOST_BYTES_OF_MANIFEST)
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        raise PackageRefused(
            f"{shown(name)} cannot be read: it is not well-formed in line {line}, column {column}."
        ) from error
    except (ValueError, LookupError) as error:
        raise PackageRefused(
            f"{shown(name)} declares a document type, entities or an unknown character set. "
            "Export the package again without them."
        ) from error
    if sum(1 for _ in root.iter()) > limits.MOST_ELEMENTS_OF_MANIFEST:
        raise PackageRefused(f"{shown(name)} lists more than {limits.MOST_ELEMENTS_OF_MANIFEST:,} things.")
    return root


def local(element: Element) -> str:
    """The element's name without its namespace: tools differ in the namespaces they write."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if local(child) == name)


def child(element: Element | None, name: str) -> Element | None:
    return next(children(element, name), None) if element is not None else None


def text_of(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def attribute(element: Element, name: str) -> str:
    """An attribute in whatever namespace and in whatever case of letters."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2].lower() == name.lower():
            return value.strip()
    return ""
