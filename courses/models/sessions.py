from __future__ import annotations

from datetime import datetime
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from practices.models import Network, Person


class LiveSessionQuerySet(models.QuerySet["LiveSession"]):
    def going_ahead(self) -> Self:
        return self.filter(cancelled_at__isnull=True)

    def after(self, moment: datetime) -> Self:
        """Not over yet at the moment."""
        return self.filter(ends_at__gt=moment)


class SessionSeries(models.Model):
    """Sessions that belong together, such as the evenings of one programme."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    scheduled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    scheduled_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "session series"

    def __str__(self) -> str:
        return self.title


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
    places_per_practice = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)], help_text="The most that one practice may hold."
    )
    bookings_open_at = models.DateTimeField(null=True, blank=True, help_text="Empty: at once.")
    bookings_close_at = models.DateTimeField(null=True, blank=True, help_text="Empty: when it starts.")
    facilitator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sessions_led")
    series = models.ForeignKey(SessionSeries, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    sponsor = models.CharField(max_length=160, blank=True)
    sponsorship = models.CharField(
        max_length=600, blank=True, help_text="What the sponsor pays for, and what it has no say in."
    )
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
            models.CheckConstraint(
                condition=Q(sponsor="", sponsorship="") | (~Q(sponsor="") & ~Q(sponsorship="")),
                name="session_sponsor_declared",
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_capacity_from_one"),
            models.CheckConstraint(
                condition=Q(places_per_practice__isnull=True) | Q(places_per_practice__gte=1),
                name="session_places_per_practice_from_one",
            ),
            models.CheckConstraint(
                condition=Q(bookings_close_at__isnull=True) | Q(bookings_close_at__lte=F("starts_at")),
                name="session_bookings_close_by_start",
            ),
            models.CheckConstraint(
                condition=Q(bookings_open_at__isnull=True)
                | Q(bookings_close_at__isnull=True, bookings_open_at__lt=F("starts_at"))
                | Q(bookings_close_at__isnull=False, bookings_open_at__lt=F("bookings_close_at")),
                name="session_bookings_open_before_close",
            ),
        ]
        indexes = [models.Index(fields=["network", "starts_at"], name="session_of_network")]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """How long it lasts, in whole minutes."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def booking_ends_at(self) -> datetime:
        """Until then places are booked, waited for and given to who waits."""
        return self.bookings_close_at or self.starts_at

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None
