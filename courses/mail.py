from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from courses.enums import BookingState
from courses.invitations import CANCEL, REQUEST, invitation
from courses.models import Booking, SessionReminder
from courses.wording import times


@dataclass(frozen=True)
class Message:
    subject: str
    method: str  # of the calendar entry; empty for none


MESSAGES = {
    "booked": Message("You have a place", REQUEST),
    "promoted": Message("A place has come free for you", REQUEST),
    "waiting": Message("You are on the waiting list", ""),
    "changed": Message("Changed", REQUEST),
    "given_back": Message("Your place is given back", CANCEL),
    "cancelled": Message("Cancelled", CANCEL),
}


def organiser() -> str:
    """The address that invitations come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def address_of(booking: Booking) -> str:
    return f"{settings.PUBLIC_URL}{reverse('courses:session', args=[booking.session_id])}"


def send_booking_mail(payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Tell somebody what became of their place, unless more has become of it since: then only of that."""
    booking = Booking.objects.select_related("session", "person").get(pk=payload["booking"])
    if booking.sequence != payload["sequence"] or booking.person is None or not booking.person.email:
        return {"sent": False}
    message = MESSAGES[payload["what"]]
    mail = EmailMultiAlternatives(
        f"{message.subject}: {booking.session.title}",
        render_to_string(f"courses/mail/{payload['what']}.txt", _context(booking)),
        None,
        [booking.person.email],
    )
    if message.method:
        entry = invitation(booking, method=message.method, organiser=organiser(), url=address_of(booking), at=at)
        mail.attach(_calendar_part(entry, message.method))
    mail.send()
    return {"sent": True}


def send_reminder(payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Unless the place was given back, or the session moved, was cancelled or has begun."""
    reminder = SessionReminder.objects.select_related("booking__session", "booking__person").get(pk=payload["reminder"])
    booking, session = reminder.booking, reminder.booking.session
    stands = booking.state == BookingState.BOOKED and not session.is_cancelled and session.starts_at > at
    if not stands or session.starts_at != reminder.starts_at or booking.person is None or not booking.person.email:
        return {"sent": False}
    text = render_to_string("courses/mail/reminder.txt", _context(booking))
    send_mail(f"Reminder: {session.title}", text, None, [booking.person.email])
    return {"sent": True}


def _context(booking: Booking) -> dict[str, Any]:
    session = booking.session
    return {
        "person": booking.person,
        "session": session,
        "when": times(session.starts_at, session.ends_at),
        "url": address_of(booking),
    }


def _calendar_part(entry: bytes, method: str) -> MIMEBase:
    """A calendar offers to take it in when the method stands in the content type too."""
    part = MIMEBase("text", "calendar", method=method, charset="utf-8", name="invitation.ics")
    part.set_payload(entry)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename="invitation.ics")
    return part
