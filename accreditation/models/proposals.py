from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accreditation.enums import ProposalState
from accreditation.models.decisions import Decision
from accreditation.models.frameworks import Framework
from practices.models import Person, Practice

WAIVE = "waive"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self, on: date) -> Self:
        return self.filter(state=ProposalState.OPEN, expires_on__gte=on)


class Proposal(models.Model):
    """One officer proposes, a second one confirms or refuses: what the framework wants two people for.

    `kind` is that of a decision, or "waive"; `terms` is what the operation will be told, as JSON has it.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="proposals")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    terms = models.JSONField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    expires_on = models.DateField(help_text="The last day on which it can be confirmed.")
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(max_length=1000, blank=True)
    decision = models.OneToOneField(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "framework", "kind"],
                condition=Q(state=ProposalState.OPEN),
                name="proposal_one_of_a_kind_open",
            ),
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="proposal_state_known"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, closed_at__isnull=True)
                | (~Q(state=ProposalState.OPEN) & Q(closed_at__isnull=False)),
                name="proposal_closed_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ProposalState.CONFIRMED, ProposalState.REFUSED])
                | ~Q(closed_by=F("proposed_by")),
                name="proposal_answered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} proposed on {self.proposed_at:%Y-%m-%d}"
