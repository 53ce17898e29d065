from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from cms.clock import london_date
from practices.models import Network, Person, Practice
from visits.enums import OPEN, TOOK_PLACE, AgendaKind, Side, VisitKind, VisitState


class VisitQuerySet(models.QuerySet["Visit"]):
    def open(self) -> Self:
        """Proposed or agreed, and still to come about."""
        return self.filter(state__in=OPEN)

    def took_place(self) -> Self:
        return self.filter(state__in=TOOK_PLACE)


class Visit(models.Model):
    """Specialists go to a practice. It counts when it is signed off, on the day it was held."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="visits")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=12, choices=VisitKind, default=VisitKind.JOINT)
    state = models.CharField(max_length=12, choices=VisitState, default=VisitState.PROPOSED)
    planned_minutes = models.PositiveSmallIntegerField(default=90)
    starts_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_by_side = models.CharField(max_length=8, choices=Side, blank=True)
    ended_because = models.TextField(blank=True)
    held_on = models.DateField(null=True, blank=True)
    held_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=VisitState.values), name="visit_state_known"),
            models.CheckConstraint(condition=Q(kind__in=VisitKind.values), name="visit_kind_known"),
            models.CheckConstraint(condition=Q(planned_minutes__gte=15, planned_minutes__lte=480), name="visit_plan"),
            models.CheckConstraint(
                condition=~Q(state=VisitState.AGREED)
                | Q(starts_at__isnull=False, agreed_at__isnull=False, agreed_by__isnull=False),
                name="visit_agreed_on_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=TOOK_PLACE, held_on__isnull=False, held_minutes__gte=1, held_minutes__lte=480)
                | Q(held_on__isnull=True, held_minutes__isnull=True) & ~Q(state__in=TOOK_PLACE),
                name="visit_held_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=VisitState.SIGNED_OFF, signed_off_at__isnull=False, signed_off_by__isnull=False)
                | Q(signed_off_at__isnull=True) & ~Q(state=VisitState.SIGNED_OFF),
                name="visit_signed_off_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=VisitState.CANCELLED, cancelled_by_side__in=Side.values)
                | Q(cancelled_by_side="") & ~Q(state=VisitState.CANCELLED),
                name="visit_cancelled_by_a_side",
            ),
        ]
        indexes = [
            models.Index(fields=["practice", "state", "held_on"], name="visit_of_practice"),
            models.Index(fields=["network", "state", "starts_at"], name="visit_calendar"),
        ]

    def __str__(self) -> str:
        return f"Visit {self.pk}"

    @property
    def day(self) -> date | None:
        """The Europe/London day it was held on, or is agreed for."""
        return self.held_on or (london_date(self.starts_at) if self.starts_at else None)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def took_place(self) -> bool:
        return self.state in TOOK_PLACE


class ProposedSlot(models.Model):
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["visit", "starts_at"], name="visit_slot_once")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class AgendaItem(models.Model):
    """One of the five options: suggested by the specialists, agreed by the practice, dealt with on the day."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="agenda")
    kind = models.CharField(max_length=16, choices=AgendaKind)
    topic = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()
    is_agreed = models.BooleanField(default=False)
    is_done = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    patients = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["visit_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "kind"], name="visit_agenda_option_once"),
            models.CheckConstraint(condition=Q(kind__in=AgendaKind.values), name="visit_agenda_option_known"),
            models.CheckConstraint(
                condition=Q(patients__isnull=True) | Q(kind=AgendaKind.PATIENT_REVIEW), name="visit_patients_of_review"
            ),
            models.CheckConstraint(
                condition=Q(is_done=True) | Q(note="", patients__isnull=True), name="visit_agenda_outcome_of_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at visit {self.visit_id}"
