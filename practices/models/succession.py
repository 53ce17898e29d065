from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from practices.enums import SuccessionKind
from practices.models.organisations import Practice
from practices.models.temporal import TemporalFact


class Succession(TemporalFact):
    """From `started_on` on, `predecessor` is part of `practice`, in whole or (a split) in part. It has no end."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="predecessors")
    predecessor = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="successors")
    how = models.CharField(max_length=10, choices=SuccessionKind)

    class Meta(TemporalFact.Meta):
        constraints = [
            *TemporalFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "predecessor"],
                condition=Q(superseded_at__isnull=True),
                name="succession_once",
            ),
            models.CheckConstraint(condition=Q(ended_on__isnull=True), name="succession_has_no_end"),
            models.CheckConstraint(condition=~Q(practice=F("predecessor")), name="succession_of_another"),
            models.CheckConstraint(condition=Q(how__in=SuccessionKind.values), name="succession_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} {self.how} into {self.practice_id} on {self.started_on}"
