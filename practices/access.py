"""What a person may do on a day, read once and then asked many times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from practices.enums import PracticeRole
from practices.models import Appointment, Employment, LeadPost, NetworkMembership, Person, Practice
from practices.roles import NETWORK_ROLES, SECOND_FACTOR_ROLES, Commissioner, Learner, Permission, PracticeLead, Role

Roles = dict[int, frozenset[type[Role]]]


@dataclass(frozen=True)
class Scope:
    """A commissioner's appointment that reaches only the practices of one commissioning body."""

    network_id: int
    commissioner_id: int


@dataclass(frozen=True)
class Access:
    """A person's roles on a day, by practice and by network. Nobody's access is empty."""

    person: Person | None = None
    practices: Roles = field(default_factory=dict)
    networks: Roles = field(default_factory=dict)
    scopes: frozenset[Scope] = frozenset()
    professions: dict[int, str] = field(default_factory=dict)
    on: date = date.min
    reach: dict[tuple[str, int], int | None] = field(default_factory=dict, compare=False, repr=False)

    @property
    def roles(self) -> frozenset[type[Role]]:
        return frozenset().union(*self.practices.values(), *self.networks.values())

    @property
    def needs_second_factor(self) -> bool:
        return bool(self.roles & set(SECOND_FACTOR_ROLES))

    @property
    def practice_ids(self) -> list[int]:
        return sorted(self.practices)

    def may(self, permission: Permission) -> bool:
        """Anywhere at all: decides what the navigation shows, never what a screen does."""
        return any(permission in role.permissions for role in self.roles)

    def may_in(self, permission: Permission, network_id: int) -> bool:
        return any(permission in role.permissions for role in self.networks.get(network_id, ()))

    def may_at(self, permission: Permission, practice: Practice) -> bool:
        """By one's own post at the practice, or by an appointment in its network that reaches it."""
        if any(permission in role.permissions for role in self.practices.get(practice.pk, ())):
            return True
        network_id = self._asked_once("network", practice, network_of)
        return network_id is not None and self._reaches(permission, network_id, practice)

    def networks_with(self, permission: Permission) -> list[int]:
        return sorted(network for network in self.networks if self.may_in(permission, network))

    def practices_with(self, permission: Permission) -> list[int]:
        """The practices where the person's own post allows it."""
        return sorted(p for p, roles in self.practices.items() if any(permission in role.permissions for role in roles))

    def commissioner_scope(self, network_id: int) -> int | None:
        """The only commissioning body whose practices the person may see in the network, if there is one."""
        others = self.networks.get(network_id, frozenset()) - {Commissioner}
        if any(Permission.SEE_NETWORK in role.permissions for role in others):
            return None
        return next((s.commissioner_id for s in self.scopes if s.network_id == network_id), None)

    def _reaches(self, permission: Permission, network_id: int, practice: Practice) -> bool:
        if not self.may_in(permission, network_id):
            return False
        scope = self.commissioner_scope(network_id)
        return scope is None or self._asked_once("commissioner", practice, commissioner_of) == scope

    def _asked_once(self, what: str, practice: Practice, ask: Callable[[Practice, date], int | None]) -> int | None:
        """A screen asks many permissions of one practice; the database is asked once."""
        if (what, practice.pk) not in self.reach:
            self.reach[what, practice.pk] = ask(practice, self.on)
        return self.reach[what, practice.pk]


NOBODY = Access()


def access_of(person: Person | None, *, on: date) -> Access:
    """Three queries: employments, lead posts, appointments."""
    if person is None:
        return NOBODY
    employments = Employment.objects.current().on(on).filter(person=person)
    leads = LeadPost.objects.current().on(on).filter(person=person)
    appointments = list(Appointment.objects.current().on(on).filter(person=person))
    return Access(
        person=person,
        practices=_practice_roles(employments, leads),
        networks=_network_roles(appointments),
        scopes=frozenset(Scope(a.network_id, a.commissioner_id) for a in appointments if a.commissioner_id),
        professions={a.network_id: a.profession for a in appointments if a.profession},
        on=on,
    )


def _practice_roles(employments: Iterable[Employment], leads: Iterable[LeadPost]) -> Roles:
    roles: dict[int, set[type[Role]]] = {}
    for employment in employments:
        held = roles.setdefault(employment.practice_id, {Learner})
        if employment.role == PracticeRole.PRACTICE_MANAGER:
            held.add(PracticeLead)
    for lead in leads:
        if lead.practice_id in roles:
            roles[lead.practice_id].add(PracticeLead)
    return {practice: frozenset(held) for practice, held in roles.items()}


def _network_roles(appointments: Iterable[Appointment]) -> Roles:
    roles: dict[int, set[type[Role]]] = {}
    for appointment in appointments:
        roles.setdefault(appointment.network_id, set()).add(NETWORK_ROLES[appointment.role])
    return {network: frozenset(held) for network, held in roles.items()}


def network_of(practice: Practice, on: date) -> int | None:
    """The network that the practice belongs to on the day, as known now."""
    memberships = NetworkMembership.objects.current().on(on).filter(practice=practice)
    return memberships.values_list("network_id", flat=True).first()


def commissioner_of(practice: Practice, on: date) -> int | None:
    records = practice.records.current().on(on)  # type: ignore[attr-defined]
    commissioner: int | None = records.values_list("commissioner_id", flat=True).first()
    return commissioner
