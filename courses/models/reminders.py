from __future__ import annotations

from django.db import models

from courses.models.bookings import Booking


class SessionReminder(models.Model):
    """Somebody was reminded of a session, so many hours ahead of the moment at which it was to start then."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="reminders")
    starts_at = models.DateTimeField()
    hours = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "starts_at", "hours"], name="session_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.hours} hours before {self.starts_at}"
