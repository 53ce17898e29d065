from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from accreditation.enums import AppealState, NoticeReason, NoticeState
from accreditation.models.decisions import Decision
from accreditation.models.frameworks import Framework
from practices.models import Person, Practice


class NoticeQuerySet(models.QuerySet["Notice"]):
    def open(self) -> Self:
        return self.filter(state=NoticeState.OPEN)

    def open_at(self, moment: datetime) -> Self:
        """Served by the moment and not closed by it."""
        return self.filter(served_at__lte=moment).filter(Q(closed_at__isnull=True) | Q(closed_at__gt=moment))

    def overdue(self, on: date) -> Self:
        return self.open().filter(due_on__lt=on)


class Notice(models.Model):
    """A remedial notice: what the practice has to put right, up to and including `due_on`."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="notices")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    requirement_key = models.CharField(max_length=80, blank=True)
    reason_code = models.CharField(max_length=30, choices=NoticeReason)
    asked = models.TextField(max_length=1000)
    served_on = models.DateField()
    due_on = models.DateField()
    served_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    served_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.OPEN)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    findings = models.TextField(max_length=1000, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("served_on")), name="notice_gives_days"),
            models.CheckConstraint(condition=Q(state__in=NoticeState.values), name="notice_state_known"),
            models.CheckConstraint(
                condition=Q(state=NoticeState.OPEN, closed_at__isnull=True)
                | (~Q(state=NoticeState.OPEN) & Q(closed_at__isnull=False)),
                name="notice_closed_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"Remedial notice of {self.served_on}, due on {self.due_on}"


class Appeal(models.Model):
    """The practice appeals against a decision; people who did not take it hear the appeal.

    While it is heard and `freezes`, the decision has no effect. Dismissed, a decision that was frozen takes effect no
    earlier than `takes_effect_on`.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    grounds = models.TextField(max_length=2000)
    freezes = models.BooleanField()
    lodged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lodged_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.LODGED)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    findings = models.TextField(max_length=2000, blank=True)
    takes_effect_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["lodged_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AppealState.values), name="appeal_state_known"),
            models.CheckConstraint(
                condition=Q(state=AppealState.LODGED, closed_at__isnull=True)
                | (~Q(state=AppealState.LODGED) & Q(closed_at__isnull=False)),
                name="appeal_closed_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"Appeal against decision {self.decision_id}"
