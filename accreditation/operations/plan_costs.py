"""What a network counts each action of a plan at. A setting: no evidence, and no verdict hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accreditation import plan_policies as policies
from accreditation.models import PlanCosts
from practices.models import Network, Person


@transaction.atomic
def set_plan_costs(*, network: Network, counted: Mapping[str, int], by: Person, at: datetime) -> PlanCosts:
    """`counted`: every name of `rules.rescue.Costs`, in minutes (`visitors`: people). Raises ValueError with a
    sentence for one that is missing, below 0 or above `MOST_MINUTES`.
    """
    policies.check_costs(counted)
    return PlanCosts.objects.create(network=network, counted=dict(counted), set_by=by, set_at=at)
