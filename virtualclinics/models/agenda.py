"""What happens to a case: it is put on an agenda, given a recommendation, and the practice says what it did."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from practices.models import Person
from virtualclinics.bands import HbA1cBand
from virtualclinics.enums import Outcome, Pathway, Theme
from virtualclinics.models.cases import Case
from virtualclinics.models.clinics import Clinic


class AgendaItem(models.Model):
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="agenda")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["clinic_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["clinic", "case"], name="agenda_item_once")]

    def __str__(self) -> str:
        return f"{self.case} at clinic {self.clinic_id}"


class CaseRecommendation(models.Model):
    """The coded recommendation of a clinic on a case. The highest revision stands; the earlier ones stay readable."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recommendations")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="recommendations")
    revision = models.PositiveSmallIntegerField(default=1)
    themes = models.JSONField(default=list)
    text = models.TextField()
    reasoning = models.TextField()
    pathway = models.CharField(max_length=24, choices=Pathway)
    recommended_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recommended_at = models.DateTimeField()

    class Meta:
        ordering = ["case_id", "clinic_id", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["case", "clinic", "revision"], name="recommendation_revision_once"),
            models.CheckConstraint(condition=Q(pathway__in=Pathway.values), name="recommendation_pathway_known"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(reasoning=""), name="recommendation_with_reasoning"),
        ]

    def __str__(self) -> str:
        return f"Recommendation on {self.case_id}, revision {self.revision}"

    @property
    def theme_labels(self) -> list[str]:
        return [str(Theme(code).label) for code in self.themes]


class CaseOutcome(models.Model):
    """What the practice did about the recommendation. The highest revision stands."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outcomes")
    revision = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=10, choices=Outcome)
    note = models.TextField(blank=True)
    hba1c_after = models.CharField(max_length=14, choices=HbA1cBand, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["case_id", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["case", "revision"], name="outcome_revision_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(superseded_at__isnull=True), name="outcome_one_standing"
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="outcome_known"),
            models.CheckConstraint(
                condition=Q(hba1c_after__in=["", *HbA1cBand.values]), name="outcome_hba1c_band_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Outcome of case {self.case_id}: {self.outcome}"
