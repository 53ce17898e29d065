"""The invented network: who is in it and where they work, made through the rooms' own operations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from allauth.account.models import EmailAddress

from portal.demo import names
from portal.demo.days import Days, at
from practices import operations
from practices.enums import LeadRole, NetworkRole, PracticeRole, Profession
from practices.models import (
    Commissioner,
    DiabetesRegister,
    ListSize,
    Network,
    PcnMembership,
    Person,
    Practice,
    PrimaryCareNetwork,
    User,
)


@dataclass
class Team:
    """A practice and the people the stories are about."""

    practice: Practice
    lead_gp: Person
    lead_nurse: Person
    others: dict[str, Person] = field(default_factory=dict)


@dataclass
class Cast:
    network: Network
    admin: Person
    officer: Person
    consultants: list[Person]
    nurses: list[Person]
    editor: Person
    teams: list[Team]
    numbers: int = 0

    @property
    def visitors(self) -> tuple[Person, Person]:
        return self.consultants[0], self.nurses[0]


class Casting:
    """Makes people one after the other, each with the next invented name."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self.since = at(days.slots[0][0], 8)
        self.long_ago = days.months_ago(60)
        self._number = 0

    def person(self, email: str = "") -> Person:
        given, family = names.person_name(self._number)
        self._number += 1
        address = email or f"{given}.{family}@invented.example".lower()
        return operations.add_person(
            given_name=given, family_name=family, email=address, by=None, at=self.since, is_invented=True
        )

    def account(self, person: Person) -> None:
        user = User.objects.create_user(person.email, names.PASSWORD, person=person)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    def appointed(self, network: Network, role: str, profession: str = "", email: str = "") -> Person:
        person = self.person(email)
        if email:
            self.account(person)
        operations.appoint_person(
            person=person,
            network=network,
            role=role,
            profession=profession,
            started_on=self.long_ago,
            by=None,
            at=self.since,
        )
        return person

    def employed(self, practice: Practice, role: str, sessions: int = 6, started_on: date | None = None) -> Person:
        return self.employ(self.person(), practice, role, sessions, started_on)

    def employ(
        self, person: Person, practice: Practice, role: str, sessions: int = 6, started_on: date | None = None
    ) -> Person:
        known = at(started_on, 8) if started_on and started_on > self.days.slots[0][0] else self.since
        operations.employ_person(
            person=person,
            practice=practice,
            role=role,
            sessions=Decimal(sessions),
            started_on=started_on or self.long_ago,
            by=None,
            at=known,
        )
        return person


def make_network(days: Days) -> tuple[Casting, Cast]:
    """The network with its specialists, officers, editor and admin; no practice yet."""
    casting = Casting(days)
    network = Network.objects.create(code=names.NETWORK_CODE, name=names.NETWORK_NAME, is_invented=True)
    specialist = NetworkRole.SPECIALIST
    cast = Cast(
        network=network,
        admin=casting.appointed(network, NetworkRole.PROGRAMME_ADMIN, Profession.MANAGER, "admin@demo.example"),
        officer=casting.appointed(network, NetworkRole.COMMISSIONER, Profession.MANAGER, "commissioner@demo.example"),
        consultants=[
            casting.appointed(network, specialist, Profession.CONSULTANT, "consultant@demo.example"),
            casting.appointed(network, specialist, Profession.CONSULTANT),
        ],
        nurses=[
            casting.appointed(network, specialist, Profession.DIABETES_SPECIALIST_NURSE, "dsn@demo.example"),
            casting.appointed(network, specialist, Profession.DIABETES_SPECIALIST_NURSE),
        ],
        editor=casting.appointed(network, NetworkRole.EDITOR, Profession.DIETITIAN),
        teams=[],
    )
    for code, name in names.COMMISSIONERS:
        Commissioner.objects.get_or_create(code=code, defaults={"name": name})
    for (code, name), commissioner in zip(names.PCNS, _commissioners_of_pcns(), strict=True):
        PrimaryCareNetwork.objects.get_or_create(code=code, defaults={"name": name, "commissioner": commissioner})
    return casting, cast


def _commissioners_of_pcns() -> list[Commissioner]:
    first, second = (Commissioner.objects.get(code=code) for code, _ in names.COMMISSIONERS)
    return [first, first, second, second]


def add_practices(casting: Casting, cast: Cast, signs_in: int) -> None:
    """Every invented practice with its team; the leads of the one numbered `signs_in` have accounts."""
    pcns = list(PrimaryCareNetwork.objects.filter(code__in=[code for code, _ in names.PCNS]).order_by("code"))
    for number, name in enumerate(names.PRACTICES):
        pcn = pcns[number * len(pcns) // len(names.PRACTICES)]
        practice = _practice(casting, cast, number, name, pcn)
        cast.teams.append(_team(casting, practice, signs_in=number == signs_in))


def _practice(casting: Casting, cast: Cast, number: int, name: str, pcn: PrimaryCareNetwork) -> Practice:
    practice = operations.open_practice(
        code=f"Z{90001 + number}",
        name=name,
        commissioner=pcn.commissioner,
        started_on=casting.long_ago,
        by=cast.admin,
        at=casting.since,
        is_invented=True,
        address=f"{3 + 2 * number} Invented Street, Harbour and Hills",
    )
    operations.join_network(
        practice=practice, network=cast.network, started_on=casting.long_ago, by=cast.admin, at=casting.since
    )
    PcnMembership.objects.create(
        practice=practice, pcn=pcn, started_on=casting.long_ago, recorded_at=casting.since, recorded_by=cast.admin
    )
    _count_patients(practice, number, casting.days, casting.since)
    return practice


def _count_patients(practice: Practice, number: int, days: Days, known: datetime) -> None:
    patients = 3200 + (number * 1717) % 14000
    for counted_on in (days.slots[0][0], days.slots[2][0]):
        for model, count in ((ListSize, patients), (DiabetesRegister, patients * (58 + number % 17) // 1000)):
            model.objects.create(
                practice=practice, counted_on=counted_on, patients=count, source="invented", recorded_at=known
            )


def _team(casting: Casting, practice: Practice, *, signs_in: bool) -> Team:
    gp, nurse = _lead(casting, "lead.gp", signs_in), _lead(casting, "nurse", signs_in)
    casting.employ(gp, practice, PracticeRole.GP_PARTNER, 7)
    casting.employ(nurse, practice, PracticeRole.PRACTICE_NURSE, 8)
    for person, post in ((gp, LeadRole.LEAD_GP), (nurse, LeadRole.LEAD_NURSE)):
        operations.name_lead(
            person=person,
            practice=practice,
            lead_role=post,
            started_on=casting.long_ago,
            by=None,
            at=casting.since,
        )
    roles = (
        PracticeRole.SALARIED_GP,
        PracticeRole.HEALTHCARE_ASSISTANT,
        PracticeRole.PRACTICE_MANAGER,
        PracticeRole.PHARMACIST,
    )
    return Team(practice, gp, nurse, {role: casting.employed(practice, role, 4) for role in roles})


def _lead(casting: Casting, name: str, signs_in: bool) -> Person:
    person = casting.person(f"{name}@demo.example" if signs_in else "")
    if signs_in:
        casting.account(person)
    return person
