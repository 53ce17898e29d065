from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from practices.models import (
    Appointment,
    Employment,
    LeadPost,
    NetworkMembership,
    Person,
    Practice,
    PracticeRecord,
)


@dataclass(frozen=True)
class StaffMember:
    """A person at a practice on a day, with the posts held there."""

    person: Person
    employments: tuple[Employment, ...]
    leads: tuple[LeadPost, ...]
    has_account: bool

    @property
    def roles(self) -> str:
        return ", ".join(employment.get_role_display() for employment in self.employments)


def roster(practice: Practice, *, on: date) -> list[StaffMember]:
    """Who works at the practice on the day, as known now, by family name."""
    employments = Employment.objects.current().on(on).filter(practice=practice)
    leads = list(LeadPost.objects.current().on(on).filter(practice=practice))
    by_person: dict[Person, list[Employment]] = {}
    for employment in employments.select_related("person", "person__user").order_by(
        "person__family_name", "person__given_name", "started_on"
    ):
        by_person.setdefault(employment.person, []).append(employment)
    return [
        StaffMember(
            person,
            tuple(held),
            tuple(lead for lead in leads if lead.person_id == person.pk),
            hasattr(person, "user"),
        )
        for person, held in by_person.items()
    ]


def name_of(practice: Practice, *, on: date) -> str:
    """What the practice is called on the day; its code if the directory does not say."""
    return names_of([practice.pk], on=on).get(practice.pk, practice.code)


def names_of(practice_ids: Iterable[int], *, on: date) -> dict[int, str]:
    records = PracticeRecord.objects.current().on(on).filter(practice_id__in=list(practice_ids))
    return dict(records.values_list("practice_id", "name"))


def record_on(practice: Practice, day: date, known_at: datetime) -> PracticeRecord | None:
    """What the directory says of the practice on the day, as far as was known at the moment; None if nothing was."""
    records = PracticeRecord.objects.known_at(known_at).on(day).filter(practice=practice)
    return records.select_related("commissioner").order_by("-started_on", "-recorded_at").first()


def practices_of_network(network_id: int, *, on: date) -> QuerySet[Practice]:
    memberships = NetworkMembership.objects.current().on(on).filter(network_id=network_id)
    return Practice.objects.filter(pk__in=memberships.values("practice_id")).order_by("code")


def specialists_of(network_id: int, *, on: date) -> QuerySet[Appointment]:
    appointments = Appointment.objects.current().on(on).filter(network_id=network_id, role="specialist")
    return appointments.select_related("person").order_by("person__family_name", "person__given_name")


def employments_at(practice: Practice) -> QuerySet[Employment]:
    """Every employment at the practice that was ever known, superseded ones too."""
    return Employment.objects.filter(practice=practice).order_by("started_on", "id")


def lead_posts_at(practice: Practice) -> QuerySet[LeadPost]:
    return LeadPost.objects.filter(practice=practice).order_by("started_on", "id")


def role_at(person: Person, practice: Practice, *, on: date) -> str | None:
    """The role held at the practice on the day, as known now; the one with most sessions when there are several."""
    held = Employment.objects.current().on(on).filter(person=person, practice=practice)
    return held.order_by("-sessions", "id").values_list("role", flat=True).first()


def practices_of_person(person_id: object, *, known_at: datetime) -> list[int]:
    """Every practice where the person ever worked, as far as was known at the moment."""
    known = Employment.objects.filter(person_id=person_id, recorded_at__lte=known_at)
    return sorted(set(known.values_list("practice_id", flat=True)))
