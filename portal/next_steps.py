"""What to do next: each thing that a proof misses or that ends soon, with the screen on which to do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.grammar.base import Requirement
from accreditation.rules.proof import Proof
from cms.components import Action
from portal.showing import NameOf, end_in_words, last_day_of
from practices.access import Access
from practices.models import Practice
from practices.roles import Permission

SOON = timedelta(days=120)

WAYS = {
    "course": ("courses:catalogue", None),
    "attendance": ("courses:sessions", None),
    "attendance_by_practice": ("courses:sessions", None),
    "credential": ("courses:catalogue", None),
    "visits": ("visits:practice_visits", Permission.SEE_PRACTICE),
    "feedback_after_visits": ("visits:practice_visits", Permission.SEE_PRACTICE),
    "declaration": ("accreditation:declarations", Permission.SIGN_FOR_PRACTICE),
    "events": ("virtualclinics:practice_cases", Permission.SUBMIT_CASES),
    "people": ("practices:people", Permission.MANAGE_STAFF),
    "lead": ("practices:people", Permission.MANAGE_STAFF),
}


@dataclass(frozen=True)
class Reader:
    """Whose next steps these are: a link leads only where the person may go."""

    access: Access
    practice: Practice
    rules: Rules
    name_of: NameOf

    def way_to(self, node: Requirement) -> str:
        """The screen on which something can be done about a requirement; empty where there is none for this person."""
        view, permission = WAYS.get(node.kind, ("", None))
        if not view:
            return ""
        if permission is None:
            return reverse(view) if self.access.may(Permission.LEARN) else ""
        return reverse(view, args=[self.practice.code]) if self.access.may_at(permission, self.practice) else ""


def actions_of_practice(proof: Proof, reader: Reader, on: date) -> list[Action]:
    """What is missing first, then what ends within four months, the earliest first. Informative parts are left out."""
    parts = [part for part in proof.parts if not reader.rules.node(part.key).common.informative]
    missing = [action for part in parts for action in _missing(part, reader)]
    ending = [action for part in parts for action in _ending(part, reader, on)]
    return missing + sorted(ending, key=lambda action: action.by_on or date.max)


def _missing(part: Proof, reader: Reader) -> Iterator[Action]:
    by_on = last_day_of(part.grace_until) if part.grace_until else None
    for lack in part.missing:
        node = reader.rules.node(lack.key)
        text = lack.sentence.rstrip(".")
        text = f"{reader.name_of(lack.person)}: {text}" if lack.person else text[:1].upper() + text[1:]
        yield Action(text, reader.way_to(node), f"For “{part.label}”.", lack.due_on or by_on)


def _ending(part: Proof, reader: Reader, on: date) -> Iterator[Action]:
    is_met_for_now = part.verdict.value == "met" and not part.in_grace and part.ends is not None
    if is_met_for_now and part.ends and part.until_on - on <= SOON:
        node = reader.rules.node(part.ends.key)
        yield Action(
            f"Renew “{node.common.label or part.label}”",
            reader.way_to(node),
            end_in_words(part.ends, reader.name_of),
            last_day_of(part.until_on),
        )
