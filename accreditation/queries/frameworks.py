from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from accreditation.governing import GOVERNS, has_transition
from accreditation.models import Framework, FrameworkVersion, Standing
from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.grammar.practice import Declaration as DeclarationRequirement
from practices.models import Practice


@dataclass(frozen=True, slots=True)
class DeclarationAsked:
    """A declaration that would do for a requirement."""

    code: str
    requirement_key: str
    label: str


def version_in_force(
    framework: Framework, *, as_of: date, known_at: datetime, under: int | None = None
) -> FrameworkVersion | None:
    """The version that applies on the day, of those published by the moment; None before the first.

    `under` asks for a version by its number, whether or not it is the one that applies.
    """
    versions = FrameworkVersion.objects.filter(framework=framework)
    if under is not None:
        return versions.filter(number=under, published_at__lte=known_at).select_related("framework").first()
    return versions.in_force(as_of, known_at).select_related("framework").first()


def published_versions(framework: Framework, *, known_at: datetime) -> list[FrameworkVersion]:
    """Those published by the moment, in the order in which they take effect. One query."""
    published = FrameworkVersion.objects.filter(framework=framework, published_at__lte=known_at)
    return list(published.select_related("framework").order_by("effective_from", "number"))


def in_force_among(versions: Iterable[FrameworkVersion], on: date) -> FrameworkVersion | None:
    """By the day alone: the last to have taken effect. `versions` in that order."""
    return next((each for each in reversed(list(versions)) if each.effective_from <= on), None)


@dataclass(frozen=True, slots=True)
class Governing:
    """Under which version each practice stands on a day.

    `by_day` is the one in force by the day alone (or the one asked for); `of_practice` the one that governs a practice,
    by its id: empty where the day alone says. `is_asked_for`: whether or not it governs.
    """

    by_day: FrameworkVersion | None
    of_practice: Mapping[int, FrameworkVersion]
    is_by_practice: bool = False
    is_asked_for: bool = False

    def of(self, practice_id: int) -> FrameworkVersion | None:
        return self.of_practice.get(practice_id, self.by_day)

    @property
    def versions(self) -> list[FrameworkVersion]:
        """All that some practice may stand under, by number."""
        found = {each.pk: each for each in (self.by_day, *self.of_practice.values()) if each}
        return sorted(found.values(), key=lambda each: each.number)


def governing_versions(framework: Framework, *, as_of: date, known_at: datetime, under: int | None = None) -> Governing:
    """From the stored rows. One query, and one more where some version follows otherwise than from its first day."""
    published = published_versions(framework, known_at=known_at)
    if under is not None:
        asked = next((each for each in published if each.number == under), None)
        return Governing(asked, {}, is_asked_for=True)
    by_day = in_force_among(published, as_of)
    if not has_transition(published):
        return Governing(by_day, {})
    versions = {each.pk: each for each in published}
    rows = Standing.objects.filter(framework_version__in=list(versions), requirement_key=GOVERNS)
    governs = rows.known_at(known_at).on(as_of).values_list("practice_id", "framework_version_id")
    return Governing(by_day, {practice_id: versions[pk] for practice_id, pk in governs}, is_by_practice=True)


def version_for(
    practice: Practice, framework: Framework, *, as_of: date, known_at: datetime
) -> FrameworkVersion | None:
    """The version that governs a practice on the day; None before the first. At most two queries."""
    published = published_versions(framework, known_at=known_at)
    if has_transition(published):
        rows = Standing.objects.filter(
            practice=practice, framework_version__framework=framework, requirement_key=GOVERNS
        )
        governs = rows.known_at(known_at).on(as_of).values_list("framework_version_id", flat=True).first()
        if governs is not None:
            return next((each for each in published if each.pk == governs), None)
    return in_force_among(published, as_of)


def frameworks_of_practice(practice: Practice) -> QuerySet[Framework]:
    """The frameworks that the practice is enrolled in, the first enrolment first."""
    return Framework.objects.filter(enrolments__practice=practice).order_by("enrolments__enrolled_at", "pk")


def frameworks_of_network(network_ids: Iterable[int]) -> QuerySet[Framework]:
    return Framework.objects.filter(network_id__in=list(network_ids)).select_related("network")


def declarations_asked_for(rules: Rules) -> list[DeclarationAsked]:
    """Every declaration that the framework knows, in the order it asks for them."""
    nodes = (node for node in rules.nodes() if isinstance(node, DeclarationRequirement))
    return [DeclarationAsked(code, node.key, node.common.label) for node in nodes for code in node.any_of]
