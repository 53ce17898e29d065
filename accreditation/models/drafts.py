from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from accreditation.enums import DraftState, DraftStepKind
from accreditation.models.frameworks import FrameworkVersion, Unchangeable
from accreditation.rules import grammar
from jobs.models import Job
from practices.models import Network, Person


class Draft(models.Model):
    """A framework being written: its document, finished or not, and how far it has come.

    `revision` counts up with every change, so that nobody writes over what another has written meanwhile.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="drafts")
    code = models.SlugField(max_length=40)
    document = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, choices=DraftState, default=DraftState.WRITING)
    based_on = models.ForeignKey(FrameworkVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    preset = models.CharField(max_length=60, blank=True)
    published_version = models.OneToOneField(
        FrameworkVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="draft"
    )
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DraftState.values), name="draft_state_known"),
            models.CheckConstraint(
                condition=Q(state=DraftState.PUBLISHED, published_version__isnull=False)
                | (~Q(state=DraftState.PUBLISHED) & Q(published_version__isnull=True)),
                name="draft_published_as_a_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def title(self) -> str:
        return str(self.document.get("title") or self.code)

    @property
    def number(self) -> int:
        return int(self.document["version"])

    @property
    def digest(self) -> str:
        return grammar.digest(self.document)

    @property
    def is_being_written(self) -> bool:
        return self.state == DraftState.WRITING


class DraftStep(Unchangeable):
    """Somebody moved a draft on, sent it back or said something about it, as it was at that moment."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=DraftStepKind)
    comment = models.TextField(max_length=2000, blank=True)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["draft_id", "at", "id"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=DraftStepKind.values), name="draft_step_known")]

    def __str__(self) -> str:
        return f"{self.kind} of draft {self.draft_id}"


class Rehearsal(models.Model):
    """What a document would do to every practice: on the facts known at a moment, on that day and over the year
    before it. The job fills in the result.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="rehearsals")
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    against = models.ForeignKey(FrameworkVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    known_at = models.DateTimeField()
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=list)

    class Meta:
        ordering = ["-known_at", "-id"]

    def __str__(self) -> str:
        return f"Rehearsal of draft {self.draft_id} as known at {self.known_at}"

    @property
    def rules(self) -> grammar.Framework:
        document: dict[str, Any] = self.document
        return grammar.parse(document)
