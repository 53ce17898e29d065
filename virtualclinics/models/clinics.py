from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from cms.clock import london_date
from practices.enums import PracticeRole, Profession
from practices.models import Network, Person, Practice
from virtualclinics.enums import ClinicState, Mode, Side


class Clinic(models.Model):
    """Protected time in which specialists discuss anonymised cases with practices. Held means signed off."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="clinics")
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.ONLINE)
    place = models.CharField(max_length=200, blank=True)
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.PositiveSmallIntegerField(default=5)
    state = models.CharField(max_length=10, choices=ClinicState, default=ClinicState.PLANNED)
    scheduled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    scheduled_at = models.DateTimeField()
    signed_off_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ClinicState.values), name="clinic_state_known"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="clinic_mode_known"),
            models.CheckConstraint(condition=Q(minutes__gte=15, minutes__lte=480), name="clinic_minutes_bounds"),
            models.CheckConstraint(condition=Q(capacity__gte=1, capacity__lte=30), name="clinic_capacity_bounds"),
            models.CheckConstraint(
                condition=Q(state=ClinicState.HELD, signed_off_at__isnull=False, signed_off_by__isnull=False)
                | Q(signed_off_at__isnull=True) & ~Q(state=ClinicState.HELD),
                name="clinic_held_means_signed_off",
            ),
            models.CheckConstraint(
                condition=Q(state=ClinicState.CANCELLED, cancelled_at__isnull=False)
                | Q(cancelled_at__isnull=True) & ~Q(state=ClinicState.CANCELLED),
                name="clinic_cancelled_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["network", "starts_at"], name="clinic_calendar")]

    def __str__(self) -> str:
        return self.title

    @property
    def happens_on(self) -> date:
        """The Europe/London day."""
        return london_date(self.starts_at)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_open(self) -> bool:
        return self.state == ClinicState.PLANNED


class AttendanceQuerySet(models.QuerySet["ClinicAttendance"]):
    def current(self) -> Self:
        return self.filter(superseded_at__isnull=True)


class ClinicAttendance(models.Model):
    """Who took part, in which role on that day, for how long. A correction supersedes the row and writes the next."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, blank=True)
    minutes = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["side", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "person"],
                condition=Q(superseded_at__isnull=True),
                name="clinic_attendance_one_standing",
            ),
            models.UniqueConstraint(fields=["clinic", "person", "revision"], name="clinic_attendance_revision_once"),
            models.CheckConstraint(
                condition=Q(side=Side.PRACTICE, practice__isnull=False)
                | Q(side=Side.SPECIALIST, practice__isnull=True),
                name="clinic_attendance_practice_side",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=480), name="clinic_attendance_minutes"),
            models.CheckConstraint(
                condition=Q(role__in=["", *PracticeRole.values, *Profession.values]), name="clinic_attendance_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at clinic {self.clinic_id}, {self.minutes} minutes"

    @property
    def role_label(self) -> str:
        labels = dict([*PracticeRole.choices, *Profession.choices])
        return str(labels.get(self.role, ""))
