from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.test import Client

from practices.models import Person


def with_second_factor(person: Person) -> Person:
    Authenticator.objects.get_or_create(
        user=person.user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "not-a-secret"}}
    )
    return person


def signed_in(client: Client, person: Person) -> Client:
    """The client, signed in as the person, past the second factor."""
    client.force_login(with_second_factor(person).user)
    return client
