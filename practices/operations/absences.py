"""Long leave of the people of a practice. They stay employed; some requirements do not count them meanwhile."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from practices.models import Absence, Person, Practice
from practices.operations.announcements import announce_change
from practices.operations.supersession import supersede, take_back, what_stands
from practices.policies import check_ends_after_start, check_not_away, check_works_here


@transaction.atomic
def record_absence(
    *,
    person: Person,
    practice: Practice,
    started_on: date,
    ended_on: date | None,
    by: Person | None,
    at: datetime,
) -> Absence:
    """The person is on long leave from `started_on` until (not including) `ended_on`; open while that is None."""
    check_ends_after_start(started_on, ended_on)
    check_works_here(person, practice, started_on)
    check_not_away(person, practice, started_on, ended_on)
    absence = Absence.objects.create(
        person=person, practice=practice, started_on=started_on, ended_on=ended_on, recorded_at=at, recorded_by=by
    )
    announce_change(practice, absence, at=at)
    return absence


@transaction.atomic
def correct_absence(
    *, absence: Absence, started_on: date, ended_on: date | None, by: Person | None, at: datetime
) -> Absence:
    """Other days than we knew of, such as the day of return."""
    absence = what_stands(absence)
    check_ends_after_start(started_on, ended_on)
    check_not_away(absence.person, absence.practice, started_on, ended_on, besides=absence)
    corrected = supersede(absence, started_on=started_on, ended_on=ended_on, by=by, at=at)
    announce_change(absence.practice, corrected, at=at)
    return corrected


@transaction.atomic
def retract_absence(*, absence: Absence, by: Person | None, at: datetime) -> None:
    """The leave never was. The row stays as what we once believed."""
    absence = what_stands(absence)
    take_back(absence, at=at)
    announce_change(absence.practice, absence, at=at)
