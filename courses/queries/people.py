"""Who belongs to a network on a day: by a post at one of its practices, or by an appointment of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from practices.models import Appointment, Employment, NetworkMembership, Person
from practices.queries import names_of
from practices.roles import NETWORK_ROLES, Permission


def employments_in(network_id: int, *, on: date) -> QuerySet[Employment]:
    members = NetworkMembership.objects.current().on(on).filter(network_id=network_id)
    return Employment.objects.current().on(on).filter(practice_id__in=members.values("practice_id"))


def people_of_network(network_id: int, *, on: date) -> QuerySet[Person]:
    """Everybody who works in the network on the day, by family name."""
    appointed = Appointment.objects.current().on(on).filter(network_id=network_id)
    employed = employments_in(network_id, on=on)
    return Person.objects.filter(Q(pk__in=employed.values("person_id")) | Q(pk__in=appointed.values("person_id")))


def belongs_to_network(network_id: int, person_ids: Iterable[UUID], *, on: date) -> set[UUID]:
    """Those of the people who work in the network on the day."""
    people = people_of_network(network_id, on=on).filter(pk__in=list(person_ids))
    return set(people.values_list("pk", flat=True))


def roles_on(network_id: int, person_ids: Iterable[UUID], *, on: date) -> dict[UUID, str]:
    """Each person's role at a practice of the network on the day; where there are several, that with most sessions."""
    held = employments_in(network_id, on=on).filter(person_id__in=list(person_ids))
    return dict(held.order_by("sessions", "-id").values_list("person_id", "role"))


def practices_on(network_id: int, person_ids: Iterable[UUID], *, on: date) -> dict[UUID, int]:
    """Each person's practice of the network on the day; where there are several, that with most sessions."""
    held = employments_in(network_id, on=on).filter(person_id__in=list(person_ids))
    return dict(held.order_by("sessions", "-id").values_list("person_id", "practice_id"))


def staff_of(practice_id: int, *, on: date) -> QuerySet[Person]:
    """Who works at the practice on the day, by family name."""
    employed = Employment.objects.current().on(on).filter(practice_id=practice_id)
    return Person.objects.filter(pk__in=employed.values("person_id")).order_by("family_name", "given_name")


def works_at(practice_id: int, person: Person, *, on: date) -> bool:
    return staff_of(practice_id, on=on).filter(pk=person.pk).exists()


def workplaces_of(person_ids: Iterable[UUID], *, on: date) -> dict[UUID, str]:
    """The name of the practice where each person works on the day; where there are several, that with most sessions."""
    held = Employment.objects.current().on(on).filter(person_id__in=list(person_ids))
    places = dict(held.order_by("sessions", "-id").values_list("person_id", "practice_id"))
    names = names_of(set(places.values()), on=on)
    return {person_id: names[practice_id] for person_id, practice_id in places.items() if practice_id in names}


def facilitators_of(network_id: int, *, on: date) -> QuerySet[Person]:
    """Who may lead a session: the network's specialists and programme admins of the day."""
    roles = [name for name, role in NETWORK_ROLES.items() if Permission.RUN_SESSIONS in role.permissions]
    appointed = Appointment.objects.current().on(on).filter(network_id=network_id, role__in=roles)
    return Person.objects.filter(pk__in=appointed.values("person_id")).order_by("family_name", "given_name")
