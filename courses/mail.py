from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

from courses.models import Booking
from courses.wording import moment_in_words


def send_cancellation(payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Tell somebody who had booked that the session does not take place."""
    booking = Booking.objects.select_related("session", "person").get(pk=payload["booking"])
    if not booking.person.email:
        return {"sent": False}
    context = {"booking": booking, "when": moment_in_words(booking.session.starts_at)}
    text = render_to_string("courses/mail/session_cancelled.txt", context)
    send_mail(f"Cancelled: {booking.session.title}", text, None, [booking.person.email])
    return {"sent": True}
