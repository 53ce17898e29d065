"""A practice becomes part of another: merger, branch, split, a new code."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from practices.enums import SuccessionKind
from practices.models import Employment, Person, Practice, Succession
from practices.operations.announcements import announce_change
from practices.operations.posts import employ_person, end_employment, retract_employment
from practices.operations.practice_records import see_closed
from practices.operations.supersession import take_back, what_stands
from practices.policies import check_may_succeed, works_in_that_role


@transaction.atomic
def record_succession(
    *,
    practice: Practice,
    predecessor: Practice,
    how: str,
    on: date,
    move_staff: bool,
    by: Person | None,
    at: datetime,
) -> Succession:
    """From `on` on, `predecessor` is part of `practice`. Unless it is a split, `predecessor` closes that day.

    `move_staff`: whoever works there then, works here from that day on, in the same role and for the same sessions.
    """
    check_may_succeed(practice, predecessor, how, on, move_staff=move_staff)
    succession = Succession.objects.create(
        practice=practice, predecessor=predecessor, how=how, started_on=on, recorded_at=at, recorded_by=by
    )
    if move_staff:
        _move_staff(predecessor, practice, on, by, at)
    if how != SuccessionKind.SPLIT:
        see_closed(practice=predecessor, closed_from=on, by=by, at=at)
    announce_change(practice, succession, at=at)
    return succession


@transaction.atomic
def retract_succession(*, succession: Succession, by: Person | None, at: datetime) -> None:
    """It never was. Staff who moved and a closed practice stay as they are: each is corrected in its own place."""
    succession = what_stands(succession)
    take_back(succession, at=at)
    announce_change(succession.practice, succession, at=at)


def _move_staff(predecessor: Practice, practice: Practice, on: date, by: Person | None, at: datetime) -> None:
    open_or_later = Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    for post in Employment.objects.current().filter(open_or_later, practice=predecessor).select_related("person"):
        started_on = max(on, post.started_on)
        if post.started_on < on:
            end_employment(employment=post, ended_on=on, by=by, at=at)
        else:
            retract_employment(employment=post, by=by, at=at)
        if not works_in_that_role(post.person, practice, post.role, started_on, post.ended_on):
            employ_person(
                person=post.person,
                practice=practice,
                role=post.role,
                sessions=post.sessions,
                started_on=started_on,
                ended_on=post.ended_on,
                by=by,
                at=at,
            )
