from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

from accreditation.models import Reminder
from accreditation.operations.reminders import is_lead
from cms.clock import london_date
from cms.dates import in_words
from practices.models import Person
from practices.queries import name_of, roster


def send_reminder(payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Unless the day has moved away or has come before its turn, or the person no longer works there."""
    reminder = Reminder.objects.select_related("practice", "framework", "person").get(pk=payload["reminder"])
    person = Person.objects.get(pk=payload["person"])
    today = london_date(at)
    member = next((each for each in roster(reminder.practice, on=today) if each.person == person), None)
    if reminder.withdrawn_at or reminder.ends_on <= today or member is None or not person.email:
        return {"sent": False}
    name = name_of(reminder.practice, on=today)
    last_day = in_words(reminder.ends_on - date.resolution)
    context = {
        "reminder": reminder,
        "person": person,
        "name": name,
        "last_day": last_day,
        "days": (reminder.ends_on - today).days,
        "is_theirs": reminder.person == person,
        "is_lead": is_lead(member),
    }
    text = render_to_string("accreditation/mail/reminder.txt", context)
    subject = f"{name}: requirements met until {last_day}" if is_lead(member) else f"{name} needs something from you"
    send_mail(subject, text, None, [person.email])
    return {"sent": True}
