from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accreditation.enums import PlanOutcome
from accreditation.models.frameworks import Framework
from practices.models import Person, Practice


class Plan(models.Model):
    """What a practice will do about a requirement, and by when. It counts once a specialist proposed it and the
    practice agreed to it, until its last day or until it is closed. In the ledger: `plan.agreed`, `plan.closed`.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="plans")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    requirement_key = models.CharField(max_length=64)
    steps = models.TextField(max_length=2000)
    due_on = models.DateField(help_text="The last day of the plan.")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=PlanOutcome, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_on__isnull=True, agreed_by__isnull=True)
                | Q(agreed_at__isnull=False, agreed_on__isnull=False, agreed_by__isnull=False),
                name="plan_agreed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_on__isnull=True, outcome="")
                | Q(closed_at__isnull=False, closed_on__isnull=False, outcome__in=PlanOutcome.values),
                name="plan_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("proposed_by")), name="plan_agreed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | Q(due_on__gte=F("agreed_on")), name="plan_due_after_agreement"
            ),
            models.UniqueConstraint(
                fields=["practice", "framework", "requirement_key"],
                condition=Q(closed_at__isnull=True),
                name="plan_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Plan of {self.practice_id} for {self.requirement_key}, due {self.due_on}"
