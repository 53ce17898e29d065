"""People and practices for tests, made through the same operations as real ones. People have roles, not numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from practices import operations
from practices.enums import LeadRole, NetworkRole, PracticeRole, Profession
from practices.models import Commissioner, Network, Person, Practice, User

LONG_AGO = date(2020, 4, 1)
LONG_AGO_AT = datetime(2020, 4, 1, 9, tzinfo=UTC)
_numbers = count(1)


def a_network(name: str = "Harbour Diabetes Network") -> Network:
    return Network.objects.create(code=f"network-{next(_numbers)}", name=name, is_invented=True)


def a_commissioner(code: str = "99Z") -> Commissioner:
    commissioner, _ = Commissioner.objects.get_or_create(code=code, defaults={"name": f"Commissioner {code}"})
    return commissioner


def a_practice(
    network: Network | None = None, name: str = "Quayside Surgery", commissioner: Commissioner | None = None
) -> Practice:
    practice = operations.open_practice(
        code=f"Z{next(_numbers):05d}",
        name=name,
        commissioner=commissioner or a_commissioner(),
        started_on=LONG_AGO,
        by=None,
        at=LONG_AGO_AT,
        is_invented=True,
    )
    if network:
        operations.join_network(practice=practice, network=network, started_on=LONG_AGO, by=None, at=LONG_AGO_AT)
    return practice


def a_person(given_name: str = "Priya", family_name: str = "Nair", with_account: bool = True) -> Person:
    person = operations.add_person(
        given_name=given_name,
        family_name=family_name,
        email=f"person{next(_numbers)}@example.test",
        by=None,
        at=LONG_AGO_AT,
        is_invented=True,
    )
    if with_account:
        User.objects.create_user(person.email, "a-long-test-password", person=person)
    return person


def employed(
    practice: Practice,
    role: str = PracticeRole.PRACTICE_NURSE,
    started_on: date = LONG_AGO,
    person: Person | None = None,
    sessions: str = "6",
    at: datetime = LONG_AGO_AT,
) -> Person:
    person = person or a_person(family_name=PracticeRole(role).label.title().replace(" ", ""))
    operations.employ_person(
        person=person, practice=practice, role=role, sessions=Decimal(sessions), started_on=started_on, by=None, at=at
    )
    return person


def a_lead(
    practice: Practice,
    lead_role: str = LeadRole.LEAD_NURSE,
    role: str = PracticeRole.PRACTICE_NURSE,
    started_on: date = LONG_AGO,
) -> Person:
    person = employed(practice, role, started_on)
    operations.name_lead(
        person=person, practice=practice, lead_role=lead_role, started_on=started_on, by=None, at=LONG_AGO_AT
    )
    return person


def appointed(network: Network, role: str, profession: str = "", person: Person | None = None) -> Person:
    person = person or a_person(family_name=NetworkRole(role).label.title().replace(" ", ""))
    operations.appoint_person(
        person=person,
        network=network,
        role=role,
        profession=profession,
        started_on=LONG_AGO,
        by=None,
        at=LONG_AGO_AT,
    )
    return person


def a_consultant(network: Network) -> Person:
    return appointed(network, NetworkRole.SPECIALIST, Profession.CONSULTANT)


def a_specialist_nurse(network: Network) -> Person:
    return appointed(network, NetworkRole.SPECIALIST, Profession.DIABETES_SPECIALIST_NURSE)


def an_officer(network: Network) -> Person:
    """A commissioner's officer."""
    return appointed(network, NetworkRole.COMMISSIONER, Profession.MANAGER)


def a_programme_admin(network: Network) -> Person:
    return appointed(network, NetworkRole.PROGRAMME_ADMIN)
