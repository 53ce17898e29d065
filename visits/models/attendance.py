from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from practices.enums import PracticeRole, Profession
from practices.models import Person
from visits.enums import Side
from visits.models.visits import Visit


class AttendanceQuerySet(models.QuerySet["VisitAttendance"]):
    def current(self) -> Self:
        return self.filter(superseded_at__isnull=True)


class VisitAttendance(models.Model):
    """Who was there, in which role on that day, for how long. A correction supersedes the row and writes the next."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side)
    role = models.CharField(max_length=30, blank=True)
    minutes = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["visit_id", "-side", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "person"],
                condition=Q(superseded_at__isnull=True),
                name="visit_attendance_one_standing",
            ),
            models.UniqueConstraint(fields=["visit", "person", "revision"], name="visit_attendance_revision_once"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="visit_attendance_side_known"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=480), name="visit_attendance_minutes"),
            models.CheckConstraint(
                condition=Q(role__in=["", *PracticeRole.values, *Profession.values]), name="visit_attendance_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at visit {self.visit_id}, {self.minutes} minutes"

    @property
    def role_label(self) -> str:
        labels = dict([*PracticeRole.choices, *Profession.choices])
        return str(labels.get(self.role, ""))
