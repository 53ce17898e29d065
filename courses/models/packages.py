from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from courses.enums import PackageKind, PackageState
from courses.models.catalogue import Course
from courses.models.learning import Enrolment
from courses.packages.contents import Unit
from jobs.models import Job
from practices.models import Person


class PackageQuerySet(models.QuerySet["Package"]):
    def offered(self) -> Self:
        """Those that people play now: at most one for a course."""
        return self.filter(state=PackageState.READY, withdrawn_at__isnull=True)


class Package(models.Model):
    """A SCORM or cmi5 package of a course. The next one that is ready takes its place; neither is ever changed."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="packages")
    number = models.PositiveSmallIntegerField(help_text="Of the course's packages, from 1.")
    kind = models.CharField(max_length=12, choices=PackageKind)
    edition = models.CharField(max_length=40, help_text="Of the standard, as the package says it.")
    title = models.CharField(max_length=160)
    units = models.JSONField(help_text="What is played, in order: see courses.packages.contents.Unit.")
    notes = models.JSONField(default=list, blank=True)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file that was uploaded, in hexadecimal.")
    bytes_zipped = models.PositiveBigIntegerField()
    bytes_unpacked = models.PositiveBigIntegerField(help_text="As its directory says; what differs is refused.")
    files_total = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=PackageState, default=PackageState.WAITING)
    refusal = models.CharField(max_length=400, blank=True, help_text="Why it was refused while it was unpacked.")
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PackageQuerySet.as_manager()

    class Meta:
        ordering = ["course_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="package_number_once"),
            models.UniqueConstraint(
                fields=["course"], condition=Q(state="ready", withdrawn_at__isnull=True), name="package_one_offered"
            ),
            models.CheckConstraint(
                condition=Q(state="ready", ready_at__isnull=False, refusal="")
                | (Q(state="refused", ready_at__isnull=True) & ~Q(refusal=""))
                | Q(state="waiting", ready_at__isnull=True, refusal=""),
                name="package_state_and_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_kind_display()})"

    @property
    def parts(self) -> list[Unit]:
        return [Unit.from_json(values) for values in self.units]

    @property
    def is_offered(self) -> bool:
        return self.state == PackageState.READY and self.withdrawn_at is None

    def part(self, key: str) -> Unit | None:
        return next((unit for unit in self.parts if unit.key == key), None)


class PackageFile(models.Model):
    """A file of a package: where it is asked for, and under which digest its content is stored."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=240)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content, in hexadecimal.")
    size = models.PositiveBigIntegerField(help_text="Bytes.")

    class Meta:
        ordering = ["package_id", "path"]
        constraints = [models.UniqueConstraint(fields=["package", "path"], name="package_path_once")]

    def __str__(self) -> str:
        return self.path


class PackageLaunch(models.Model):
    """A part of a package was started. `label` is the name of the origin it plays in, which is its own.

    Append-only. A later launch of the same part by the same person ends this one.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="launches")
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="launches")
    unit = models.CharField(max_length=500)
    label = models.CharField(max_length=40, unique=True, help_text="Cannot be guessed.")
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "package launches"
        indexes = [models.Index(fields=["enrolment", "package"], name="launch_of_enrolment")]

    def __str__(self) -> str:
        return f"{self.unit} for enrolment {self.enrolment_id}"

    def has_expired(self, at: datetime) -> bool:
        return at >= self.expires_at


class PackageToken(models.Model):
    """A launch of cmi5 has fetched its token: once, and never again. Append-only."""

    launch = models.OneToOneField(PackageLaunch, on_delete=models.PROTECT, related_name="token")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token, in hexadecimal.")
    fetched_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Token of launch {self.launch_id}"


class PackageReport(models.Model):
    """What a package said of itself, once. Append-only: how far somebody is follows from all of them.

    `kind` is "state" (SCORM), "statement" or "document" (cmi5). `ref` names it within its launch: the number of a
    commit, the id of a statement; the same twice is refused. `kept` is what resuming needs, and nothing else.
    """

    launch = models.ForeignKey(PackageLaunch, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10)
    ref = models.CharField(max_length=60)
    is_completed = models.BooleanField(default=False)
    is_passed = models.BooleanField(null=True, blank=True, help_text="Empty: it says nothing of it.")
    is_done = models.BooleanField(default=False, help_text="With this report the part is done.")
    score = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Per cent, rounded down.")
    kept = models.JSONField(default=dict, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["launch", "kind", "ref"], name="report_ref_once"),
            models.CheckConstraint(condition=Q(score__isnull=True) | Q(score__lte=100), name="report_score_bounds"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref} of launch {self.launch_id}"
