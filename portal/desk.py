"""The specialist's practices, those that need a visit first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from accreditation.models import Framework
from accreditation.queries import frameworks_of_network
from accreditation.queries.requirements import half_year_of, states_of_kind
from cms.clock import london_date
from practices.queries import names_of, practices_of_network
from visits.queries import OpenVisits, last_visits_by_practice


class Need(IntEnum):
    """How much a practice needs a visit; the lowest first."""

    OVERDUE = 0
    DUE = 1
    ARRANGED = 2
    DONE = 3


LABELS = {
    Need.OVERDUE: ("Overdue", "not_met"),
    Need.DUE: ("Due", "not_yet_due"),
    Need.ARRANGED: ("Arranged", "not_yet_due"),
    Need.DONE: ("Held this half-year", "met"),
}


@dataclass(frozen=True)
class VisitNeed:
    """`due_by` is the last day of the half-year under way; `next_on` an agreed visit to come."""

    code: str
    name: str
    need: Need
    last_on: date | None
    next_on: date | None
    due_by: date | None


def visit_needs(network_id: int, visits: OpenVisits, *, on: date, known_at: datetime) -> list[VisitNeed]:
    """The enrolled practices of the network, the neediest first. A fixed number of queries."""
    framework = frameworks_of_network([network_id]).first()
    if framework is None:
        return []
    states = states_of_kind(framework, "visits", as_of=on, known_at=known_at)
    practices = [practice for practice in practices_of_network(network_id, on=on) if practice.pk in states]
    names = names_of([practice.pk for practice in practices], on=on)
    last = last_visits_by_practice(network_id)
    to_come = {pk: london_date(moment) for pk, moment in visits.next_by_practice.items()}
    slot = _slot(framework, on, known_at)
    found = [
        VisitNeed(
            code=practice.code,
            name=names.get(practice.pk, practice.code),
            need=_need(states[practice.pk].verdict.value, last.get(practice.pk), to_come.get(practice.pk), slot),
            last_on=last.get(practice.pk),
            next_on=to_come.get(practice.pk),
            due_by=date.fromordinal(slot[1].toordinal() - 1),
        )
        for practice in practices
    ]
    return sorted(found, key=lambda each: (each.need, each.last_on or date.min, each.name))


def _slot(framework: Framework, on: date, known_at: datetime) -> tuple[date, date]:
    return half_year_of(framework, on=on, known_at=known_at) or (on, date.max)


def _need(verdict: str, last_on: date | None, next_on: date | None, slot: tuple[date, date]) -> Need:
    if last_on and last_on >= slot[0]:
        return Need.DONE
    if next_on:
        return Need.ARRANGED
    return Need.OVERDUE if verdict == "not_met" else Need.DUE
