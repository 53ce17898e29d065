from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from courses.models.sessions import LiveSession
from practices.models import Person


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def current(self) -> Self:
        """What the register says now."""
        return self.filter(superseded_at__isnull=True)


class Attendance(models.Model):
    """What the register says of a person. A correction supersedes the row and adds the next revision."""

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    minutes = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=30, blank=True, help_text="At a practice, on the day of the session.")
    revision = models.PositiveSmallIntegerField(default=1)
    taken_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["session_id", "person_id", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "revision"], name="attendance_revision_once"),
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(superseded_at__isnull=True), name="attendance_one_current"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="attendance_minutes_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.session_id}: {self.minutes} minutes"
