from __future__ import annotations

from django.db import models

from practices.models import Network, Person


class PlanCosts(models.Model):
    """What a network counts each action of a plan at, from the moment it was set. The latest row holds.

    Never changed: what an earlier plan was counted with stays readable.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    counted = models.JSONField(help_text="By the name in rules.rescue.Costs, a whole number.")
    set_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-set_at", "-id"]
        indexes = [models.Index(fields=["network", "-set_at"], name="plan_costs_of_network")]
        verbose_name_plural = "plan costs"

    def __str__(self) -> str:
        return f"Costs of plans from {self.set_at:%Y-%m-%d}"
