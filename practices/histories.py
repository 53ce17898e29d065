"""Rows as they were ever known, superseded ones too, for whoever asks what was known at a moment. One query each."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from practices.models import (
    Absence,
    DiabetesRegister,
    Employment,
    LeadPost,
    ListSize,
    PcnMembership,
    Practice,
    Succession,
    UnitMembership,
)

People = Collection[UUID]
Practices = Collection[int]


def employments_at(practices: Practices) -> QuerySet[Employment]:
    return Employment.objects.filter(practice__in=practices).order_by("started_on", "id")


def employments_of(people: People) -> QuerySet[Employment]:
    """Those of these people, at whatever practice."""
    return Employment.objects.filter(person__in=people).order_by("started_on", "id")


def lead_posts_at(practices: Practices) -> QuerySet[LeadPost]:
    return LeadPost.objects.filter(practice__in=practices).order_by("started_on", "id")


def lead_posts_of(people: People) -> QuerySet[LeadPost]:
    return LeadPost.objects.filter(person__in=people).order_by("started_on", "id")


def absences_at(practices: Practices) -> QuerySet[Absence]:
    return Absence.objects.filter(practice__in=practices).order_by("started_on", "id")


def list_sizes_of(practices: Practices) -> QuerySet[ListSize]:
    return ListSize.objects.filter(practice__in=practices).order_by("counted_on", "id")


def registers_of(practices: Practices) -> QuerySet[DiabetesRegister]:
    return DiabetesRegister.objects.filter(practice__in=practices).order_by("counted_on", "id")


def pcns_of(practice: Practice) -> QuerySet[PcnMembership]:
    """Every membership, of this practice and of others, in a primary care network that it was ever known to be in."""
    own = PcnMembership.objects.filter(practice=practice).order_by().values("pcn")
    return PcnMembership.objects.filter(pcn__in=own).select_related("pcn").order_by("started_on", "id")


def units_of(practice: Practice) -> QuerySet[UnitMembership]:
    own = UnitMembership.objects.filter(practice=practice).order_by().values("unit")
    return UnitMembership.objects.filter(unit__in=own).select_related("unit").order_by("started_on", "id")


def predecessors_of(practice: Practice) -> QuerySet[Succession]:
    return Succession.objects.filter(practice=practice).order_by("started_on", "id")


def practices_of_people(people: People) -> set[int]:
    """Wherever one of them was ever known to work."""
    return set(Employment.objects.filter(person__in=people).order_by().values_list("practice_id", flat=True))


def resting_on(practices: Practices) -> set[int]:
    """Those whose facts may take in those of one of these: of the same unit, or what one of these became part of.

    Three queries.
    """
    pcns = PcnMembership.objects.filter(practice__in=practices).order_by().values("pcn")
    units = UnitMembership.objects.filter(practice__in=practices).order_by().values("unit")
    found = (
        PcnMembership.objects.filter(pcn__in=pcns),
        UnitMembership.objects.filter(unit__in=units),
        Succession.objects.filter(predecessor__in=practices),
    )
    return {practice for rows in found for practice in rows.order_by().values_list("practice_id", flat=True)}
