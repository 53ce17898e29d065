from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accreditation.enums import VERDICTS, DecisionKind, ReasonCode
from accreditation.models.frameworks import Framework, FrameworkVersion, Unchangeable
from practices.models import Person, Practice


class DecisionQuerySet(models.QuerySet["Decision"]):
    def effective(self, as_of: date, known_at: datetime) -> Self:
        """Decided by the moment and in effect on the day; the last of a practice says where its award stands.

        Decisions of one practice take effect in the order they are made, so the last to take effect is the last made.
        """
        effective = self.filter(effective_on__lte=as_of, decided_at__lte=known_at)
        return effective.order_by("practice_id", "decided_at", "id")


class Decision(Unchangeable):
    """An officer decided on a practice's award, on an assessment that can be asked for again.

    In the ledger: `award.decided`.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="award_decisions")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind)
    tier = models.CharField(max_length=40, blank=True, help_text="The tier granted; empty for other decisions.")
    effective_on = models.DateField()
    reason_code = models.CharField(max_length=30, choices=ReasonCode)
    reason = models.TextField(max_length=1000, blank=True)
    no_conflict_declared = models.BooleanField(help_text="The officer declared to have no conflict of interest.")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    # The assessment it rests on: as of `effective_on`, as known at `decided_at`, under this version.
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    framework_digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20)
    in_grace = models.BooleanField(default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["practice_id", "decided_at", "id"]
        indexes = [models.Index(fields=["framework", "practice", "decided_at"], name="decision_of_framework")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="decision_kind_known"),
            models.CheckConstraint(condition=Q(reason_code__in=ReasonCode.values), name="decision_reason_known"),
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="decision_verdict_known"),
            models.CheckConstraint(condition=Q(no_conflict_declared=True), name="decision_without_conflict"),
            models.CheckConstraint(
                condition=(Q(kind=DecisionKind.GRANT) & ~Q(tier="")) | (~Q(kind=DecisionKind.GRANT) & Q(tier="")),
                name="decision_grants_a_tier",
            ),
            models.UniqueConstraint(fields=["practice", "framework", "decided_at"], name="decision_one_at_a_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.effective_on}"


class Recusal(models.Model):
    """An officer declared a conflict of interest: somebody else decides on this practice."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "person"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.person_id} does not decide on {self.practice_id}"
