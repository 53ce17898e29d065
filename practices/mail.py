from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from cms.clock import london_date
from practices.access import access_of
from practices.corrections.doors import door_of
from practices.corrections.queries import may_answer
from practices.models import Appointment, Correction, Invitation, NetworkMembership, Person
from practices.roles import NETWORK_ROLES, Permission


def send_invitation(payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Send an invitation, unless it was accepted or withdrawn before its turn came."""
    invitation = Invitation.objects.select_related("person", "invited_by").get(pk=payload["invitation"])
    if invitation.accepted_at or invitation.withdrawn_at:
        return {"sent": False}
    text = render_to_string("practices/invitation.txt", {"invitation": invitation, "address": payload["address"]})
    send_mail("Your invitation to Enhanced Practice", text, None, [invitation.person.email])
    return {"sent": True}


def send_correction(payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Tell those who can confirm a correction that it waits; or whoever proposed it what became of it."""
    correction = Correction.objects.select_related("proposed_by").get(pk=payload["pk"])
    address = f"{settings.PUBLIC_URL}{reverse('practices:correction', args=[correction.pk])}"
    label = door_of(correction.kind).label
    if payload["what"] == "closed":
        subject = f"Your correction: {correction.get_state_display().lower()}"
        lines, people = (
            [f"{label}: {correction.get_state_display().lower()}.", correction.refusal],
            [correction.proposed_by],
        )
    else:
        subject = "A correction waits for a second person"
        lines = [f"{correction.proposed_by.name} proposes: {label.lower()}. It changes a standing that was granted."]
        people = _who_confirm(correction, at)
    text = "\n\n".join([*filter(None, lines), address])
    addresses = sorted({person.email for person in people if person.email})
    for each in addresses:
        send_mail(subject, text, None, [each])
    return {"sent": len(addresses)}


def _who_confirm(correction: Correction, at: datetime) -> list[Person]:
    """Whoever may confirm for every practice that it changes, but not whoever proposed it."""
    on, practices = london_date(at), list(correction.practices.all())
    networks = NetworkMembership.objects.current().on(on).filter(practice__in=practices).values("network")
    roles = [name for name, role in NETWORK_ROLES.items() if Permission.CONFIRM_CORRECTIONS in role.permissions]
    appointed = Appointment.objects.current().on(on).filter(network__in=networks, role__in=roles)
    people = {each.person for each in appointed.select_related("person")} - {correction.proposed_by}
    return [person for person in people if may_answer(access_of(person, on=on), correction)]
