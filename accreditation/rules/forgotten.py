"""What most schemes forget: nothing of it is wrong, and all of it is asked about sooner or later."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .drafting import Document, Node, nodes
from .grammar.fields import names

RULES_FOR = {
    "suspen": "what happens when a practice is suspended",
    "reinstat": "how a suspended practice is reinstated",
    "appeal": "how a practice appeals, and within how many days",
}
OF_PEOPLE = frozenset({"people", "lead"})
FROM_OUTSIDE = ("external", "indicator", "measure", "submission", "threshold")


class Forgotten(NamedTuple):
    """`path` leads to the place that it is about; empty for the framework as a whole."""

    path: str
    sentence: str


def forgotten(document: Document) -> list[Forgotten]:
    return [*_of_framework(document), *(found for node in nodes(document) for found in _of_requirement(node))]


def _of_framework(document: Document) -> Iterator[Forgotten]:
    decision = document.get("decision") or {}
    for stem, missing in RULES_FOR.items():
        if not _mentions(decision, stem):
            yield Forgotten("decision", f"Nothing says {missing}. Say it under decision.")
    if not decision.get("by"):
        yield Forgotten("decision", "Nothing says who decides. Name them under decision, by.")
    if not document.get("award"):
        yield Forgotten("", "Nothing says how long an award is valid and how it is renewed.")
    if not document.get("entry_months"):
        yield Forgotten("entry_months", "There is no entry period: a practice fails on the day it enrols.")
    if not _mentions(document.get("notes") or {}, "cover"):
        yield Forgotten("notes", "Nothing says who provides the service to patients of a practice that does not.")
    if not any(node.kind == "people" for node in nodes(document)):
        yield Forgotten("tiers", "No number of trained people is asked for anywhere.")


def _of_requirement(node: Node) -> Iterator[Forgotten]:
    if not isinstance(node.value, Mapping):
        return
    grace = node.value.get("grace") or {}
    if node.kind in OF_PEOPLE and "person_left" not in (grace.get("on") or ()):
        yield Forgotten(node.path, f"“{node.label}”: there is no grace when somebody leaves.")
    if node.kind == "lead" or (node.kind == "people" and _people_asked(node.value) == 1):
        yield Forgotten(node.path, f"“{node.label}” hangs on one person, without a deputy.")
    if node.of_person and "valid_months" in names(node.fields) and not node.value.get("valid_months"):
        yield Forgotten(node.path, f"“{node.label}” never runs out: no validity in months.")
    comes_from_outside = any(word in node.kind for word in FROM_OUTSIDE)
    if comes_from_outside and "unknown_as" in names(node.fields) and not node.value.get("unknown_as"):
        yield Forgotten(node.path, f"“{node.label}”: nothing says how missing data count, and who reviews them.")


def _people_asked(value: Mapping[str, Any]) -> int:
    slots = value.get("slots")
    counts = [slot.get("n", 1) for slot in slots if isinstance(slot, Mapping)] if isinstance(slots, list) else []
    return sum(count for count in counts if isinstance(count, int))


def _mentions(value: Any, stem: str) -> bool:
    """Whether a name or a text in it has the stem."""
    if isinstance(value, Mapping):
        return any(stem in str(name).lower() or _mentions(held, stem) for name, held in value.items())
    if isinstance(value, list):
        return any(_mentions(each, stem) for each in value)
    return isinstance(value, str) and stem in value.lower()
