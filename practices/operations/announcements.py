from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model

from jobs.operations import enqueue
from practices.models import Person, Practice


def announce_change(practice: Practice, fact: Model, *, at: datetime) -> None:
    """Have standings worked out again for what is known from `at` on: that of the practice, of those that rest on it
    and, for a fact about a person, of wherever that person works.
    """
    person = getattr(fact, "person_id", None)
    _announce(fact, at, person=str(person) if person else None, practice=practice.pk)


def announce_person(person: Person, fact: Model, *, at: datetime) -> None:
    """The same for something that concerns a person wherever they work."""
    _announce(fact, at, person=person.key, practice=None)


def _announce(fact: Model, at: datetime, **about: Any) -> None:
    whose = f":{about['person']}" if about["practice"] is None else ""
    enqueue(
        topic="facts.changed",
        key=f"{fact._meta.model_name}:{fact.pk}:{at.isoformat()}{whose}",
        payload={**about, "since": at.isoformat()},
        at=at,
    )
