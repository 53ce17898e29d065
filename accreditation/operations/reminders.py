from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from accreditation.enums import AwardState
from accreditation.models import Framework, Reminder
from accreditation.queries import PracticeStanding, RegisterRow, register, standing_of, version_in_force
from accreditation.reminding import THRESHOLDS, threshold_due, worsens_on
from accreditation.rules.forecast import coming_changes
from jobs.operations import enqueue
from practices.enums import PracticeRole
from practices.models import Person, Practice
from practices.queries import StaffMember, roster

TOPIC = "accreditation.reminder_mail"
FURTHEST = timedelta(days=max(THRESHOLDS))


def remind(*, on: date, at: datetime) -> int:
    """Remind every accredited practice whose standing gets worse within 90 days, and withdraw what no longer holds.

    Each (practice, framework, day, threshold) once, however often this runs; after an outage the newest threshold
    alone. Mails the practice's leads, and the person it hangs on. Returns how many reminders were made.
    """
    return sum(_remind_of(framework, on, at) for framework in Framework.objects.select_related("network"))


def _remind_of(framework: Framework, on: date, at: datetime) -> int:
    if version_in_force(framework, as_of=on, known_at=at) is None:
        return 0
    near = [row for row in register(framework, as_of=on, known_at=at) if _is_near(row, on)]
    practices = Practice.objects.in_bulk([row.practice_id for row in near])
    made = sum(_remind(practice, framework, on, at) for practice in practices.values())
    others = Reminder.objects.standing(on).filter(framework=framework).exclude(practice_id__in=practices)
    others.update(withdrawn_at=at)
    return made


def _is_near(row: RegisterRow, on: date) -> bool:
    """Read from the stored rows, so that only practices near an end are worked out."""
    nearest = min((day for day in (row.until_on, row.lapses_on) if day), default=None)
    return row.award == AwardState.ACCREDITED and nearest is not None and nearest - on <= FURTHEST


@transaction.atomic
def _remind(practice: Practice, framework: Framework, on: date, at: datetime) -> int:
    standing = standing_of(practice, framework, as_of=on, known_at=at)
    ends_on = worsens_on(standing.timeline, on)
    mine = Reminder.objects.filter(practice=practice, framework=framework)
    if ends_on is None:
        mine.standing(on).update(withdrawn_at=at)
        return 0
    mine.standing(on).exclude(ends_on=ends_on).update(withdrawn_at=at)
    threshold = threshold_due(ends_on, on)
    if threshold is None:
        return 0
    mine.filter(ends_on=ends_on, withdrawn_at__isnull=False).update(withdrawn_at=None)
    if mine.filter(ends_on=ends_on, threshold__lte=threshold).exists():
        return 0
    return _make(standing, ends_on, threshold, at)


def _make(standing: PracticeStanding, ends_on: date, threshold: int, at: datetime) -> int:
    changes = coming_changes(standing.rules, standing.facts, standing.as_of, ends_on, standing.award.tier)
    change = changes[-1]
    staff = roster(standing.practice, on=standing.as_of)
    hangs_on = next((each.person for each in staff if each.person.key == change.hangs_on.person), None)
    reminder = Reminder.objects.create(
        practice=standing.practice,
        framework=standing.framework,
        ends_on=ends_on,
        threshold=threshold,
        into_grace=change.after.in_grace,
        requirement_key=change.hangs_on.key,
        sentence=change.hangs_on.sentence[:400],
        person=hangs_on,
        created_at=at,
    )
    for person in recipients(staff, hangs_on):
        payload = {"reminder": reminder.pk, "person": person.key}
        enqueue(topic=TOPIC, key=f"{reminder.pk}:{person.key}", payload=payload, at=at)
    return 1


def recipients(staff: list[StaffMember], hangs_on: Person | None) -> list[Person]:
    """The named leads, the manager, and the person it hangs on; each once."""
    told = [each.person for each in staff if is_lead(each) or each.person == hangs_on]
    return [person for person in told if person.email]


def is_lead(member: StaffMember) -> bool:
    manages = any(employment.role == PracticeRole.PRACTICE_MANAGER for employment in member.employments)
    return manages or bool(member.leads)
