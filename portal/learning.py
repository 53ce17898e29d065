"""What the frameworks of a person's practices ask of this one person, and how far they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from accreditation.queries import NotInForce, PracticeStanding, standing_of
from accreditation.rules.days import FOREVER
from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.grammar.base import Requirement
from accreditation.rules.grammar.people import People
from accreditation.rules.proof import Proof, explain
from courses.portfolio.contents import Line
from portal.next_steps import WAYS
from portal.screens import framework_for
from portal.showing import last_day_of
from practices.models import Employment, Person, Practice
from practices.queries import names_of

MET = "met"


@dataclass(frozen=True)
class Need:
    """One thing asked of the person: where it stands, until when, and where to do it."""

    label: str
    clause: str
    verdict: str
    last_day: date | None
    by_on: date | None
    href: str
    is_alternative: bool

    @property
    def is_met(self) -> bool:
        return self.verdict == MET


@dataclass(frozen=True)
class PracticeNeeds:
    """What one practice needs from the person; `roles` are those by which they count there."""

    practice: Practice
    name: str
    standing: PracticeStanding
    role: str
    needs: tuple[Need, ...]

    @property
    def open_needs(self) -> list[Need]:
        return [need for need in self.needs if not need.is_met and not need.is_alternative]


def practices_needing(person: Person, *, on: date, known_at: datetime) -> list[PracticeNeeds]:
    """Each practice where the person works on the day and whose framework asks something of people in their role."""
    employments = list(Employment.objects.current().on(on).filter(person=person).select_related("practice"))
    names = names_of([employment.practice_id for employment in employments], on=on)
    found = []
    for employment in employments:
        framework = framework_for(employment.practice, None, on=on)
        if framework is None:
            continue
        try:
            standing = standing_of(employment.practice, framework, as_of=on, known_at=known_at)
        except NotInForce:
            continue
        needs = tuple(_needs(standing, person.key, employment.role)) if standing.is_assessed else ()
        name = names.get(employment.practice_id, employment.practice.code)
        found.append(PracticeNeeds(employment.practice, name, standing, employment.get_role_display(), needs))
    return found


def _needs(standing: PracticeStanding, person: str, role: str) -> Iterator[Need]:
    """The leaves of what each person in the role is asked for, as they stand for this person."""
    for node in standing.rules.nodes():
        if not isinstance(node, People) or node.each is None or not _has_slot(node, role):
            continue
        timeline = standing.assessment.timelines[node.key]
        state = timeline.at(standing.as_of)
        due = (
            timeline.until(standing.as_of) if state and (state.in_grace or state.verdict == "not_yet_due") else FOREVER
        )
        proof = explain(standing.rules, standing.facts, node.each.key, standing.as_of, person)
        for leaf, is_alternative in _leaves(proof):
            yield _need(standing.rules, leaf, is_alternative, last_day_of(due))


def _has_slot(node: People, role: str) -> bool:
    return any(slot.roles is None or role in slot.roles.codes for slot in node.slots)


def _leaves(proof: Proof, is_alternative: bool = False) -> Iterator[tuple[Proof, bool]]:
    """The leaves below; of what can be met in several ways the way that is met, or the first and then the others."""
    if not proof.parts:
        yield proof, is_alternative
        return
    parts = list(proof.parts)
    if proof.kind == "any_of":
        parts.sort(key=lambda part: part.verdict.value != MET)
        parts = parts[:1] if parts[0].verdict.value == MET else parts
    for position, part in enumerate(parts):
        other_way = proof.kind == "any_of" and position > 0
        yield from _leaves(part, is_alternative or other_way)


def _need(rules: Rules, leaf: Proof, is_alternative: bool, due: date | None) -> Need:
    node = rules.node(leaf.key)
    last_day = last_day_of(leaf.until_on)
    is_met = leaf.verdict.value == MET
    return Need(
        label=leaf.label[:1].upper() + leaf.label[1:],
        clause=leaf.clause,
        verdict=leaf.verdict.value,
        last_day=last_day if is_met else None,
        by_on=last_day if is_met else due,
        href=_way(node),
        is_alternative=is_alternative,
    )


def _way(node: Requirement) -> str:
    codes = getattr(node, "any_of", ())
    if node.kind == "course" and len(codes) == 1:
        return reverse("courses:course", args=codes)
    view, permission = WAYS.get(node.kind, ("", None))
    return reverse(view) if view and permission is None else ""


def hours_by_year(lines: list[Line]) -> list[tuple[int, float, float]]:
    """(calendar year, hours, of them participatory), the latest first."""
    years: dict[int, list[int]] = {}
    for line in lines:
        minutes = years.setdefault(line.happened_on.year, [0, 0])
        minutes[0] += line.minutes
        minutes[1] += line.minutes if line.participatory else 0
    return [
        (year, round(all_ / 60, 1), round(some / 60, 1)) for year, (all_, some) in sorted(years.items(), reverse=True)
    ]
