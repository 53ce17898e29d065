from __future__ import annotations

from django.db import models
from django.db.models import Q

from practices.enums import LeadRole, NetworkRole, PracticeRole, Profession
from practices.models.organisations import Commissioner, Network, Practice
from practices.models.people import Person
from practices.models.temporal import TemporalFact


class Employment(TemporalFact):
    """A person works at a practice in a role, some sessions (half days) a week; perhaps at several practices."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="employments")
    role = models.CharField(max_length=30, choices=PracticeRole)
    sessions = models.DecimalField(max_digits=4, decimal_places=1, default=4)

    class Meta(TemporalFact.Meta):
        constraints = [
            *TemporalFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "practice", "role"],
                condition=Q(ended_on__isnull=True, superseded_at__isnull=True),
                name="employment_one_open",
            ),
            models.CheckConstraint(condition=Q(role__in=PracticeRole.values), name="employment_role_known"),
            models.CheckConstraint(condition=Q(sessions__gte=0, sessions__lte=14), name="employment_sessions_bounds"),
        ]
        indexes = [models.Index(fields=["practice", "superseded_at"], name="employment_of_practice")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.practice_id} as {self.role}"


class LeadPost(TemporalFact):
    """A person is the practice's named lead."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="lead_posts")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="lead_posts")
    lead_role = models.CharField(max_length=30, choices=LeadRole)

    class Meta(TemporalFact.Meta):
        constraints = [
            *TemporalFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["practice", "lead_role"],
                condition=Q(ended_on__isnull=True, superseded_at__isnull=True),
                name="lead_post_one_holder",
            ),
            models.CheckConstraint(condition=Q(lead_role__in=LeadRole.values), name="lead_post_role_known"),
        ]
        indexes = [models.Index(fields=["practice", "superseded_at"], name="lead_post_of_practice")]

    def __str__(self) -> str:
        return f"{self.person_id} is {self.lead_role} of {self.practice_id}"


class Absence(TemporalFact):
    """A person employed at a practice is on long leave from it. Why is nobody's business here."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="absences")

    class Meta(TemporalFact.Meta):
        constraints = [
            *TemporalFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "practice"],
                condition=Q(ended_on__isnull=True, superseded_at__isnull=True),
                name="absence_one_open",
            ),
        ]
        indexes = [models.Index(fields=["practice", "superseded_at"], name="absence_of_practice")]

    def __str__(self) -> str:
        return f"{self.person_id} on leave from {self.practice_id}"


class Appointment(TemporalFact):
    """A person works for a network: as specialist, commissioner, editor or programme admin."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=NetworkRole)
    profession = models.CharField(max_length=30, choices=Profession, blank=True)
    commissioner = models.ForeignKey(
        Commissioner,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="A commissioner who sees only the practices of this body.",
    )

    class Meta(TemporalFact.Meta):
        constraints = [
            *TemporalFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "network", "role"],
                condition=Q(ended_on__isnull=True, superseded_at__isnull=True),
                name="appointment_one_open",
            ),
            models.CheckConstraint(condition=Q(role__in=NetworkRole.values), name="appointment_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role} of {self.network_id}"
