"""A ledger to tamper with: some hundreds of entries of every shape, sealed in several goes, and some that wait."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from evidence.enums import VoidReason
from evidence.models import Entry, Void
from evidence.sealing import seal_ledger
from practices.models import Person, Practice

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
GOES = (300, 1, 57, 2, 300, 40)
WAITING = 5


def fill(seed: int = 1) -> None:
    """Through the tables and not the operations: what is tested is what stands in the rows."""
    random = Random(seed)
    people = [Person.objects.create(given_name="A", family_name=str(n), created_at=BEGAN) for n in range(12)]
    practices = [Practice.objects.create(code=f"Z9{n:04d}", is_invented=True) for n in range(4)]
    for number, size in enumerate((*GOES, WAITING)):
        at = BEGAN + timedelta(hours=number)
        made = [_entry(random, people, practices, at, f"{number}.{n}") for n in range(size)]
        entries = Entry.objects.bulk_create(made)
        void = [Void(entry=entry, recorded_at=at, reason=VoidReason.CORRECTED) for entry in entries[::9]]
        Void.objects.bulk_create(void)
        if number < len(GOES):
            seal_ledger(at=at)


def _entry(random: Random, people: list[Person], practices: list[Practice], at: datetime, ref: str) -> Entry:
    on = date(2025, 1, 1) + timedelta(days=random.randrange(365))
    common = {"happened_on": on, "recorded_at": at, "source": "tampering", "source_ref": ref}
    if random.random() < 0.3:
        values = {"declaration": "data-sharing-agreement", "valid_until": None, "by": "zoë ☃"}
        return Entry(kind="declaration.signed", practice=random.choice(practices), values=values, **common)
    kind, values = random.choice(
        [
            ("course.completed", {"course": "insulin-safety", "score": random.randrange(100), "edition": 1}),
            ("session.attended", {"session": ref, "minutes": 60, "role": None, "participatory": True}),
            ("visit.attended", {"visit": ref, "minutes": 90, "side": "host", "agenda": ["foot", "renal"]}),
        ]
    )
    by = random.choice([None, *people])
    return Entry(kind=kind, person=random.choice(people), recorded_by=by, values=values, **common)
