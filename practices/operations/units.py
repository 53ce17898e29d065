"""Which practices deliver together: primary care networks of the directory, localities and groups of a network."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.db import transaction

from practices.models import (
    DeliveryUnit,
    Network,
    PcnMembership,
    Person,
    Practice,
    PrimaryCareNetwork,
    TemporalQuerySet,
    UnitMembership,
)
from practices.operations.announcements import announce_change
from practices.operations.supersession import supersede, take_back, what_stands
from practices.policies import check_ends_after_start, check_no_later_membership, check_of_network

Membership = TypeVar("Membership", PcnMembership, UnitMembership)


@transaction.atomic
def open_unit(*, network: Network, kind: str, code: str, name: str, by: Person | None, at: datetime) -> DeliveryUnit:
    if DeliveryUnit.objects.filter(code=code).exists():
        raise ValueError(f"There is a unit {code} already. Choose another code.")
    return DeliveryUnit.objects.create(network=network, kind=kind, code=code, name=name)


@transaction.atomic
def join_unit(
    *, practice: Practice, unit: DeliveryUnit, started_on: date, by: Person | None, at: datetime
) -> UnitMembership:
    """The practice belongs to the unit from a day on, and leaves on that day another one of the same kind."""
    check_of_network(practice, unit.network, started_on)
    others = UnitMembership.objects.current().filter(practice=practice, unit__kind=unit.kind)
    check_no_later_membership(others, started_on)
    for former in _lasting(others, started_on).select_related("unit"):
        if former.unit_id == unit.pk:
            return former
        leave_unit(membership=former, ended_on=started_on, by=by, at=at)
    joined = UnitMembership.objects.create(
        practice=practice, unit=unit, started_on=started_on, recorded_at=at, recorded_by=by
    )
    announce_change(practice, joined, at=at)
    return joined


@transaction.atomic
def join_pcn(
    *, practice: Practice, pcn: PrimaryCareNetwork, started_on: date, by: Person | None, at: datetime
) -> PcnMembership:
    """The practice belongs to the primary care network from a day on, and leaves on that day any other."""
    others = PcnMembership.objects.current().filter(practice=practice)
    check_no_later_membership(others, started_on)
    for former in _lasting(others, started_on).select_related("pcn"):
        if former.pcn_id == pcn.pk:
            return former
        leave_unit(membership=former, ended_on=started_on, by=by, at=at)
    joined = PcnMembership.objects.create(
        practice=practice, pcn=pcn, started_on=started_on, recorded_at=at, recorded_by=by
    )
    announce_change(practice, joined, at=at)
    return joined


@transaction.atomic
def leave_unit(*, membership: Membership, ended_on: date, by: Person | None, at: datetime) -> Membership | None:
    """From `ended_on` on the practice belongs no longer. If that is its first day, it never did."""
    membership = what_stands(membership)
    if ended_on == membership.started_on:
        take_back(membership, at=at)
        announce_change(membership.practice, membership, at=at)
        return None
    check_ends_after_start(membership.started_on, ended_on)
    ended = supersede(membership, ended_on=ended_on, by=by, at=at)
    announce_change(membership.practice, ended, at=at)
    return ended


def _lasting(memberships: TemporalQuerySet, on: date) -> TemporalQuerySet:
    return memberships.on(on).select_for_update(of=("self",))
