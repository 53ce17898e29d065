"""What a person may do on a day, read once and then asked many times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast

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


class Post(NamedTuple):
    """An employment, a lead post or an appointment, as far as it gives rights."""

    what: str
    practice_id: int | None
    network_id: int | None
    role: str
    profession: str
    commissioner_id: int | None


def access_of(person: Person | None, *, on: date) -> Access:
    """One query: every signed-in screen begins with it."""
    if person is None:
        return NOBODY
    posts = _posts(person, on)
    return Access(
        person=person,
        practices=_practice_roles(posts),
        networks=_network_roles(posts),
        scopes=frozenset(Scope(p.network_id, p.commissioner_id) for p in posts if p.network_id and p.commissioner_id),
        professions={p.network_id: p.profession for p in posts if p.network_id and p.profession},
        on=on,
    )


def _posts(person: Person, on: date) -> list[Post]:
    nothing, no_word = Cast(Value(None), BigIntegerField()), Cast(Value(""), CharField())
    at_practice: list[Any] = ["practice_id", nothing]
    in_network: list[Any] = [nothing, "network_id"]
    held: list[tuple[Any, list[Any]]] = [
        (Employment, [*at_practice, "role", no_word, nothing]),
        (LeadPost, [*at_practice, "lead_role", no_word, nothing]),
        (Appointment, [*in_network, "role", "profession", "commissioner_id"]),
    ]
    first, *others = [
        model.objects.current()
        .on(on)
        .filter(person=person)
        .annotate(**_named([Cast(Value(model.__name__), CharField()), *columns]))
        .values_list(*NAMES)
        for model, columns in held
    ]
    return [Post(*row) for row in first.union(*others, all=True)]


# No column of a model may share its name with an annotation of a query over it.
NAMES = tuple(f"as_{name}" for name in Post._fields)


def _named(columns: Iterable[Any]) -> dict[str, Any]:
    return {name: F(c) if isinstance(c, str) else c for name, c in zip(NAMES, columns, strict=True)}


def _practice_roles(posts: Iterable[Post]) -> Roles:
    roles: dict[int, set[type[Role]]] = {}
    for post in posts:
        if post.what == Employment.__name__ and post.practice_id:
            held = roles.setdefault(post.practice_id, {Learner})
            if post.role == PracticeRole.PRACTICE_MANAGER:
                held.add(PracticeLead)
    for post in posts:
        if post.what == LeadPost.__name__ and post.practice_id in roles:
            roles[post.practice_id].add(PracticeLead)
    return {practice: frozenset(held) for practice, held in roles.items()}


def _network_roles(posts: Iterable[Post]) -> Roles:
    roles: dict[int, set[type[Role]]] = {}
    for post in posts:
        if post.network_id:
            roles.setdefault(post.network_id, set()).add(NETWORK_ROLES[post.role])
    return {network: frozenset(held) for network, held in roles.items()}


def network_of(practice: Practice, on: date) -> int | None:
    """The network that the practice belongs to on the day, as known now."""
    memberships = NetworkMembership.objects.current().on(on).filter(practice=practice)
    return memberships.values_list("network_id", flat=True).first()


def commissioner_of(practice: Practice, on: date) -> int | None:
    records = practice.records.current().on(on)  # type: ignore[attr-defined]
    commissioner: int | None = records.values_list("commissioner_id", flat=True).first()
    return commissioner
