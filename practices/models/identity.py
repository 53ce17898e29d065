from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from practices.models.people import Person


class SamePersonQuerySet(models.QuerySet["SamePerson"]):
    def current(self) -> Self:
        return self.filter(superseded_at__isnull=True)

    def known_at(self, moment: datetime) -> Self:
        unsuperseded = Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment)
        return self.filter(unsuperseded, recorded_at__lte=moment)


class SamePerson(models.Model):
    """Two records are of one person: what is known of `former` counts for `survivor`, while we know it.

    It has one clock only, that of our knowledge: if they are one person, they always were. Nothing is moved from one
    record to the other, so taking it back restores what stood before.
    """

    former = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = SamePersonQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["former"], condition=Q(superseded_at__isnull=True), name="same_person_one_survivor"
            ),
            models.CheckConstraint(condition=~Q(former=F("survivor")), name="same_person_two_records"),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="same_person_superseded_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former_id} is {self.survivor_id}"
