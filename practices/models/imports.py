from __future__ import annotations

from django.db import models

from practices.enums import DirectoryFile
from practices.models.people import Person


class DirectoryImport(models.Model):
    """A directory file that was uploaded, and what became of it. The file itself is kept until the work is done."""

    kind = models.CharField(max_length=20, choices=DirectoryFile)
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=200, blank=True)
    effective_on = models.DateField()
    dry_run = models.BooleanField(default=False)
    per_row = models.BooleanField(default=False)
    requested_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    refused_rows = models.TextField(blank=True)

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=DirectoryFile.values), name="directory_import_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_loaded(self) -> bool:
        return bool(self.outcome.get("loaded"))
