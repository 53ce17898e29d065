from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from courses.enums import BookingState
from courses.models.sessions import LiveSession
from practices.models import Person, Practice


class BookingQuerySet(models.QuerySet["Booking"]):
    def held(self) -> Self:
        return self.filter(state=BookingState.BOOKED)

    def waiting(self) -> Self:
        """In the order in which places are given to them."""
        return self.filter(state=BookingState.WAITING).order_by("waiting_since", "id")

    def standing(self) -> Self:
        """A place held or waited for."""
        return self.exclude(state=BookingState.CANCELLED)


class Booking(models.Model):
    """A place at a session, or a wait for one: one row a person, which goes to and fro between its states.

    A row without a person is a place that a practice holds and has not named anybody for yet.
    """

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings")
    practice = models.ForeignKey(
        Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="For which it counts."
    )
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.BOOKED)
    booked_at = models.DateTimeField(help_text="When the place was given, or the wait began.")
    waiting_since = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0, help_text="Of its calendar entry; grows with every change.")

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["session__starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="booking_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(practice__isnull=False), name="booking_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state=BookingState.BOOKED, cancelled_at__isnull=True)
                | Q(state=BookingState.WAITING, cancelled_at__isnull=True, waiting_since__isnull=False)
                | Q(state=BookingState.CANCELLED, cancelled_at__isnull=False),
                name="booking_state_and_moments",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.practice_id} at {self.session_id}: {self.state}"


class BookingChange(models.Model):
    """What became of a place, in order: written in the lock of the session, so that no count is ever guessed."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=10, choices=BookingState)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.state}"
