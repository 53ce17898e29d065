from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from courses.models.catalogue import Course
from evidence.enums import Verification, VoidReason
from practices.models import Person


class Enrolment(models.Model):
    """A person takes a course, from start to completion. Taking it again later is another enrolment."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    edition = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(help_text="1 for the first time, 2 for the second.")
    enrolled_at = models.DateTimeField()

    class Meta:
        ordering = ["person_id", "course_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["person", "course", "number"], name="enrolment_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} takes {self.course_id}, time {self.number}"


class LessonProgress(models.Model):
    """A lesson is done. `lesson_key` is the page's key; it outlives the page."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="lessons_done")
    lesson_key = models.UUIDField()
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["done_at", "id"]
        verbose_name_plural = "lesson progress"
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson_key"], name="lesson_done_once"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_key} done in {self.enrolment_id}"


class CompletionQuerySet(models.QuerySet["Completion"]):
    def standing(self) -> Self:
        """Not void, as far as we know now."""
        return self.filter(voided_at__isnull=True)


class Completion(models.Model):
    """Everything of the course done, and its quiz passed or its package done.

    What the certificate says stands here, whatever becomes of the course.
    """

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="completion")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="completions")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    course_title = models.CharField(max_length=160)
    edition = models.PositiveSmallIntegerField()
    completed_on = models.DateField()
    recorded_at = models.DateTimeField()
    score = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Per cent. Empty: none was reported.")
    verification = models.PositiveSmallIntegerField(choices=Verification, default=Verification.COUNTERSIGNED)
    minutes = models.PositiveSmallIntegerField(help_text="CPD minutes.")
    certificate_ref = models.CharField(max_length=40, unique=True, help_text="Cannot be guessed.")
    revision = models.PositiveSmallIntegerField(default=1)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=20, choices=VoidReason, blank=True)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["-completed_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(score__isnull=True) | Q(score__lte=100), name="completion_score_bounds"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | Q(voided_at__isnull=False, void_reason__in=VoidReason.values),
                name="completion_void_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["person", "course"], name="completion_of_person")]

    def __str__(self) -> str:
        return f"{self.course_title}, {self.completed_on}"

    @property
    def is_self_declared(self) -> bool:
        """A package says so of itself; nobody else has seen it."""
        return self.verification < Verification.COUNTERSIGNED

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None
