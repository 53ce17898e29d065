"""The ledger's only two writers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from evidence.enums import Verification, VoidReason
from evidence.models import Entry, Void
from evidence.vocabulary import KINDS, check_values
from jobs.operations import enqueue
from practices.models import Person, Practice


class EvidenceConflict(ValueError):
    """The same source is already recorded with other content, or was voided: what is recorded next needs a reference of
    its own.
    """


@dataclass(frozen=True)
class NewEntry:
    """What a room asks the ledger to keep. `(source, source_ref, kind)` names it for ever."""

    kind: str
    source: str
    source_ref: str
    happened_on: date
    values: Mapping[str, Any] = field(default_factory=dict)
    person: Person | None = None
    practice: Practice | None = None
    verification: Verification = Verification.COUNTERSIGNED


@transaction.atomic
def record(new: NewEntry, *, by: Person | None, at: datetime) -> Entry:
    """Append an entry and have the standings that rest on it recomputed. Recording the same thing twice is a no-op.

    `at` is the moment we learned of it (aware); `by` is the person who records, None for the site itself.
    Raises ValueError for a kind or values outside the vocabulary, EvidenceConflict for other content under the same
    source.
    """
    check_values(new.kind, new.values)
    _check_subject(new)
    entry, is_new = Entry.objects.get_or_create(
        source=new.source,
        source_ref=new.source_ref,
        kind=new.kind,
        defaults={
            "person": new.person,
            "practice": new.practice,
            "happened_on": new.happened_on,
            "values": dict(new.values),
            "verification": new.verification,
            "recorded_at": at,
            "recorded_by": by,
        },
    )
    if is_new:
        _announce(entry, "recorded", at)
    elif differences(entry, new):
        raise EvidenceConflict(f"{new.source} {new.source_ref} is already recorded, with other content.")
    elif Void.objects.filter(entry=entry).exists():
        raise EvidenceConflict(f"{new.source} {new.source_ref} was voided. Record it again under its next revision.")
    return entry


@transaction.atomic
def void(entry: Entry, *, reason: VoidReason, by: Person | None, at: datetime) -> Void:
    """From `at` on, the entry no longer counts. Voiding twice keeps the first void."""
    voided, is_new = Void.objects.get_or_create(
        entry=entry, defaults={"reason": reason, "recorded_by": by, "recorded_at": at}
    )
    if is_new:
        _announce(entry, "voided", at)
    return voided


def differences(entry: Entry, new: NewEntry) -> list[str]:
    """The names of what differs between an entry and what its source says it should be."""
    pairs = {
        "person": (entry.person_id, new.person.pk if new.person else None),
        "practice": (entry.practice_id, new.practice.pk if new.practice else None),
        "happened_on": (entry.happened_on, new.happened_on),
        "values": (entry.values, dict(new.values)),
        "verification": (entry.verification, int(new.verification)),
    }
    return [name for name, (recorded, asked) in pairs.items() if recorded != asked]


def _check_subject(new: NewEntry) -> None:
    of_person = KINDS[new.kind].subject == "person"
    if of_person != (new.person is not None) or of_person == (new.practice is not None):
        raise ValueError(f"{new.kind} is about a {KINDS[new.kind].subject}, and about nothing else.")


def _announce(entry: Entry, what: str, at: datetime) -> None:
    enqueue(
        topic="facts.changed",
        key=f"entry:{entry.pk}:{what}",
        payload={
            "person": str(entry.person_id) if entry.person_id else None,
            "practice": entry.practice_id,
            "since": at.isoformat(),
        },
        at=at,
    )
