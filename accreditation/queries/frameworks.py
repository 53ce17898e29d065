from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from accreditation.models import Framework, FrameworkVersion
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


def frameworks_of_practice(practice: Practice) -> QuerySet[Framework]:
    """The frameworks that the practice is enrolled in, the first enrolment first."""
    return Framework.objects.filter(enrolments__practice=practice).order_by("enrolments__enrolled_at", "pk")


def frameworks_of_network(network_ids: Iterable[int]) -> QuerySet[Framework]:
    return Framework.objects.filter(network_id__in=list(network_ids)).select_related("network")


def declarations_asked_for(rules: Rules) -> list[DeclarationAsked]:
    """Every declaration that the framework knows, in the order it asks for them."""
    nodes = (node for node in rules.nodes() if isinstance(node, DeclarationRequirement))
    return [DeclarationAsked(code, node.key, node.common.label) for node in nodes for code in node.any_of]
