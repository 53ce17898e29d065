from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from accreditation.enums import GIVES_A_TIER, VERDICTS, DecisionKind, ReasonCode
from accreditation.models.frameworks import Framework, FrameworkVersion, Unchangeable
from practices.models import Person, Practice


class DecisionQuerySet(models.QuerySet["Decision"]):
    def known_at(self, moment: datetime) -> Self:
        """Those that stood at the moment: neither overturned by then, nor waiting for an appeal that holds them."""
        taken = self.filter(decided_at__lte=moment).exclude(kind=DecisionKind.UPHOLD)
        being_heard = Q(appeal__closed_at__isnull=True) | Q(appeal__closed_at__gt=moment)
        held = Q(appeal__freezes=True, appeal__lodged_at__lte=moment) & being_heard
        return taken.exclude(overturned__decided_at__lte=moment).exclude(held)

    def effective(self, as_of: date, known_at: datetime) -> Self:
        """Decided by the moment and in effect on the day; the last of a practice says where its award stands.

        Decisions of one practice take effect in the order they are made, so the last to take effect is the last made.
        """
        delayed = Q(appeal__takes_effect_on__gt=as_of, appeal__closed_at__lte=known_at)
        effective = self.known_at(known_at).filter(effective_on__lte=as_of).exclude(delayed)
        return effective.order_by("practice_id", "decided_at", "id")


class Decision(Unchangeable):
    """An officer decided on a practice's award, on an assessment that can be asked for again.

    In the ledger: `award.decided`.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="award_decisions")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=12, choices=DecisionKind)
    tier = models.CharField(max_length=40, blank=True, help_text="The tier granted; empty for other decisions.")
    effective_on = models.DateField()
    reason_code = models.CharField(max_length=30, choices=ReasonCode)
    reason = models.TextField(max_length=1000, blank=True)
    no_conflict_declared = models.BooleanField(help_text="The officer declared to have no conflict of interest.")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="The first of two."
    )
    is_automatic = models.BooleanField(default=False, help_text="It followed by itself, as the framework says.")
    overturns = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="overturned", help_text="On appeal."
    )
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
            models.CheckConstraint(
                condition=Q(is_automatic=False, no_conflict_declared=True, decided_by__isnull=False)
                | Q(is_automatic=True, no_conflict_declared=False, decided_by__isnull=True, proposed_by__isnull=True),
                name="decision_by_an_officer_or_by_itself",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True) | ~Q(proposed_by=F("decided_by")),
                name="decision_by_two_is_by_two",
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=GIVES_A_TIER) & ~Q(tier="")) | (~Q(kind__in=GIVES_A_TIER) & Q(tier="")),
                name="decision_grants_a_tier",
            ),
            models.CheckConstraint(
                condition=Q(kind=DecisionKind.UPHOLD, overturns__isnull=False)
                | (~Q(kind=DecisionKind.UPHOLD) & Q(overturns__isnull=True)),
                name="decision_upheld_overturns",
            ),
            models.UniqueConstraint(fields=["practice", "framework", "decided_at"], name="decision_one_at_a_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.effective_on}"


class SuspensionEffects(Unchangeable):
    """What a suspension means for the practice and its patients. Days are the first on which it is so."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="effects")
    badge = models.BooleanField(help_text="The practice is still shown with its award.")
    new_initiations = models.BooleanField(help_text="It may start further patients.")
    payment_stops_on = models.DateField(null=True, blank=True)
    cover_starts_on = models.DateField(null=True, blank=True)
    patients_told_by = models.DateField(null=True, blank=True, help_text="The last day to tell them.")

    def __str__(self) -> str:
        return f"Effects of decision {self.decision_id}"


class Recusal(models.Model):
    """An officer declared a conflict of interest: somebody else decides on this practice."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "person"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.person_id} does not decide on {self.practice_id}"
