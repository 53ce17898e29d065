"""What the screens of this room show, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from accreditation.exports import requirements_in_words
from accreditation.models import Declaration
from accreditation.queries import PracticeStanding
from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.grammar import to_english
from accreditation.rules.grammar.base import Requirement
from accreditation.rules.proof import Counted, Proof
from cms.components import Link, StatusTag, build
from cms.dates import in_words, period_in_words
from evidence.vocabulary import KINDS
from practices.enums import PracticeRole
from practices.models import Person, Practice


@dataclass(frozen=True)
class ShownProof:
    """One requirement, what it rests on, and what is missing, in sentences."""

    label: str
    clause: str
    is_asked: bool
    tag: StatusTag
    period: str
    rests_on: tuple[str, ...]
    not_counted: tuple[str, ...]
    missing: tuple[str, ...]
    ends: str


def proofs_of(standing: PracticeStanding) -> list[ShownProof]:
    """The requirements below the first tier's, each with its proof. One query, for the people's names."""
    if not standing.is_assessed:
        return []
    return shown_proofs(standing.proof(), standing.rules)


def shown_proofs(top: Proof, rules: Rules) -> list[ShownProof]:
    """The parts of a proof, or the proof itself if it has none. One query, for the people's names."""
    parts = top.parts or (top,)
    names = _names(parts)
    return [_shown(part, names, is_asked=not rules.node(part.key).common.informative) for part in parts]


def _shown(proof: Proof, names: Mapping[str, str], *, is_asked: bool) -> ShownProof:
    return ShownProof(
        label=proof.label,
        clause=proof.clause,
        is_asked=is_asked,
        tag=StatusTag(
            verdict=proof.verdict.value, in_grace=proof.in_grace, by_plan=proof.by_plan, by_waiver=proof.by_waiver
        ),
        period=period_in_words(proof.from_on, proof.until_on),
        rests_on=tuple(_rests_on(proof, names)),
        not_counted=tuple(each.sentence for each in proof.not_counted),
        missing=tuple(each.sentence for each in proof.missing),
        ends=f"Ends after {in_words(proof.ends.on - DAY)}: {proof.ends.sentence}" if proof.ends else "",
    )


DAY = date.resolution
FORMER = "A former member of staff"


def _rests_on(proof: Proof, names: Mapping[str, str]) -> Iterator[str]:
    for placed in proof.people:
        entries = "; ".join(_counted(each) for each in placed.entries)
        who = f"{names.get(placed.person, FORMER)}, {_role(placed.role)}"
        yield f"{who}: {entries}" if entries else who
    yield from map(_counted, proof.counted)
    for remark in proof.remarks:
        yield f"{names.get(remark.person, FORMER)} {remark.sentence}"


def _counted(counted: Counted) -> str:
    means = KINDS[counted.entry.kind].means.rstrip(".")
    subject = counted.entry.values.get("course") or counted.entry.values.get("credential")
    named = f"{means} ({subject})" if subject else means
    note = f" ({counted.note})" if counted.note else ""
    return f"{named}, {in_words(counted.entry.happened_on)}{note}"


def _role(code: str) -> str:
    return PracticeRole(code).label if code in PracticeRole.values else code


def _names(proofs: Iterable[Proof]) -> dict[str, str]:
    proofs = list(proofs)
    keys = {placed.person for proof in proofs for placed in proof.people}
    keys |= {remark.person for proof in proofs for remark in proof.remarks}
    return {person.key: person.name for person in Person.objects.filter(pk__in=keys)}


def standing_summary(standing: PracticeStanding, framework_href: str) -> list[dict[str, Any]]:
    """Rows of a summary list: what a decision would rest on."""
    verdict = requirements_in_words(*standing.state) if standing.state else "Not assessed on that day"
    version = f"{standing.framework.title}, version {standing.version.number}"
    return [
        {"key": "Award", "value": build("award_tag", {"state": standing.status.value})},
        {"key": "Assessed as of", "value": in_words(standing.as_of)},
        {"key": "Requirements", "value": verdict},
        {"key": "Satisfied until", "value": _last(standing.lapses_on)},
        {"key": "Rules", "value": Link(text=version, href=framework_href)},
    ]


def _last(until: date | None) -> str:
    return in_words(until - DAY) if until else "Nothing known ends it, or they are not satisfied now"


def declaration_rows(
    practice: Practice, signed: Iterable[Declaration], labels: Mapping[str, str], *, today: date
) -> list[list[Any]]:
    """What was signed, whether it is in force, and the way to take it back."""
    return [
        [
            labels.get(each.code, each.code),
            in_words(each.signed_on),
            in_words(each.valid_until) if each.valid_until else "Further notice",
            "In force" if each.valid_until is None or each.valid_until >= today else "Expired",
            each.signed_by.name,
            Link(
                text="Withdraw",
                href=reverse("accreditation:withdraw_declaration", args=[practice.code, each.pk]),
                about=f"{labels.get(each.code, each.code)}, signed on {in_words(each.signed_on)}",
            ),
        ]
        for each in signed
    ]


@dataclass(frozen=True)
class ShownClause:
    """A requirement in plain English, where it comes from, and those below it."""

    sentence: str
    why: str
    parts: tuple[ShownClause, ...]


def clause_of(requirement: Requirement) -> ShownClause:
    return ShownClause(
        sentence=to_english(requirement),
        why=requirement.common.why,
        parts=tuple(clause_of(part) for part in requirement.parts),
    )
