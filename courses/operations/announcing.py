"""Tell a person what became of their place, once."""

from __future__ import annotations

from datetime import datetime

from courses.models import Booking
from jobs.operations import enqueue

TOPIC = "courses.booking_mail"


def announce(booking: Booking, what: str, at: datetime) -> None:
    """In the caller's transaction. `what`: booked, promoted, waiting, changed, given_back or cancelled.

    Each message has the next number of the place's calendar entry; what is outdated when its turn comes is not sent.
    """
    booking.sequence += 1
    booking.save(update_fields=["sequence"])
    if booking.person_id:
        payload = {"booking": booking.pk, "sequence": booking.sequence, "what": what}
        enqueue(topic=TOPIC, key=f"{booking.pk}:{booking.sequence}", payload=payload, at=at)
