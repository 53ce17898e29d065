"""Two records of one person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from practices.models import Person, SamePerson
from practices.operations.announcements import announce_person
from practices.policies import check_may_be_one_person


@transaction.atomic
def merge_people(*, former: Person, survivor: Person, by: Person | None, at: datetime) -> SamePerson:
    """What is known of `former` counts for `survivor` from `at` on, and of whoever counted for `former` too.

    Nothing is moved: posts and evidence stay with the record they were entered for.
    """
    list(Person.objects.select_for_update().filter(pk__in=[former.pk, survivor.pk]).order_by("pk"))
    check_may_be_one_person(former, survivor)
    for earlier in SamePerson.objects.current().filter(survivor=former):
        _end(earlier, by, at)
        _begin(earlier.former, survivor, by, at)
    return _begin(former, survivor, by, at)


@transaction.atomic
def separate_people(*, merged: SamePerson, by: Person | None, at: datetime) -> None:
    """They are two people after all: from `at` on each record counts for itself again."""
    standing = SamePerson.objects.select_for_update().filter(pk=merged.pk, superseded_at__isnull=True).first()
    if standing is None:
        raise ValueError("Somebody else has separated these records already. Look at the page again.")
    _end(standing, by, at)


def _begin(former: Person, survivor: Person, by: Person | None, at: datetime) -> SamePerson:
    merged = SamePerson.objects.create(former=former, survivor=survivor, recorded_at=at, recorded_by=by)
    _announce(merged, at)
    return merged


def _end(merged: SamePerson, by: Person | None, at: datetime) -> None:
    merged.superseded_at, merged.superseded_by = at, by
    merged.save(update_fields=["superseded_at", "superseded_by"])
    _announce(merged, at)


def _announce(merged: SamePerson, at: datetime) -> None:
    for person in (merged.former, merged.survivor):
        announce_person(person, merged, at=at)
