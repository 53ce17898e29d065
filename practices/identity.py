"""Which records are of one person, as far as we know."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from practices.models import SamePerson


def merges_about(person_ids: Iterable[UUID]) -> QuerySet[SamePerson]:
    """Everything ever known of which records are one person with these. One query.

    A record that survives counts for nobody else, so one step from a record to its survivor and one from there to
    all of that one's records is every step there is.
    """
    these = list(person_ids)
    survivors = SamePerson.objects.filter(former__in=these).order_by().values("survivor")
    return SamePerson.objects.filter(Q(survivor__in=these) | Q(survivor__in=survivors)).order_by("recorded_at", "id")


def survivors_of(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each of the records that counts for another one now: for which."""
    merges = SamePerson.objects.current().filter(former__in=list(person_ids))
    return dict(merges.order_by().values_list("former_id", "survivor_id"))


def merges_of(person_id: UUID) -> list[SamePerson]:
    """What is known now of a record being one with others, with both people."""
    merges = SamePerson.objects.current().filter(Q(former=person_id) | Q(survivor=person_id))
    return list(merges.select_related("former", "survivor", "recorded_by"))
