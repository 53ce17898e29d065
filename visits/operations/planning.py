from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from practices.confidentiality import check_no_identifiers
from practices.models import Network, Person, Practice
from visits import policies
from visits.enums import Side, VisitKind, VisitState
from visits.models import AgendaItem, ProposedSlot, Visit
from visits.operations.states import locked, move
from visits.particulars import Topic


@transaction.atomic
def propose_visit(
    *,
    practice: Practice,
    network: Network,
    slots: Sequence[datetime],
    by: Person,
    at: datetime,
    kind: str = VisitKind.JOINT,
    minutes: int = 90,
    agenda: Sequence[Topic] = (),
) -> Visit:
    """Offer a practice times (aware, after `at`) for a visit of so many minutes, and perhaps what it could be about."""
    policies.check_slots(slots, at=at)
    if agenda:
        policies.check_agenda(agenda)
    visit = Visit.objects.create(
        practice=practice, network=network, kind=kind, planned_minutes=minutes, proposed_by=by, proposed_at=at
    )
    _offer(visit, slots)
    set_agenda(visit, agenda, is_agreed=False)
    return visit


@transaction.atomic
def agree_visit(*, visit: Visit, starts_at: datetime, agenda: Sequence[Topic], by: Person, at: datetime) -> Visit:
    """The practice takes one of the times offered, and chooses the agenda."""
    visit = locked(visit)
    policies.check_moves(visit, VisitState.AGREED)
    policies.check_slot_offered(visit, starts_at)
    policies.check_agenda(agenda)
    set_agenda(visit, agenda, is_agreed=True)
    return move(visit, VisitState.AGREED, starts_at=starts_at, agreed_by=by, agreed_at=at)


@transaction.atomic
def decline_visit(*, visit: Visit, because: str, by: Person, at: datetime) -> Visit:
    check_no_identifiers(because)
    return move(locked(visit), VisitState.DECLINED, ended_because=because.strip(), ended_by=by, ended_at=at)


@transaction.atomic
def reschedule_visit(*, visit: Visit, slots: Sequence[datetime], by: Person, at: datetime) -> Visit:
    """Offer other times for a visit that is proposed or agreed. The practice agrees again; the agenda stays."""
    policies.check_slots(slots, at=at)
    cleared = {"starts_at": None, "agreed_by": None, "agreed_at": None}
    visit = move(locked(visit), VisitState.PROPOSED, **cleared, proposed_by=by, proposed_at=at)
    visit.slots.all().delete()
    _offer(visit, slots)
    return visit


@transaction.atomic
def cancel_visit(*, visit: Visit, side: str, because: str, by: Person, at: datetime) -> Visit:
    """Cancel a visit that has not been held; `side` says whether the visitors or the hosts did."""
    check_no_identifiers(because)
    return move(
        locked(visit),
        VisitState.CANCELLED,
        cancelled_by_side=Side(side),
        ended_because=because.strip(),
        ended_by=by,
        ended_at=at,
    )


def set_agenda(visit: Visit, agenda: Iterable[Topic], *, is_agreed: bool) -> None:
    """What was suggested and not taken up stays as a suggestion behind what was chosen."""
    chosen = list(agenda)
    visit.agenda.filter(kind__in=[item.kind for item in chosen]).delete()
    visit.agenda.update(is_agreed=False, position=len(chosen) + 1)
    AgendaItem.objects.bulk_create(
        AgendaItem(visit=visit, kind=item.kind, topic=item.topic.strip(), position=place, is_agreed=is_agreed)
        for place, item in enumerate(chosen, start=1)
    )


def _offer(visit: Visit, slots: Sequence[datetime]) -> None:
    ProposedSlot.objects.bulk_create(ProposedSlot(visit=visit, starts_at=slot) for slot in sorted(set(slots)))
