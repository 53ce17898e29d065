"""What a practice lead or a programme admin does in one step: several facts, one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from practices.models import Commissioner, Employment, Network, Person, Practice, User
from practices.operations.accounts import invite_person
from practices.operations.networks import appoint_person, join_network, open_practice
from practices.operations.people import add_person
from practices.operations.posts import correct_employment, employ_person, name_lead
from practices.policies import check_free_to_join, check_same_person


@dataclass(frozen=True)
class NewColleague:
    """A person as somebody else types them in. The e-mail address may be empty: then there is no account."""

    given_name: str
    family_name: str
    email: str = ""


@dataclass(frozen=True)
class Welcome:
    """What came of it: the person, whether they were known before, and whether an invitation is on its way."""

    person: Person
    was_known: bool
    has_account: bool
    is_invited: bool


@transaction.atomic
def take_on(
    *,
    colleague: NewColleague,
    practice: Practice,
    role: str,
    sessions: Decimal,
    started_on: date,
    by: Person | None,
    at: datetime,
    lead_role: str = "",
    invite: bool = True,
) -> Welcome:
    """Employ somebody at a practice, by name and e-mail, and invite them. Somebody known by the e-mail address is
    employed as they are, their record with them. `lead_role` names them lead from the same day."""
    person, was_known = _known_or_new(colleague, by, at)
    employ_person(person=person, practice=practice, role=role, sessions=sessions, started_on=started_on, by=by, at=at)
    if lead_role:
        name_lead(person=person, practice=practice, lead_role=lead_role, started_on=started_on, by=by, at=at)
    return _welcome(person, was_known, invite, by, at, practice=practice)


@transaction.atomic
def bring_in(
    *,
    colleague: NewColleague,
    network: Network,
    role: str,
    profession: str,
    started_on: date,
    by: Person | None,
    at: datetime,
    commissioner: Commissioner | None = None,
    invite: bool = True,
) -> Welcome:
    """Appoint somebody to a role across a network, by name and e-mail, and invite them."""
    person, was_known = _known_or_new(colleague, by, at)
    appoint_person(
        person=person,
        network=network,
        role=role,
        profession=profession,
        commissioner=commissioner,
        started_on=started_on,
        by=by,
        at=at,
    )
    return _welcome(person, was_known, invite, by, at, network=network)


@transaction.atomic
def change_post(
    *, employment: Employment, role: str, sessions: Decimal, from_on: date, by: Person | None, at: datetime
) -> Employment:
    """Another role or other sessions from a day on; the former ones hold until then. From the post's first day on, or
    before it, is a correction of the whole post."""
    if from_on <= employment.started_on:
        return correct_employment(employment=employment, role=role, sessions=sessions, by=by, at=at)
    if not employment.holds_on(from_on):
        raise ValueError("The post has ended by that day. Choose a day on or before its last day.")
    correct_employment(employment=employment, ended_on=from_on, by=by, at=at)
    return employ_person(
        person=employment.person,
        practice=employment.practice,
        role=role,
        sessions=sessions,
        started_on=from_on,
        ended_on=employment.ended_on,
        by=by,
        at=at,
    )


@transaction.atomic
def enrol_practice(*, practice: Practice, network: Network, started_on: date, by: Person | None, at: datetime) -> None:
    """A practice of the directory joins the network. Raises ValueError when it belongs to another one on that day."""
    check_free_to_join(practice, network, started_on)
    join_network(practice=practice, network=network, started_on=started_on, by=by, at=at)


@transaction.atomic
def open_in_network(
    *,
    network: Network,
    code: str,
    name: str,
    address: str,
    postcode: str,
    commissioner: Commissioner | None,
    is_invented: bool,
    started_on: date,
    by: Person | None,
    at: datetime,
) -> Practice:
    """Enter a practice by hand and have it join the network from its first day on."""
    practice = open_practice(
        code=code,
        name=name,
        address=address,
        postcode=postcode,
        commissioner=commissioner,
        is_invented=is_invented,
        started_on=started_on,
        by=by,
        at=at,
    )
    join_network(practice=practice, network=network, started_on=started_on, by=by, at=at)
    return practice


def _known_or_new(colleague: NewColleague, by: Person | None, at: datetime) -> tuple[Person, bool]:
    known = Person.objects.filter(email__iexact=colleague.email).first() if colleague.email else None
    if known:
        check_same_person(known, colleague.given_name, colleague.family_name)
        return known, True
    person = add_person(
        given_name=colleague.given_name, family_name=colleague.family_name, email=colleague.email, by=by, at=at
    )
    return person, False


def _welcome(
    person: Person,
    was_known: bool,
    invite: bool,
    by: Person | None,
    at: datetime,
    practice: Practice | None = None,
    network: Network | None = None,
) -> Welcome:
    has_account = User.objects.filter(person=person).exists()
    is_invited = invite and bool(person.email) and not has_account
    if is_invited:
        invite_person(person=person, practice=practice, network=network, by=by, at=at)
    return Welcome(person, was_known, has_account, is_invited)
