from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from courses.enums import ClaimSource
from courses.models.attendance import Attendance
from courses.models.sessions import LiveSession
from practices.models import Person


class AttendanceClaimQuerySet(models.QuerySet["AttendanceClaim"]):
    def current(self) -> Self:
        """What each source says now."""
        return self.filter(superseded_at__isnull=True)

    def open(self) -> Self:
        """Not settled by the register or a decision yet."""
        return self.current().filter(settled_at__isnull=True)


class AttendanceClaim(models.Model):
    """What one source says of a person at a session. It counts nothing by itself, and is kept whatever is decided."""

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="claims")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=ClaimSource)
    minutes = models.PositiveSmallIntegerField(help_text="0: was not there.")
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True, help_text="The source says something else since.")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = AttendanceClaimQuerySet.as_manager()

    class Meta:
        ordering = ["session_id", "person_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person", "source"],
                condition=Q(superseded_at__isnull=True),
                name="claim_once_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.person_id} at {self.session_id}, {self.minutes} minutes"


class Ruling(models.Model):
    """Somebody decided between claims that disagree: for how long the person was there, and why."""

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="rulings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(help_text="0: was not there.")
    believed = models.ForeignKey(AttendanceClaim, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attendance = models.ForeignKey(Attendance, null=True, blank=True, on_delete=models.PROTECT, related_name="rulings")
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="ruling_with_reason")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.session_id}: {self.minutes} minutes"
