from __future__ import annotations

from django.db import models
from django.db.models import Q

from accreditation.enums import OtherKind
from evidence.enums import Verification
from practices.models import Person, Practice


class OtherEvidence(models.Model):
    """What counts and happened outside this site: entered here by a specialist or the programme, in the ledger under
    its own kind.

    A correction is a row of its own: it withdraws the one it corrects, voids that one's entry and records its own.
    """

    kind = models.CharField(max_length=30, choices=OtherKind)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    values = models.JSONField()
    verification = models.PositiveSmallIntegerField(choices=Verification, default=Verification.COUNTERSIGNED)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OtherKind.values), name="other_evidence_kind_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, practice__isnull=True)
                | Q(person__isnull=True, practice__isnull=False),
                name="other_evidence_of_a_person_or_a_practice",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "withdrawn_at"], name="other_evidence_of_practice"),
            models.Index(fields=["person", "withdrawn_at"], name="other_evidence_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.happened_on}"
