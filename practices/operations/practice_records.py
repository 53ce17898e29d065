"""What the directory says of a practice, changed by hand from a day on. What it said before stays on record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from cms.dates import in_words, last_day
from practices.enums import PracticeStatus
from practices.models import Commissioner, NetworkMembership, Person, Practice, PracticeRecord
from practices.operations.announcements import announce_change
from practices.operations.networks import leave_network
from practices.operations.supersession import supersede


@transaction.atomic
def move_commissioner(
    *, practice: Practice, commissioner: Commissioner, from_on: date, by: Person | None, at: datetime
) -> PracticeRecord:
    """Another body commissions the practice from a day on. Raises ValueError when it does already."""
    record = _record_to_change(practice, from_on)
    if record.commissioner_id == commissioner.pk:
        raise ValueError(f"{commissioner} commissions the practice on that day already. Choose another one.")
    return _change(record, from_on, by, at, commissioner_id=commissioner.pk)


@transaction.atomic
def close_practice(*, practice: Practice, closed_from: date, by: Person | None, at: datetime) -> PracticeRecord:
    """The practice is closed from a day on, and belongs to no network any more. Its people's posts are left alone."""
    record = _record_to_change(practice, closed_from)
    if record.status == PracticeStatus.CLOSED:
        raise ValueError("The practice is closed on that day already.")
    _leave_networks(practice, closed_from, by, at)
    return _change(record, closed_from, by, at, status=PracticeStatus.CLOSED, closed_on=last_day(closed_from))


@transaction.atomic
def see_closed(*, practice: Practice, closed_from: date, by: Person | None, at: datetime) -> None:
    """Close the practice from the day on, unless the directory closed it already; it belongs to no network then."""
    known = PracticeRecord.objects.current().on(closed_from).filter(practice=practice).first()
    if known is not None and known.status == PracticeStatus.CLOSED:
        _leave_networks(practice, closed_from, by, at)
    else:
        close_practice(practice=practice, closed_from=closed_from, by=by, at=at)


def _leave_networks(practice: Practice, on: date, by: Person | None, at: datetime) -> None:
    for membership in NetworkMembership.objects.current().on(on).filter(practice=practice):
        if membership.started_on < on:
            leave_network(membership=membership, ended_on=on, by=by, at=at)


def _record_to_change(practice: Practice, on: date) -> PracticeRecord:
    records = PracticeRecord.objects.select_for_update().current().filter(practice=practice)
    record = records.on(on).first()
    if record is None:
        raise ValueError("Nothing is known of the practice on that day. Choose a later one.")
    if record.ended_on is not None:
        raise ValueError(
            f"What is known of the practice changes again on {in_words(record.ended_on)}. "
            "Choose a day on or after that one."
        )
    return record


def _change(record: PracticeRecord, from_on: date, by: Person | None, at: datetime, **changes: Any) -> PracticeRecord:
    practice = record.practice
    if record.started_on == from_on:
        changed = supersede(record, by=by, at=at, **changes)
    else:
        ended = supersede(record, by=by, at=at, ended_on=from_on)
        kept = {
            field.attname: getattr(ended, field.attname)
            for field in PracticeRecord._meta.concrete_fields
            if field.attname not in {"id", "started_on", "ended_on"}
        }
        changed = PracticeRecord.objects.create(**{**kept, **changes}, started_on=from_on)
    announce_change(practice, changed, at=at)
    return changed
