from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accreditation.models import PlanCosts
from accreditation.rules.rescue import Costs


def latest_costs(network_ids: Iterable[int], *, known_at: datetime) -> PlanCosts | None:
    """What was set last by then, with who set it; None where the defaults hold. One query."""
    rows = PlanCosts.objects.filter(network_id__in=list(network_ids), set_at__lte=known_at)
    return rows.select_related("set_by").first()


def costs_of(network_ids: Iterable[int], *, known_at: datetime) -> Costs:
    """What a network counts; the default for what was not set, such as an action that is new. One query."""
    found = latest_costs(network_ids, known_at=known_at)
    names = set(Costs.__dataclass_fields__)
    return Costs(**{name: value for name, value in found.counted.items() if name in names}) if found else Costs()
