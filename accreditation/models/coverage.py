from __future__ import annotations

from django.db import models
from django.db.models import Q

from accreditation.models.frameworks import Framework
from practices.models import Practice, TemporalFact


class Coverage(TemporalFact):
    """Somebody else provides the service of a tier to the patients of a practice: another practice, or a team."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="cover")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    tier = models.CharField(max_length=40)
    provider_practice = models.ForeignKey(
        Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="covers"
    )
    provider = models.CharField(max_length=120, blank=True, help_text="A team or service that is no practice.")

    class Meta(TemporalFact.Meta):
        ordering = ["practice_id", "started_on", "id"]
        indexes = [models.Index(fields=["framework", "tier", "practice"], name="coverage_of_framework")]
        constraints = [
            *TemporalFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(provider_practice__isnull=False, provider="")
                | (Q(provider_practice__isnull=True) & ~Q(provider="")),
                name="coverage_has_one_provider",
            ),
        ]

    def __str__(self) -> str:
        return f"Cover for practice {self.practice_id} from {self.started_on}"
