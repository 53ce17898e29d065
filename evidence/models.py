from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from evidence.enums import Verification, VoidReason
from practices.models import Person, Practice


class EntryQuerySet(models.QuerySet["Entry"]):
    def known_at(self, moment: datetime) -> Self:
        """Recorded up to and including the moment, and not voided by then."""
        return self.filter(Q(void__isnull=True) | Q(void__recorded_at__gt=moment), recorded_at__lte=moment)

    def standing(self) -> Self:
        """Not voided, as far as we know now."""
        return self.filter(void__isnull=True)


class Entry(models.Model):
    """One thing that counts: whose, what, the day it happened, when we learned of it. Never changed, never deleted."""

    kind = models.CharField(max_length=60)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    source_ref = models.CharField(max_length=120)
    verification = models.PositiveSmallIntegerField(choices=Verification, default=Verification.COUNTERSIGNED)
    values = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "id"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["source", "source_ref", "kind"], name="entry_recorded_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, practice__isnull=True)
                | Q(person__isnull=True, practice__isnull=False),
                name="entry_of_a_person_or_a_practice",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "recorded_at"], name="entry_of_practice"),
            models.Index(fields=["person", "recorded_at"], name="entry_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.happened_on}"

    @property
    def ref(self) -> str:
        return str(self.pk)


class Void(models.Model):
    """An entry no longer counts, from this moment of our knowledge on. What was known before stays known."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="void")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=VoidReason)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(reason__in=VoidReason.values), name="void_reason_known")]

    def __str__(self) -> str:
        return f"Void of entry {self.entry_id}: {self.reason}"
