from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from evidence.models import Entry, EntryQuerySet, Seal, Unsealed
from practices.models import SamePerson


def entries_about(*, practice_ids: Iterable[int], person_ids: Iterable[UUID | str]) -> EntryQuerySet:
    """Every entry of the practices and of the people given, voided ones too, in the order they happened."""
    about = Q(practice_id__in=list(practice_ids)) | Q(person_id__in=list(person_ids))
    return Entry.objects.filter(about).select_related("void").order_by("happened_on", "id")


Plain = tuple[int, str, str | None, int | None, date, str, int]


def plain_entries(
    *,
    practice_ids: Collection[int],
    person_ids: Collection[UUID],
    known_at: datetime,
    kinds: Collection[str] | None,
    codes: Mapping[str, tuple[str, Collection[str]]],
) -> Iterator[Plain]:
    """What was known at the moment of many practices and people, of some kinds (None: of all): (id, kind, key of the
    person, practice, happened on, values as JSON text, verification), in no order. Of the kinds in `codes` only those
    with one of the codes as the value named. For whoever reads millions: two queries, and next to nothing is made of
    a row.
    """
    plain = Entry.objects.known_at(known_at).order_by()
    if kinds is not None:
        named = [Q(kind=kind, **{f"values__{name}__in": sorted(asked)}) for kind, (name, asked) in codes.items()]
        plain = plain.filter(reduce(or_, named, Q(kind__in=sorted(set(kinds) - codes.keys()))))
    plain = plain.annotate(key=Cast("person_id", TextField()), text=Cast("values", TextField()))
    for about in ({"practice_id__in": practice_ids}, {"person_id__in": person_ids}):
        columns: Any = plain.filter(**about).values_list(
            "pk", "kind", "key", "practice_id", "happened_on", "text", "verification"
        )
        yield from columns


def record_of_person(person_id: UUID, *, known_at: datetime) -> EntryQuerySet:
    """What a person did, as known at the moment, the latest first; also what stands under a record known by then to be
    of the same person.
    """
    formers = SamePerson.objects.known_at(known_at).filter(survivor=person_id).order_by().values("former")
    own = Entry.objects.filter(Q(person_id=person_id) | Q(person_id__in=formers))
    return own.known_at(known_at).order_by("-happened_on", "-id")


def entry_of_source(*, source: str, source_ref: str, kind: str) -> Entry | None:
    return Entry.objects.filter(source=source, source_ref=source_ref, kind=kind).first()


def entry_numbered(entry_id: int) -> Entry | None:
    """With its void and its place in the sealed ledger, if it has them."""
    return Entry.objects.select_related("void", "leaf").filter(pk=entry_id).first()


def head() -> Seal | None:
    """The last seal: the whole ledger, as far as it is sealed, in one hash."""
    return Seal.objects.last()


def number_waiting() -> int:
    """How many entries and voids are not sealed yet."""
    return Unsealed.objects.count()


def seals() -> QuerySet[Seal]:
    """Every seal, the latest first."""
    return Seal.objects.order_by("-number")


def seal_numbered(number: int) -> Seal | None:
    return Seal.objects.filter(number=number).first()


def seal_of(position: int) -> Seal | None:
    """The seal under which a leaf came into the tree."""
    return Seal.objects.filter(tree_size__gt=position).order_by("tree_size").first()
