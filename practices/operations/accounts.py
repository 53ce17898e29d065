from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from cms.clock import london_date
from jobs.operations import enqueue
from practices.models import Invitation, Network, Person, Practice, User
from practices.operations.editing import keep_editing
from practices.policies import check_invitation_open

VALID_FOR = timedelta(days=14)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_person(
    *,
    person: Person,
    by: Person | None,
    at: datetime,
    practice: Practice | None = None,
    network: Network | None = None,
) -> tuple[Invitation, str]:
    """Invite a person to open an account; former invitations are withdrawn. Returns the invitation and its address.

    Raises ValueError when the person has no e-mail address or has an account already.
    """
    if not person.email:
        raise ValueError(f"Give {person.name} an e-mail address first.")
    if User.objects.filter(person=person).exists():
        raise ValueError(f"{person.name} has an account already, and needs no invitation.")
    person.invitations.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person,
        token_digest=digest_of(token),
        practice=practice,
        network=network,
        invited_by=by,
        invited_at=at,
        expires_at=at + VALID_FOR,
    )
    address = f"{settings.PUBLIC_URL}/accounts/invitation/{token}/"
    enqueue(
        topic="practices.invitation_mail",
        key=str(invitation.pk),
        payload={"invitation": invitation.pk, "address": address},
        at=at,
    )
    return invitation, address


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str, at: datetime) -> User:
    """Open the account. It is linked to the invited person, who may have evidence already."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    check_invitation_open(invitation, at)
    if User.objects.filter(email__iexact=invitation.person.email).exists():
        raise ValueError("There is an account with this e-mail address already. Sign in instead.")
    user = User.objects.create_user(invitation.person.email, password, person=invitation.person)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    keep_editing(invitation.person, on=london_date(at))
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    return user


def withdraw_invitation(*, invitation: Invitation, by: Person | None, at: datetime) -> None:
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(withdrawn_at=at)
