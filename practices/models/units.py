from __future__ import annotations

from django.db import models
from django.db.models import Q

from practices.enums import UnitKind
from practices.models.organisations import Network, Practice
from practices.models.temporal import TemporalFact


class DeliveryUnit(models.Model):
    """Practices of a network that deliver a service together. Primary care networks have a table of their own."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="units")
    kind = models.CharField(max_length=20, choices=UnitKind)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="delivery_unit_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitMembership(TemporalFact):
    """At most one unit of a kind at a time; the operation sees to it, the database to one without an end."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="unit_memberships")
    unit = models.ForeignKey(DeliveryUnit, on_delete=models.PROTECT, related_name="memberships")

    class Meta(TemporalFact.Meta):
        constraints = [
            *TemporalFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "unit"],
                condition=Q(ended_on__isnull=True, superseded_at__isnull=True),
                name="unit_membership_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} in {self.unit_id}"
