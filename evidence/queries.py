from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from evidence.models import Entry, EntryQuerySet


def entries_about(*, practice_id: int, person_ids: Iterable[UUID | str]) -> EntryQuerySet:
    """Every entry of a practice and of the people given, voided ones too, in the order they happened."""
    about = Q(practice_id=practice_id) | Q(person_id__in=list(person_ids))
    return Entry.objects.filter(about).select_related("void").order_by("happened_on", "id")


def record_of_person(person_id: UUID | str, *, known_at: datetime) -> EntryQuerySet:
    """What a person did, as known at the moment, the latest first."""
    return Entry.objects.filter(person_id=person_id).known_at(known_at).order_by("-happened_on", "-id")


def entry_of_source(*, source: str, source_ref: str, kind: str) -> Entry | None:
    return Entry.objects.filter(source=source, source_ref=source_ref, kind=kind).first()
