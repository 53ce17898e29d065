"""Does the state allow it? check_x raises ValueError with a sentence that a user can read."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from practices.models import Employment, Invitation, Network, NetworkMembership, Person, Practice


def check_ends_after_start(started_on: date, ended_on: date | None) -> None:
    if ended_on is not None and ended_on <= started_on:
        raise ValueError("The last day has to be on or after the first day.")


def check_no_overlap(person: Person, practice: Practice, role: str, started_on: date, ended_on: date | None) -> None:
    others = Employment.objects.current().filter(person=person, practice=practice, role=role)
    others = others.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=started_on))
    if ended_on is not None:
        others = others.filter(started_on__lt=ended_on)
    if others.exists():
        raise ValueError(f"{person.name} already works here in that role on those days. Change that post instead.")


def check_works_here(person: Person, practice: Practice, on: date) -> None:
    if not Employment.objects.current().on(on).filter(person=person, practice=practice).exists():
        raise ValueError(f"{person.name} does not work at the practice on that day. Add the employment first.")


def check_same_person(known: Person, given_name: str, family_name: str) -> None:
    """Whoever types an e-mail address that is known has to know the name that goes with it, at least half of it."""
    typed = (given_name.strip().casefold(), family_name.strip().casefold())
    if typed[0] != known.given_name.casefold() and typed[1] != known.family_name.casefold():
        raise ValueError(
            "This e-mail address is known here under another name. "
            "Check the address; if it is right, ask the programme."
        )


def check_free_to_join(practice: Practice, network: Network, on: date) -> None:
    others = NetworkMembership.objects.current().exclude(network=network)
    if others.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), practice=practice).exists():
        raise ValueError(
            "The practice belongs to another network on that day. Ask that network's programme to let it leave first."
        )
    if NetworkMembership.objects.current().on(on).filter(practice=practice, network=network).exists():
        raise ValueError("The practice belongs to this network already.")


def check_invitation_open(invitation: Invitation, at: datetime) -> None:
    if invitation.accepted_at:
        raise ValueError("This invitation has been used already. Sign in instead.")
    if invitation.withdrawn_at:
        raise ValueError("This invitation was withdrawn. Ask whoever invited you for a new one.")
    if invitation.expires_at <= at:
        raise ValueError("This invitation has expired. Ask whoever invited you for a new one.")
