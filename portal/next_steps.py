"""What to do next: each thing that a proof misses or that ends soon, with the screen on which to do it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.grammar.base import Requirement
from accreditation.rules.proof import Proof
from cms.components import Action
from portal.showing import NameOf, end_in_words, last_day_of
from practices.models import Practice

SOON = timedelta(days=120)

WAYS = {
    "course": ("courses:catalogue", False),
    "attendance": ("courses:sessions", False),
    "attendance_by_practice": ("courses:sessions", False),
    "credential": ("courses:catalogue", False),
    "visits": ("visits:practice_visits", True),
    "feedback_after_visits": ("visits:practice_visits", True),
    "declaration": ("accreditation:declarations", True),
    "events": ("virtualclinics:practice_cases", True),
    "people": ("practices:people", True),
    "lead": ("practices:people", True),
}


def way_to(node: Requirement, practice: Practice) -> str:
    """The screen on which something can be done about a requirement; empty where there is none."""
    view, is_of_practice = WAYS.get(node.kind, ("", False))
    if not view:
        return ""
    return reverse(view, args=[practice.code]) if is_of_practice else reverse(view)


def actions_of_practice(proof: Proof, rules: Rules, practice: Practice, on: date, name_of: NameOf) -> list[Action]:
    """What is missing first, then what ends within four months, the earliest first. Informative parts are left out."""
    parts = [part for part in proof.parts if not rules.node(part.key).common.informative]
    missing = [action for part in parts for action in _missing(part, rules, practice, name_of)]
    ending = [action for part in parts for action in _ending(part, rules, practice, on, name_of)]
    return missing + sorted(ending, key=lambda action: action.by_on or date.max)


def _missing(part: Proof, rules: Rules, practice: Practice, name_of: NameOf) -> Iterator[Action]:
    by_on = last_day_of(part.grace_until) if part.grace_until else None
    for lack in part.missing:
        node = rules.node(lack.key)
        text = lack.sentence.rstrip(".")
        text = f"{name_of(lack.person)}: {text}" if lack.person else text[:1].upper() + text[1:]
        yield Action(text, way_to(node, practice), f"For “{part.label}”.", lack.due_on or by_on)


def _ending(part: Proof, rules: Rules, practice: Practice, on: date, name_of: NameOf) -> Iterator[Action]:
    is_met_for_now = part.verdict.value == "met" and not part.in_grace and part.ends is not None
    if is_met_for_now and part.ends and part.until_on - on <= SOON:
        node = rules.node(part.ends.key)
        yield Action(
            f"Renew “{node.common.label or part.label}”",
            way_to(node, practice),
            end_in_words(part.ends, name_of),
            last_day_of(part.until_on),
        )
