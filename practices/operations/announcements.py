from __future__ import annotations

from datetime import datetime

from jobs.operations import enqueue
from practices.models import Practice, TemporalFact


def announce_change(practice: Practice, fact: TemporalFact, *, at: datetime) -> None:
    """Have the practice's standing recomputed for what is known from `at` on."""
    enqueue(
        topic="facts.changed",
        key=f"{fact._meta.model_name}:{fact.pk}:{at.isoformat()}",
        payload={"person": None, "practice": practice.pk, "since": at.isoformat()},
        at=at,
    )
