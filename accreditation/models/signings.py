from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accreditation.models.frameworks import Framework
from practices.models import Person, Practice


class Enrolment(models.Model):
    """A practice takes part in a framework from a day on. In the ledger: `practice.enrolled`."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="enrolments")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="enrolments")
    started_on = models.DateField()
    enrolled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField()

    class Meta:
        ordering = ["practice_id", "enrolled_at", "id"]
        constraints = [models.UniqueConstraint(fields=["practice", "framework"], name="enrolment_once")]

    def __str__(self) -> str:
        return f"{self.practice_id} in {self.framework_id} from {self.started_on}"


class Declaration(models.Model):
    """The practice declared something, up to and including `valid_until`. In the ledger: `declaration.signed`.

    A correction counts `revision` up, voids the entry of the former revision and records the new one.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="declarations")
    code = models.CharField(max_length=64)
    signed_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    revision = models.PositiveSmallIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["practice_id", "code", "-signed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("signed_on")),
                name="declaration_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["practice", "code", "signed_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="declaration_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.practice_id}, signed on {self.signed_on}"
