from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from practices.models import Person, TemporalFact
from practices.policies import check_known_by

Fact = TypeVar("Fact", bound=TemporalFact)


def what_stands(fact: Fact) -> Fact:
    """The same fact, locked. Raises ValueError when somebody has replaced it since it was read."""
    found = type(fact).objects.select_for_update().filter(pk=fact.pk, superseded_at__isnull=True).first()
    if found is None:
        raise ValueError("Somebody else changed this at the same moment. Look at the page again before you go on.")
    return found


def supersede(fact: Fact, *, by: Person | None, at: datetime, **changes: Any) -> Fact:
    """Close what we knew and write what we know now. Returns the new row; the old one stays answerable."""
    kept = {
        field.attname: getattr(fact, field.attname)
        for field in fact._meta.concrete_fields
        if field.attname not in {"id", "recorded_at", "recorded_by_id", "superseded_at"}
    }
    take_back(fact, at=at)
    return type(fact).objects.create(**{**kept, **changes}, recorded_at=at, recorded_by=by)


def take_back(fact: TemporalFact, *, at: datetime) -> None:
    """It never was so: from `at` on we know that. The row stays as what we once believed."""
    check_known_by(fact, at)
    fact.superseded_at = at
    fact.save(update_fields=["superseded_at"])
