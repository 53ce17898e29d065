from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from practices.models import Person, Registration
from practices.registrations import check_number, normalise_number


@transaction.atomic
def add_person(
    *, given_name: str, family_name: str, email: str, by: Person | None, at: datetime, is_invented: bool = False
) -> Person:
    """A person without an account yet. An e-mail address that is known already returns that person unchanged."""
    known = Person.objects.filter(email__iexact=email).first() if email else None
    return known or Person.objects.create(
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        email=email.strip().lower(),
        is_invented=is_invented,
        created_at=at,
    )


def _kept(person: Person, body: str, number: str) -> Registration | None:
    """The same number given again stays as verified as it was."""
    return Registration.objects.filter(person=person, body=body, number=number).first()


def rename_person(*, person: Person, given_name: str, family_name: str, by: Person | None) -> Person:
    person.given_name, person.family_name = given_name.strip(), family_name.strip()
    person.save(update_fields=["given_name", "family_name"])
    return person


def register_professional(
    *, person: Person, body: str, number: str, by: Person | None, verified_on: date | None = None
) -> Registration:
    """Keep a professional registration. Raises ValueError when the number has not the body's shape or is another's."""
    check_number(body, number)
    number = normalise_number(number)
    others = Registration.objects.filter(body=body, number=number).exclude(person=person)
    if verified_on is None and (kept := _kept(person, body, number)):
        return kept
    if others.exists():
        raise ValueError("That registration number belongs to another person here. Check it, or ask the programme.")
    registration, _ = Registration.objects.update_or_create(
        person=person,
        body=body,
        defaults={"number": number, "verified_on": verified_on, "verified_by": by if verified_on else None},
    )
    return registration
