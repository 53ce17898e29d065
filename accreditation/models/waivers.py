from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accreditation.enums import WaiverReason
from accreditation.models.frameworks import Framework
from practices.models import Person, Practice


class WaiverQuerySet(models.QuerySet["Waiver"]):
    def standing(self) -> Self:
        """Those that cover any day at all."""
        return self.filter(until_on__gt=F("from_on"))

    def on(self, day: date) -> Self:
        return self.filter(from_on__lte=day, until_on__gt=day)


class Waiver(models.Model):
    """Nothing is asked of a requirement of a practice on the days [from_on, until_on). In the ledger:
    `requirement.waived`.

    It replaces the verdict, never the evidence. Ending it early counts `revision` up, voids the entry of the former
    revision and records the new one; a waiver that was taken back covers no day, and has no entry.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="waivers")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    requirement_key = models.CharField(max_length=80)
    from_on = models.DateField()
    until_on = models.DateField()
    reason_code = models.CharField(max_length=20, choices=WaiverReason)
    reason = models.TextField(max_length=1000)
    conditions = models.TextField(max_length=1000, blank=True)
    batch = models.UUIDField(help_text="The same for what was waived in one step.")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering = ["practice_id", "-from_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="waiver_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(reason_code__in=WaiverReason.values), name="waiver_reason_known"),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True) | ~Q(proposed_by=F("granted_by")), name="waiver_by_two_is_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement_key} waived from {self.from_on} until {self.until_on}"
