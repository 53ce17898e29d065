from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from accreditation.models import Reminder
from practices.models import Person, Practice


def reminders_of_practice(practice: Practice, *, on: date) -> list[Reminder]:
    """What the practice has been reminded of and is still to come: for each day the newest, the nearest day first."""
    return _newest(Reminder.objects.standing(on).filter(practice=practice))


def reminders_of_person(person: Person, *, on: date) -> list[Reminder]:
    """What hangs on the person, wherever they work."""
    return _newest(Reminder.objects.standing(on).filter(person=person))


def _newest(reminders: QuerySet[Reminder]) -> list[Reminder]:
    found: dict[tuple[int, int, date], Reminder] = {}
    for each in reminders.select_related("practice", "framework", "person").order_by("ends_on", "-threshold"):
        found[each.practice_id, each.framework_id, each.ends_on] = each
    return list(found.values())
