"""Which entries a framework's requirements can read at all, so that whoever reads millions makes nothing of the rest.

A kind that is not named here is taken to read everything: forgetting one costs time and never a wrong verdict.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .grammar.framework import Framework

ALWAYS = ("practice.enrolled", "requirement.waived", "plan.agreed", "plan.closed")
READS_NONE = frozenset({"all_of", "any_of", "n_of", "menu", "none_of", "people", "lead"})
BY_CODE = {  # the kind of entry, and its value that has to be in the requirement's `any_of`
    "course": ("course.completed", "course"),
    "credential": ("credential.verified", "credential"),
    "attendance": ("session.attended", "programme"),
    "declaration": ("declaration.signed", "declaration"),
}
WHOLLY = {"visits": "visit.held", "feedback_after_visits": "feedback.given"}


@dataclass(frozen=True)
class Reading:
    """`kinds`: every kind of entry that is read (None: all). `codes`: of some kinds only those with a value among
    codes, as (name of the value, codes).
    """

    kinds: frozenset[str] | None
    codes: Mapping[str, tuple[str, frozenset[str]]]


EVERYTHING = Reading(None, {})


def reading_of_all(frameworks: Iterable[Framework]) -> Reading:
    """What at least one of them reads."""
    readings = [reading_of(each) for each in frameworks]
    if any(each.kinds is None for each in readings):
        return EVERYTHING
    kinds = frozenset().union(*(each.kinds or () for each in readings))
    whole = {kind for each in readings for kind in (each.kinds or frozenset()) - each.codes.keys()}
    codes: dict[str, tuple[str, frozenset[str]]] = {}
    for each in readings:
        for kind, (name, asked) in each.codes.items():
            if kind not in whole:
                codes[kind] = (name, asked | codes.get(kind, (name, frozenset()))[1])
    return Reading(kinds, codes)


def reading_of(framework: Framework) -> Reading:
    whole: set[str] = set(ALWAYS)
    codes: dict[str, tuple[str, frozenset[str]]] = {}
    for node in framework.nodes():
        if node.common.applies_when is not None:
            return EVERYTHING
        if node.kind in BY_CODE:
            kind, name = BY_CODE[node.kind]
            codes[kind] = (name, codes.get(kind, (name, frozenset()))[1] | frozenset(_codes(node)))
        elif node.kind in WHOLLY:
            whole.add(WHOLLY[node.kind])
        elif node.kind == "events":
            whole.add(_entry(node))
        elif node.kind not in READS_NONE:
            return EVERYTHING
    return Reading(frozenset(whole | codes.keys()), {kind: asked for kind, asked in codes.items() if kind not in whole})


def _codes(node: Any) -> Iterable[str]:
    found: Iterable[str] = node.any_of
    return found


def _entry(node: Any) -> str:
    return str(node.entry)
