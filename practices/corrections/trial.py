"""What a correction would do, found by doing it and taking everything back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from cms.clock import london_date
from jobs.models import Job
from practices.corrections.standings import Change, Touch, standings

FACTS_CHANGED = "facts.changed"


class _TakenBack(Exception):
    """Ends the savepoint. Never leaves this module."""


@transaction.atomic
def effect_of(act: Callable[[], object], *, at: datetime) -> list[Change]:
    """The granted standings that `act` would change. Afterwards everything is as it was: rows, ledger and outbox.

    Whatever `act` raises comes through, so that what is refused is refused before it is shown.
    """
    last = Job.objects.aggregate(last=Max("pk"))["last"] or 0
    after: Any = None
    try:
        with transaction.atomic():
            act()
            practices = standings().concerned(_touched_since(last))
            after = standings().seen(practices, at=at)
            raise _TakenBack
    except _TakenBack:
        before = standings().seen(practices, at=at)
    return standings().changes(before, after, on=london_date(at), at=at)


def digest_of(effect: Sequence[Change]) -> str:
    """Names an effect, so that what is done is what was shown."""
    return hashlib.sha256(json.dumps(list(effect), sort_keys=True).encode()).hexdigest()


def _touched_since(last: int) -> list[Touch]:
    """Every operation announces the facts it changes through the outbox; so that says what was touched."""
    payloads = Job.objects.filter(pk__gt=last, topic=FACTS_CHANGED).values_list("payload", flat=True)
    return [Touch(payload["practice"], payload["person"]) for payload in payloads]
