from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accreditation.models.frameworks import Framework
from accreditation.reminding import THRESHOLDS
from practices.models import Person, Practice


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def standing(self, on: date) -> Self:
        """Not withdrawn, and the day is still to come."""
        return self.filter(withdrawn_at__isnull=True, ends_on__gt=on)


class Reminder(models.Model):
    """So many days before a practice's standing changes for the worse, its leads were told. Once for each threshold.

    Withdrawn when the day moved away; back again, without another mail, when it comes back.
    """

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="reminders")
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+")
    ends_on = models.DateField(help_text="The first day that is worse.")
    threshold = models.PositiveSmallIntegerField(help_text="Days before.")
    into_grace = models.BooleanField(help_text="Whether days of grace follow, or the requirements are lost.")
    requirement_key = models.CharField(max_length=80)
    sentence = models.CharField(max_length=400, help_text="What goes first, without a name.")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Whom it hangs on."
    )
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on", "threshold"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "framework", "ends_on", "threshold"], name="reminder_once"),
            models.CheckConstraint(condition=Q(threshold__in=THRESHOLDS), name="reminder_threshold_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("created_at")),
                name="reminder_withdrawn_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.threshold} days before {self.ends_on}"
