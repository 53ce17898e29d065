from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from practices.models import Employment, LeadPost, Person, Practice
from practices.operations.announcements import announce_change
from practices.operations.supersession import supersede, take_back, what_stands
from practices.policies import check_ends_after_start, check_no_later_lead, check_no_overlap, check_works_here


@transaction.atomic
def employ_person(
    *,
    person: Person,
    practice: Practice,
    role: str,
    sessions: Decimal,
    started_on: date,
    by: Person | None,
    at: datetime,
    ended_on: date | None = None,
) -> Employment:
    """A person works at a practice from `started_on` until (not including) `ended_on`, `sessions` half days a week."""
    check_ends_after_start(started_on, ended_on)
    check_no_overlap(person, practice, role, started_on, ended_on)
    employment = Employment.objects.create(
        person=person,
        practice=practice,
        role=role,
        sessions=sessions,
        started_on=started_on,
        ended_on=ended_on,
        recorded_at=at,
        recorded_by=by,
    )
    announce_change(practice, employment, at=at)
    return employment


@transaction.atomic
def correct_employment(*, employment: Employment, by: Person | None, at: datetime, **changes: Any) -> Employment:
    """Change what we know of an employment (role, sessions, days); what we knew before stays answerable."""
    employment = what_stands(employment)
    check_ends_after_start(
        changes.get("started_on", employment.started_on), changes.get("ended_on", employment.ended_on)
    )
    corrected = supersede(employment, by=by, at=at, **changes)
    announce_change(employment.practice, corrected, at=at)
    return corrected


@transaction.atomic
def end_employment(*, employment: Employment, ended_on: date, by: Person | None, at: datetime) -> Employment:
    """The person no longer works at the practice from `ended_on` on; their lead posts there end the same day."""
    ended = correct_employment(employment=employment, ended_on=ended_on, by=by, at=at)
    still_employed = (
        Employment.objects.current().on(ended_on).filter(person=employment.person, practice=employment.practice)
    )
    if not still_employed.exists():
        posts = LeadPost.objects.current().filter(person=employment.person, practice=employment.practice)
        for post in posts.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=ended_on)):
            end_lead_post(post=post, ended_on=max(ended_on, post.started_on), by=by, at=at)
    return ended


@transaction.atomic
def retract_employment(*, employment: Employment, by: Person | None, at: datetime) -> None:
    """The person never worked here: it was entered by mistake. The row stays as what we once believed."""
    employment = what_stands(employment)
    take_back(employment, at=at)
    others = Employment.objects.current().filter(person=employment.person, practice=employment.practice)
    if not others.exists():
        for post in LeadPost.objects.current().filter(person=employment.person, practice=employment.practice):
            end_lead_post(post=post, ended_on=post.started_on, by=by, at=at)
    announce_change(employment.practice, employment, at=at)


@transaction.atomic
def name_lead(
    *, person: Person, practice: Practice, lead_role: str, started_on: date, by: Person | None, at: datetime
) -> LeadPost:
    """Name the practice's lead from a day on. Whoever holds the post until then is followed on that day."""
    check_works_here(person, practice, started_on)
    check_no_later_lead(practice, lead_role, started_on)
    holders = LeadPost.objects.current().on(started_on).filter(practice=practice, lead_role=lead_role)
    for holder in holders:
        if holder.person_id == person.pk:
            return holder
        end_lead_post(post=holder, ended_on=started_on, by=by, at=at)
    post = LeadPost.objects.create(
        person=person,
        practice=practice,
        lead_role=lead_role,
        started_on=started_on,
        recorded_at=at,
        recorded_by=by,
    )
    announce_change(practice, post, at=at)
    return post


@transaction.atomic
def end_lead_post(*, post: LeadPost, ended_on: date, by: Person | None, at: datetime) -> LeadPost | None:
    """The post is vacant from `ended_on` on. A post that ends on the day it began never was: it is only superseded."""
    post = what_stands(post)
    if ended_on <= post.started_on:
        take_back(post, at=at)
        announce_change(post.practice, post, at=at)
        return None
    ended = supersede(post, ended_on=ended_on, by=by, at=at)
    announce_change(post.practice, ended, at=at)
    return ended
