from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from practices.enums import CorrectionState
from practices.models.organisations import Practice
from practices.models.people import Person


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def waiting(self, on: date) -> Self:
        """Those that a second person can still confirm on the day."""
        return self.filter(state=CorrectionState.WAITING, expires_on__gte=on)


class Correction(models.Model):
    """Something that was recorded is put right: what, by whom, why, and what it does to standings that were granted.

    `kind` names the door it went through, `arguments` is what the operation is told, as typed JSON without a name or
    free text. `effect` is what was shown to whoever proposed it and, once confirmed, to whoever confirmed it.
    """

    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=90, help_text="The record that is corrected, such as visits.visit:12.")
    arguments = models.JSONField()
    fingerprint = models.CharField(max_length=64, help_text="Of kind, record and arguments.")
    reason = models.TextField(max_length=1000, blank=True)
    effect = models.JSONField(default=list, blank=True)
    practices = models.ManyToManyField(
        Practice, blank=True, related_name="corrections", help_text="Whose granted standing changes."
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    expires_on = models.DateField(null=True, blank=True, help_text="The last day on which it can be confirmed.")
    state = models.CharField(max_length=10, choices=CorrectionState)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(max_length=1000, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "id"]
        indexes = [
            models.Index(fields=["about"], name="correction_about"),
            models.Index(fields=["state", "expires_on"], name="correction_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(state=CorrectionState.WAITING), name="correction_waits_once"
            ),
            models.CheckConstraint(condition=Q(state__in=CorrectionState.values), name="correction_state_known"),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.WAITING, closed_at__isnull=True)
                | (~Q(state=CorrectionState.WAITING) & Q(closed_at__isnull=False)),
                name="correction_closed_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CorrectionState.CONFIRMED, CorrectionState.REFUSED])
                | (Q(closed_by__isnull=False) & ~Q(closed_by=F("proposed_by"))),
                name="correction_answered_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.WAITING) | Q(expires_on__isnull=False),
                name="correction_waits_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.about}"
