from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from courses.enums import QuestionKind
from courses.models.catalogue import Course


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked_in(self, course: Course, edition: int) -> QuestionQuerySet:
        """The bank from which an attempt at this edition draws."""
        return self.filter(course=course, edition__lte=edition, is_retired=False)


class Question(ClusterableModel):
    """One question of a course's bank. A question that was ever asked is retired, not deleted."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="questions")
    stem = models.TextField("question", max_length=1000)
    kind = models.CharField(max_length=10, choices=QuestionKind, default=QuestionKind.SINGLE)
    feedback = models.TextField(max_length=2000, help_text="Shown after the quiz: why the right answer is right.")
    source = models.CharField(max_length=300, help_text="What it rests on: title, body and year.")
    competency = models.SlugField(max_length=40, blank=True)
    edition = models.PositiveSmallIntegerField(
        "asked from edition", default=1, validators=[MinValueValidator(1)], help_text="The first edition that asks it."
    )
    is_retired = models.BooleanField("retired", default=False, help_text="No longer asked. Past results stay.")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["course_id", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_kind_known"),
        ]

    def __str__(self) -> str:
        return self.stem[:80]


class Option(models.Model):
    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.CharField("answer", max_length=400)
    is_correct = models.BooleanField("right", default=False)
    feedback = models.CharField(max_length=600, blank=True, help_text="Shown after the quiz to whoever chose it.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
