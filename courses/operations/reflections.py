from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from courses import policies
from courses.enums import ReflectionTheme
from courses.models import Reflection
from courses.queries import reflections_of
from evidence.queries import record_of_person
from practices.confidentiality import check_no_identifiers
from practices.models import Person


@transaction.atomic
def write_reflection(
    *,
    by: Person,
    learned: str,
    changed: str,
    theme: ReflectionTheme,
    at: datetime,
    entry_id: int | None = None,
    title: str = "",
    happened_on: date | None = None,
    rewrites: Reflection | None = None,
) -> Reflection:
    """What `by` made of an entry of her own record, or of something that she names herself with its day.

    Another one about the same entry replaces the first. Raises ValueError for an entry that is not on her record, and
    for something that is neither an entry nor named; IdentifierFound for a text that could point at a patient.
    """
    policies.check_own_reflection(rewrites is None or _is_own(rewrites, by))
    check_no_identifiers(title, learned, changed)
    said: dict[str, Any] = {"learned": learned, "changed": changed, "theme": theme, "written_at": at}
    if entry_id is not None:
        entry = record_of_person(by.pk, known_at=at).filter(pk=entry_id).first()
        policies.check_on_record(entry is not None)
        assert entry is not None
        said |= {"title": "", "happened_on": entry.happened_on}
        earlier = reflections_of(by).filter(entry_id=entry.pk).first()
        return _rewritten(earlier or Reflection(person=by, entry_id=entry.pk), said)
    policies.check_reflects_on_something(title, happened_on)
    said |= {"title": title, "happened_on": happened_on}
    return _rewritten(rewrites or Reflection(person=by), said)


@transaction.atomic
def throw_away_reflection(*, reflection: Reflection, by: Person, at: datetime) -> None:
    """Gone for good: what a person wrote for herself is hers to remove. The entry it was about stays."""
    policies.check_own_reflection(_is_own(reflection, by))
    reflection.delete()


def _is_own(reflection: Reflection, by: Person) -> bool:
    return reflections_of(by).filter(pk=reflection.pk).exists()


def _rewritten(reflection: Reflection, said: dict[str, Any]) -> Reflection:
    for name, value in said.items():
        setattr(reflection, name, value)
    reflection.save()
    return reflection
