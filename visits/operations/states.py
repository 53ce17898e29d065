"""The one place where a visit changes its state."""

from __future__ import annotations

from typing import Any

from visits import policies
from visits.enums import VisitState
from visits.models import Visit


def locked(visit: Visit) -> Visit:
    """The visit as it is now, held until the transaction ends."""
    return Visit.objects.select_for_update(of=("self",)).select_related("practice", "network").get(pk=visit.pk)


def move(visit: Visit, to: VisitState, **changes: Any) -> Visit:
    policies.check_moves(visit, to)
    for name, value in {**changes, "state": to}.items():
        setattr(visit, name, value)
    visit.save(update_fields=["state", *changes])
    return visit
