from __future__ import annotations

from django.db import models
from django.db.models import Q

from accreditation.enums import EvidenceFile
from practices.models import Network, Person


class EvidenceImport(models.Model):
    """A file of evidence that was uploaded, and what became of it. The file is kept until the work is done."""

    kind = models.CharField(max_length=20, choices=EvidenceFile)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=200, blank=True)
    dry_run = models.BooleanField(default=False)
    per_row = models.BooleanField(default=False)
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    refused_rows = models.TextField(blank=True)

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EvidenceFile.values), name="evidence_import_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_loaded(self) -> bool:
        return bool(self.outcome.get("loaded"))

    @property
    def has_failed(self) -> bool:
        return bool(self.job and self.job.state == "failed")
