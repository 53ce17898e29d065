from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from courses.enums import CompletedBy
from practices.models import Network

# The first part of addresses under /courses/ that are not courses.
RESERVED_CODES = ("attempts", "certificates", "completions", "launches", "sessions", "verify")


def check_code_free_to_use(code: str) -> None:
    if code in RESERVED_CODES:
        raise ValidationError(f"“{code}” is an address of the site. Choose another code.")


class Course(models.Model):  # type: ignore[django-manager-missing] # modelcluster is untyped
    """What can be completed: its rules. What there is to read stands in pages that point here."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="courses")
    code = models.SlugField(
        max_length=60,
        unique=True,
        validators=[check_code_free_to_use],
        help_text="Short and stable: frameworks and the evidence ledger name the course by it. Never change it.",
    )
    title = models.CharField(max_length=160)
    summary = models.TextField(max_length=600, blank=True, help_text="Two sentences: what it is about, and for whom.")
    edition = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1)],
        help_text="Raise it when what the course teaches has changed. Whoever is half-way starts again.",
    )
    cpd_minutes = models.PositiveSmallIntegerField("CPD minutes", validators=[MinValueValidator(1)])
    pass_mark = models.PositiveSmallIntegerField(
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="In per cent of the questions asked.",
    )
    questions_per_attempt = models.PositiveSmallIntegerField(default=8, validators=[MinValueValidator(1)])
    attempts_allowed = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1)], help_text="Attempts in a row before a pause."
    )
    cool_off_hours = models.PositiveSmallIntegerField(
        default=24, help_text="How long the pause is. After it come as many attempts again."
    )
    completed_by = models.CharField(
        max_length=10,
        choices=CompletedBy,
        default=CompletedBy.QUIZ,
        help_text="What a package says is self-declared: a framework counts it only where it says so.",
    )
    competencies = models.CharField(
        max_length=200, blank=True, help_text="Competency codes, separated by commas, such as insulin, hypoglycaemia."
    )
    is_open = models.BooleanField(default=True, help_text="Whether people can start it.")

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="course_pass_mark_bounds"),
            models.CheckConstraint(
                condition=Q(edition__gte=1, cpd_minutes__gte=1, attempts_allowed__gte=1, questions_per_attempt__gte=1),
                name="course_counts_from_one",
            ),
            models.CheckConstraint(condition=Q(completed_by__in=CompletedBy.values), name="course_completed_by_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def competency_codes(self) -> list[str]:
        return [code.strip() for code in self.competencies.split(",") if code.strip()]
