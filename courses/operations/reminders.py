from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from courses.models import Booking, LiveSession, SessionReminder
from courses.reminding import FURTHEST, threshold_due
from jobs.operations import enqueue

TOPIC = "courses.reminder_mail"
# Whoever booked within the last hour has just been told when it is.
JUST_BOOKED = timedelta(hours=1)


def remind(*, at: datetime) -> int:
    """Remind everybody with a place at a session that starts within seven days. Returns how many reminders were made.

    Each (place, start, threshold) once, however often this runs; after an outage the newest threshold alone. A session
    that has moved is another start, and is reminded of anew.
    """
    near = LiveSession.objects.going_ahead().filter(starts_at__gt=at, starts_at__lte=at + FURTHEST)
    return sum(_remind_of(session, at) for session in near)


@transaction.atomic
def _remind_of(session: LiveSession, at: datetime) -> int:
    hours = threshold_due(session.starts_at, at)
    assert hours is not None
    reminded = SessionReminder.objects.filter(starts_at=session.starts_at, hours__lte=hours)
    held = Booking.objects.held().filter(session=session, person__isnull=False, booked_at__lte=at - JUST_BOOKED)
    made = 0
    for booking in held.exclude(pk__in=reminded.values("booking")):
        reminder, is_new = SessionReminder.objects.get_or_create(
            booking=booking, starts_at=session.starts_at, hours=hours, defaults={"created_at": at}
        )
        if is_new:
            enqueue(topic=TOPIC, key=str(reminder.pk), payload={"reminder": reminder.pk}, at=at)
            made += 1
    return made
