from __future__ import annotations

from django.db import models
from django.db.models import Q

from courses.models.learning import Enrolment
from courses.models.questions import Question


class Attempt(models.Model):
    """One go at the quiz. What is asked, and in which order, is fixed when it starts."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField()
    pass_mark = models.PositiveSmallIntegerField(help_text="Per cent, as it was when the attempt started.")
    seed = models.PositiveBigIntegerField()
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Per cent, rounded down.")

    class Meta:
        ordering = ["enrolment_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(submitted_at__isnull=True), name="attempt_one_open"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, score__isnull=True)
                | Q(submitted_at__isnull=False, score__lte=100),
                name="attempt_score_when_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.number} of enrolment {self.enrolment_id}"

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None

    @property
    def has_passed(self) -> bool:
        return self.score is not None and self.score >= self.pass_mark


class Response(models.Model):
    """One question of an attempt, and what was answered. `chosen` holds option ids; empty is not answered yet."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="responses")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="responses")
    position = models.PositiveSmallIntegerField(help_text="From 1.")
    chosen = models.JSONField(default=list, blank=True)
    is_right = models.BooleanField(null=True, blank=True, help_text="Known once the attempt is submitted.")

    class Meta:
        ordering = ["attempt_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="response_position_once"),
            models.UniqueConstraint(fields=["attempt", "question"], name="response_question_once"),
        ]

    def __str__(self) -> str:
        return f"Question {self.position} of attempt {self.attempt_id}"

    @property
    def is_answered(self) -> bool:
        return bool(self.chosen)
