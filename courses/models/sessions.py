from __future__ import annotations

from datetime import datetime
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from courses.enums import BookingState
from practices.models import Network, Person


class LiveSessionQuerySet(models.QuerySet["LiveSession"]):
    def going_ahead(self) -> Self:
        return self.filter(cancelled_at__isnull=True)

    def after(self, moment: datetime) -> Self:
        """Not over yet at the moment."""
        return self.filter(ends_at__gt=moment)


class LiveSession(models.Model):
    """A taught session of a programme, in a room or online. Who came is what counts."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="live_sessions")
    programme = models.SlugField(max_length=60, help_text="Frameworks count attendance by this code.")
    title = models.CharField(max_length=160)
    summary = models.TextField(max_length=2000, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    online_link = models.URLField(max_length=400, blank=True, help_text="Shown to those who booked.")
    capacity = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    facilitator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sessions_led")
    participatory = models.BooleanField(default=True, help_text="Whether its hours are participatory CPD.")
    scheduled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    scheduled_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = LiveSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_capacity_from_one"),
        ]
        indexes = [models.Index(fields=["network", "starts_at"], name="session_of_network")]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """How long it lasts, in whole minutes."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class BookingQuerySet(models.QuerySet["Booking"]):
    def held(self) -> Self:
        return self.filter(state=BookingState.BOOKED)


class Booking(models.Model):
    """A person's place at a session: one row a person, which goes to and fro between booked and cancelled."""

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.BOOKED)
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["session__starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="booking_once"),
            models.CheckConstraint(
                condition=Q(state=BookingState.BOOKED, cancelled_at__isnull=True)
                | Q(state=BookingState.CANCELLED, cancelled_at__isnull=False),
                name="booking_state_and_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.session_id}: {self.state}"


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
