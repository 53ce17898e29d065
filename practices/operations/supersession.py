from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from practices.models import Person, TemporalFact

Fact = TypeVar("Fact", bound=TemporalFact)


def supersede(fact: Fact, *, by: Person | None, at: datetime, **changes: Any) -> Fact:
    """Close what we knew and write what we know now. Returns the new row; the old one stays answerable."""
    kept = {
        field.attname: getattr(fact, field.attname)
        for field in fact._meta.concrete_fields
        if field.attname not in {"id", "recorded_at", "recorded_by_id", "superseded_at"}
    }
    fact.superseded_at = at
    fact.save(update_fields=["superseded_at"])
    return type(fact).objects.create(**{**kept, **changes}, recorded_at=at, recorded_by=by)
