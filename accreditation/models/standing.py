from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from accreditation.enums import VERDICTS
from accreditation.models.frameworks import Framework, FrameworkVersion
from practices.models import Practice

# Not null: a plain range on both clocks is answered by one index, and "for ever" compares like any moment (ADR 7).
KNOWN_FOR_EVER = datetime(9999, 12, 31, tzinfo=UTC)


class StandingQuerySet(models.QuerySet["Standing"]):
    def known_at(self, moment: datetime) -> Self:
        return self.filter(known_from__lte=moment, known_until__gt=moment)

    def on(self, day: date) -> Self:
        return self.filter(from_on__lte=day, until_on__gt=day)


class Standing(models.Model):
    """A verdict on one requirement of one practice: on the days [from_on, until_on), as known during [known_from,
    known_until).
    """

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="+")
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    requirement_key = models.CharField(max_length=80)
    verdict = models.CharField(max_length=20)
    in_grace = models.BooleanField(default=False)
    by_plan = models.BooleanField(default=False)
    by_waiver = models.BooleanField(default=False, help_text="Rests on something below it that is waived.")
    from_on = models.DateField()
    until_on = models.DateField()
    lapses_on = models.DateField(
        null=True, blank=True, help_text="The first day satisfied no longer, grace counted in."
    )
    known_from = models.DateTimeField()
    known_until = models.DateTimeField()

    objects = StandingQuerySet.as_manager()

    class Meta:
        indexes = [
            # What is known now stands at the end of it; what was known earlier is what was closed since. All columns
            # that a register reads are in it, so that it never touches the table, where a practice's rows lie far
            # apart.
            models.Index(
                fields=[
                    *("framework_version", "requirement_key", "known_until", "until_on", "from_on", "known_from"),
                    *("practice", "verdict", "in_grace", "lapses_on", "by_plan", "by_waiver"),
                ],
                name="standing_register",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "framework_version", "requirement_key", "from_on", "known_from"],
                name="standing_once",
            ),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="standing_has_days"),
            models.CheckConstraint(
                condition=Q(lapses_on__isnull=True) | Q(lapses_on__gte=F("until_on")), name="standing_lapses_later"
            ),
            models.CheckConstraint(condition=Q(known_until__gt=F("known_from")), name="standing_was_known"),
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="standing_verdict_known"),
        ]

    def __str__(self) -> str:
        return f"{self.requirement_key}: {self.verdict} from {self.from_on}"


class Reckoning(models.Model):
    """What a practice's stored standing was worked out from: the moments of every fact seen. Whoever recomputes
    locks this row.

    Facts only grow, each with its moment, so the first moment that is not here is where the standing has to be
    worked out again.
    """

    practice = models.OneToOneField(Practice, on_delete=models.CASCADE, related_name="+")
    moments = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"Reckoning of practice {self.practice_id}"


class StandingEvent(models.Model):
    """The verdict on a practice changed because a day passed, with nothing new known.

    Verdicts in grace are `met_in_grace`, by plan `met_by_plan`.
    """

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="standing_events")
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    was = models.CharField(max_length=20)
    became = models.CharField(max_length=20)
    noticed_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "practice_id"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "framework", "on"], name="standing_event_once"),
            models.CheckConstraint(condition=~Q(was=F("became")), name="standing_event_is_a_change"),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.was} to {self.became} on {self.on}"


class NoticedDay(models.Model):
    """A day whose passing has been looked at, for every practice."""

    day = models.DateField(unique=True)
    noticed_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return str(self.day)
