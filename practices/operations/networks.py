from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from cms.clock import london_date
from practices.enums import PracticeStatus
from practices.models import (
    Appointment,
    Commissioner,
    Network,
    NetworkMembership,
    Person,
    Practice,
    PracticeRecord,
)
from practices.operations.announcements import announce_change
from practices.operations.editing import keep_editing
from practices.operations.supersession import supersede
from practices.policies import check_ends_after_start

GP_PRACTICE = "4"


@transaction.atomic
def open_practice(
    *,
    code: str,
    name: str,
    commissioner: Commissioner | None,
    started_on: date,
    by: Person | None,
    at: datetime,
    is_invented: bool = False,
    **details: Any,
) -> Practice:
    """Enter a practice by hand, with its first directory record. Raises ValueError when the code is taken."""
    if Practice.objects.filter(code=code).exists():
        raise ValueError(f"There is a practice {code} already.")
    practice = Practice.objects.create(code=code, is_invented=is_invented)
    PracticeRecord.objects.create(
        practice=practice,
        name=name,
        status=PracticeStatus.ACTIVE,
        prescribing_setting=GP_PRACTICE,
        commissioner=commissioner,
        started_on=started_on,
        opened_on=started_on,
        recorded_at=at,
        recorded_by=by,
        **details,
    )
    return practice


@transaction.atomic
def join_network(
    *, practice: Practice, network: Network, started_on: date, by: Person | None, at: datetime
) -> NetworkMembership:
    """The practice belongs to the network from a day on, and leaves on that day whichever it belonged to."""
    for former in NetworkMembership.objects.current().on(started_on).filter(practice=practice):
        if former.network_id == network.pk:
            return former
        leave_network(membership=former, ended_on=started_on, by=by, at=at)
    membership = NetworkMembership.objects.create(
        practice=practice, network=network, started_on=started_on, recorded_at=at, recorded_by=by
    )
    announce_change(practice, membership, at=at)
    return membership


@transaction.atomic
def leave_network(
    *, membership: NetworkMembership, ended_on: date, by: Person | None, at: datetime
) -> NetworkMembership:
    check_ends_after_start(membership.started_on, ended_on)
    ended = supersede(membership, ended_on=ended_on, by=by, at=at)
    announce_change(membership.practice, ended, at=at)
    return ended


@transaction.atomic
def appoint_person(
    *,
    person: Person,
    network: Network,
    role: str,
    started_on: date,
    by: Person | None,
    at: datetime,
    profession: str = "",
    commissioner: Commissioner | None = None,
) -> Appointment:
    """Give a person a role across the network. The same appointment twice is a no-op."""
    held = Appointment.objects.current().on(started_on).filter(person=person, network=network, role=role).first()
    if held:
        return held
    appointment = Appointment.objects.create(
        person=person,
        network=network,
        role=role,
        profession=profession,
        commissioner=commissioner,
        started_on=started_on,
        recorded_at=at,
        recorded_by=by,
    )
    keep_editing(person, on=london_date(at))
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, ended_on: date, by: Person | None, at: datetime) -> Appointment:
    check_ends_after_start(appointment.started_on, ended_on)
    ended = supersede(appointment, ended_on=ended_on, by=by, at=at)
    keep_editing(appointment.person, on=london_date(at))
    return ended
