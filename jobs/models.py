from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q


class State(models.TextChoices):
    WAITING = "waiting", "Waiting"
    PUBLISHED = "published", "Sent to a worker"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


UNFINISHED = (State.WAITING, State.PUBLISHED, State.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def due(self, at: datetime) -> JobQuerySet:
        return self.filter(Q(not_before__isnull=True) | Q(not_before__lte=at), state=State.WAITING)

    def silent_since(self, moment: datetime) -> JobQuerySet:
        """Sent or running, with no sign of life since the moment."""
        return self.filter(state__in=(State.PUBLISHED, State.RUNNING), touched_at__lt=moment)

    def failed(self) -> JobQuerySet:
        return self.filter(state=State.FAILED)


class Job(models.Model):
    """One piece of work that must happen: outbox row, progress and dead letter in one."""

    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=160, unique=True, help_text="The natural key: enqueueing it again is a no-op.")
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    requested_by = models.CharField(max_length=60, blank=True)
    error = models.CharField(max_length=500, blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    outcome = models.JSONField(default=dict, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "not_before"], name="job_state_due")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_known"),
            models.CheckConstraint(condition=Q(steps_done__lte=F("steps_total")), name="job_progress_within_total"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key} ({self.state})"

    @property
    def is_finished(self) -> bool:
        return self.state in (State.DONE, State.FAILED)

    @property
    def per_cent(self) -> int:
        return 100 * self.steps_done // self.steps_total if self.steps_total else 0
