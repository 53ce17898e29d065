"""What follows from a visit: actions, the feedback letter to the practice, the practice's own feedback."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from practices.models import Person
from visits.models.visits import Visit


class ActionQuerySet(models.QuerySet["VisitAction"]):
    def open(self) -> Self:
        return self.filter(done_on__isnull=True)


class VisitAction(models.Model):
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="visit_action_says_what"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="visit_action_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Action {self.pk} of visit {self.visit_id}"


class FeedbackLetter(models.Model):
    """The letter to the practice. Who came and when stands in the visit; its text holds no name and no date."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="letter")
    text = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="visit_letter_says_something"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False, sent_at__isnull=False),
                name="visit_letter_acknowledged_once_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"Letter of visit {self.visit_id}"


class VisitFeedback(models.Model):
    """What the practice thought of the visit, from 1 (poor) to 5 (excellent)."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="feedback")
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="visit_feedback_score_bounds")
        ]

    def __str__(self) -> str:
        return f"Feedback on visit {self.visit_id}: {self.score} of 5"
