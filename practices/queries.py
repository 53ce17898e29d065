from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from practices.identity import survivors_of
from practices.models import (
    Appointment,
    Employment,
    Invitation,
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


@dataclass(frozen=True)
class PostsOfPerson:
    employments: list[Employment]
    leads: list[LeadPost]
    appointments: list[Appointment]


def roster(practice: Practice, *, on: date) -> list[StaffMember]:
    """Who works at the practice on the day, as known now, by family name. Two records of one person are one line."""
    employments = Employment.objects.current().on(on).filter(practice=practice)
    leads = list(LeadPost.objects.current().on(on).filter(practice=practice))
    by_person: dict[Person, list[Employment]] = {}
    for employment in employments.select_related("person", "person__user").order_by(
        "person__family_name", "person__given_name", "started_on"
    ):
        by_person.setdefault(employment.person, []).append(employment)
    records = _records_of_one_person(by_person)
    return [
        StaffMember(
            person,
            tuple(post for each in records[person] for post in by_person[each]),
            tuple(lead for lead in leads if lead.person_id in {each.pk for each in records[person]}),
            hasattr(person, "user"),
        )
        for person in records
    ]


def _records_of_one_person(people: Iterable[Person]) -> dict[Person, list[Person]]:
    """The record that counts, of those given, and with it those that count for it; in the order given."""
    everybody = list(people)
    survivors = survivors_of(person.pk for person in everybody)
    groups: dict[UUID, list[Person]] = {}
    for person in everybody:
        groups.setdefault(survivors.get(person.pk, person.pk), []).append(person)
    return {next((each for each in group if each.pk == pk), group[0]): group for pk, group in groups.items()}


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


def role_at(person: Person, practice: Practice, *, on: date) -> str | None:
    """The role held at the practice on the day, as known now; the one with most sessions when there are several."""
    held = Employment.objects.current().on(on).filter(person=person, practice=practice)
    return held.order_by("-sessions", "id").values_list("role", flat=True).first()


def leads_of(practice: Practice, *, on: date) -> dict[str, LeadPost]:
    """Who holds which named lead of the practice on the day, as known now."""
    posts = LeadPost.objects.current().on(on).filter(practice=practice).select_related("person")
    return {post.lead_role: post for post in posts}


def joining(practice: Practice, *, on: date) -> QuerySet[Employment]:
    """Employments that begin after the day, as known now, the next first."""
    employments = Employment.objects.current().filter(practice=practice, started_on__gt=on)
    return employments.select_related("person").order_by("started_on", "person__family_name")


def former_staff(practice: Practice, *, on: date) -> QuerySet[Employment]:
    """Employments that ended on or before the day, as known now, the latest first."""
    employments = Employment.objects.current().filter(practice=practice, ended_on__lte=on)
    return employments.select_related("person").order_by("-ended_on", "person__family_name")


def latest_invitations(person_ids: Iterable[UUID | str]) -> dict[object, Invitation]:
    """The last invitation of each of these people who was ever invited."""
    invitations = Invitation.objects.filter(person_id__in=list(person_ids)).order_by("invited_at", "id")
    return {invitation.person_id: invitation for invitation in invitations}


def appointments_in(network_id: int, *, on: date) -> QuerySet[Appointment]:
    """The appointments of a network that hold on the day or begin later, as known now."""
    appointments = Appointment.objects.current().filter(network_id=network_id)
    appointments = appointments.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    return appointments.select_related("person", "person__user", "commissioner").order_by(
        "role", "person__family_name", "person__given_name"
    )


def former_appointments(network_id: int, *, on: date) -> QuerySet[Appointment]:
    appointments = Appointment.objects.current().filter(network_id=network_id, ended_on__lte=on)
    return appointments.select_related("person").order_by("-ended_on")


def memberships_of_network(network_id: int, *, on: date) -> QuerySet[NetworkMembership]:
    """The practices of a network on the day or later, as known now, by code."""
    memberships = NetworkMembership.objects.current().filter(network_id=network_id)
    memberships = memberships.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    return memberships.select_related("practice").order_by("practice__code")


def posts_of(person: Person, *, on: date) -> PostsOfPerson:
    """What the person holds on the day or will hold, as known now."""
    open_or_later = Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    return PostsOfPerson(
        list(Employment.objects.current().filter(open_or_later, person=person).select_related("practice")),
        list(LeadPost.objects.current().filter(open_or_later, person=person).select_related("practice")),
        list(Appointment.objects.current().filter(open_or_later, person=person).select_related("network")),
    )
