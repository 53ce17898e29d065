"""Facts on two clocks: when they hold in the world, and when we knew them.

A row is never overwritten. A correction supersedes it: the old row gets `superseded_at` (the one change a row ever
sees) and a new row says what we know now. So what was known at any moment stays answerable.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q


class TemporalQuerySet(models.QuerySet):
    def current(self) -> Self:
        """What we know now."""
        return self.filter(superseded_at__isnull=True)

    def known_at(self, moment: datetime) -> Self:
        """What we knew at the moment, the moment included."""
        unsuperseded = Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment)
        return self.filter(unsuperseded, recorded_at__lte=moment)

    def on(self, day: date) -> Self:
        """What holds on the day: started on or before it, and not ended by it."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day)


class TemporalFact(models.Model):
    """A fact that holds from `started_on` up to but not including `ended_on` (open when null)."""

    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        "practices.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = TemporalQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("started_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="%(app_label)s_%(class)s_superseded_later",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    def holds_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)
