from __future__ import annotations

from django.db import models
from django.db.models import Q

from practices.enums import PracticeStatus
from practices.models.temporal import TemporalFact


class Network(models.Model):
    """A local programme: its specialists, its practices, its scheme."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Commissioner(models.Model):
    """Who commissions a practice: an ICB's sub-location since 2022, a CCG before, a PCT before that."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name or self.code


class PrimaryCareNetwork(models.Model):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=160)
    commissioner = models.ForeignKey(Commissioner, null=True, blank=True, on_delete=models.PROTECT, related_name="pcns")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = "primary care network"

    def __str__(self) -> str:
        return self.name


class Practice(models.Model):
    """A practice by its ODS code. What it is called and where it stands is a dated record."""

    code = models.CharField(max_length=10, unique=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class PracticeRecord(TemporalFact):
    """What the practice directory says of a practice from one day to another."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="records")
    name = models.CharField(max_length=160)
    address = models.CharField(max_length=250, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=1, choices=PracticeStatus)
    prescribing_setting = models.CharField(max_length=3, blank=True)
    region_code = models.CharField(max_length=10, blank=True)
    icb_code = models.CharField(max_length=10, blank=True)
    commissioner = models.ForeignKey(
        Commissioner, null=True, blank=True, on_delete=models.PROTECT, related_name="practice_records"
    )
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta(TemporalFact.Meta):
        constraints = [
            *TemporalFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(ended_on__isnull=True, superseded_at__isnull=True),
                name="practice_record_one_open",
            ),
        ]
        indexes = [models.Index(fields=["practice", "superseded_at", "started_on"], name="practice_record_lookup")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_gp_practice(self) -> bool:
        """Prescribing setting 4 of the ODS practice file."""
        return self.prescribing_setting == "4"


class PcnMembership(TemporalFact):
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="pcn_memberships")
    pcn = models.ForeignKey(PrimaryCareNetwork, on_delete=models.PROTECT, related_name="memberships")

    class Meta(TemporalFact.Meta):
        constraints = [
            *TemporalFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "pcn", "started_on"],
                condition=Q(superseded_at__isnull=True),
                name="pcn_membership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} in {self.pcn}"


class NetworkMembership(TemporalFact):
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="network_memberships")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="memberships")

    class Meta(TemporalFact.Meta):
        constraints = [
            *TemporalFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(ended_on__isnull=True, superseded_at__isnull=True),
                name="network_membership_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} in {self.network}"


class Count(models.Model):
    """A count of patients of a practice on a date. A corrected count supersedes the former one."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="+")
    counted_on = models.DateField()
    patients = models.PositiveIntegerField()
    source = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["practice_id", "counted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "counted_on"],
                condition=Q(superseded_at__isnull=True),
                name="%(app_label)s_%(class)s_one_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.patients} on {self.counted_on}"


class ListSize(Count):
    """Registered patients."""


class DiabetesRegister(Count):
    """Patients aged 17 and over on the practice's diabetes register (QOF DM)."""
