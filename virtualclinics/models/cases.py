from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q, TextChoices

from practices.models import Network, Person, Practice
from virtualclinics import bands
from virtualclinics.enums import CaseState

NEVER_SUBMITTED = (CaseState.DRAFT, CaseState.WITHDRAWN)


def known(field: str, choices: type[TextChoices]) -> models.CheckConstraint:
    """One of the choices, or empty."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": ["", *choices.values]}), name=f"case_{field}_known")


def within(field: str, least: int, most: int) -> models.CheckConstraint:
    """Both bounds included, or null."""
    condition = Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": least, f"{field}__lte": most})
    return models.CheckConstraint(condition=condition, name=f"case_{field}_bounds")


class CaseQuerySet(models.QuerySet["Case"]):
    def waiting(self) -> Self:
        """For a clinic, the longest first."""
        return self.filter(state=CaseState.SUBMITTED).order_by("submitted_at", "id")


class Case(models.Model):
    """An anonymised case that a practice brings. Which patient it is, only the practice knows, by its own reference."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="cases")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.DRAFT)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    declared_anonymous_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(blank=True)
    moved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(null=True, blank=True)

    local_reference = models.CharField(max_length=12, blank=True)
    age_band = models.CharField(max_length=10, choices=bands.AgeBand, blank=True)
    sex = models.CharField(max_length=10, choices=bands.Sex, blank=True)
    diabetes_type = models.CharField(max_length=12, choices=bands.DiabetesType, blank=True)
    duration = models.CharField(max_length=10, choices=bands.Duration, blank=True)
    systolic = models.PositiveSmallIntegerField(null=True, blank=True)
    diastolic = models.PositiveSmallIntegerField(null=True, blank=True)
    cholesterol = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    egfr = models.PositiveSmallIntegerField(null=True, blank=True)
    acr = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    bmi = models.CharField(max_length=12, choices=bands.Bmi, blank=True)
    retina = models.CharField(max_length=14, choices=bands.Retina, blank=True)
    foot_risk = models.CharField(max_length=14, choices=bands.FootRisk, blank=True)
    current_therapy = models.TextField(blank=True)
    what_failed = models.TextField(blank=True)
    hypoglycaemia = models.CharField(max_length=12, choices=bands.Hypoglycaemia, blank=True)
    comorbidities = models.JSONField(default=list, blank=True)
    frailty = models.CharField(max_length=10, choices=bands.Frailty, blank=True)
    pregnancy = models.CharField(max_length=14, choices=bands.PregnancyIntention, blank=True)
    living_factors = models.JSONField(default=list, blank=True)
    goals = models.TextField(blank=True)
    question = models.TextField(blank=True)
    tried = models.TextField(blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=NEVER_SUBMITTED)
                | Q(submitted_at__isnull=False, declared_anonymous_at__isnull=False)
                & ~Q(question="")
                & ~Q(age_band=""),
                name="case_submitted_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.RETURNED) | ~Q(returned_because=""), name="case_returned_with_a_question"
            ),
            models.UniqueConstraint(
                fields=["practice", "local_reference"], condition=~Q(local_reference=""), name="case_reference_once"
            ),
            known("age_band", bands.AgeBand),
            known("sex", bands.Sex),
            known("diabetes_type", bands.DiabetesType),
            known("duration", bands.Duration),
            known("bmi", bands.Bmi),
            known("retina", bands.Retina),
            known("foot_risk", bands.FootRisk),
            known("hypoglycaemia", bands.Hypoglycaemia),
            known("frailty", bands.Frailty),
            known("pregnancy", bands.PregnancyIntention),
            within("systolic", 60, 260),
            within("diastolic", 30, 160),
            within("cholesterol", 1, 20),
            within("egfr", 1, 150),
            within("acr", 0, 2000),
        ]
        indexes = [models.Index(fields=["network", "state", "submitted_at"], name="case_queue")]

    def __str__(self) -> str:
        return f"Case {self.pk}"

    @property
    def comorbidity_labels(self) -> list[str]:
        return [str(bands.Comorbidity(code).label) for code in self.comorbidities]

    @property
    def living_factor_labels(self) -> list[str]:
        return [str(bands.LivingFactor(code).label) for code in self.living_factors]


class HbA1cReading(models.Model):
    """In mmol/mol, so many whole months before the case was written down. Never a date."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="readings")
    months_ago = models.PositiveSmallIntegerField()
    value = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-months_ago"]
        constraints = [
            models.UniqueConstraint(fields=["case", "months_ago"], name="reading_once_a_month"),
            models.CheckConstraint(condition=Q(months_ago__lte=60), name="reading_within_five_years"),
            models.CheckConstraint(condition=Q(value__gte=20, value__lte=200), name="reading_value_bounds"),
        ]

    def __str__(self) -> str:
        return f"{self.value} mmol/mol, {self.months_ago} months before"
