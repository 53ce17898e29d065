from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

from practices.models import Invitation


def send_invitation(payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Send an invitation, unless it was accepted or withdrawn before its turn came."""
    invitation = Invitation.objects.select_related("person", "invited_by").get(pk=payload["invitation"])
    if invitation.accepted_at or invitation.withdrawn_at:
        return {"sent": False}
    text = render_to_string("practices/invitation.txt", {"invitation": invitation, "address": payload["address"]})
    send_mail("Your invitation to Enhanced Practice", text, None, [invitation.person.email])
    return {"sent": True}
