"""Visits for tests, made through the same operations as real ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from practices.access import network_of
from practices.models import Network, Person, Practice
from visits import operations
from visits.models import Visit
from visits.particulars import ItemReport, Stay, Topic, VisitReport

PROPOSED_AT = datetime(2026, 4, 1, 9, tzinfo=UTC)
SLOT = datetime(2026, 5, 12, 12, tzinfo=UTC)
OTHER_SLOT = datetime(2026, 5, 19, 12, tzinfo=UTC)
HELD_ON = date(2026, 5, 12)
AFTER_VISIT = datetime(2026, 5, 12, 16, tzinfo=UTC)


def a_proposed_visit(practice: Practice, by: Person) -> Visit:
    return operations.propose_visit(
        practice=practice,
        network=Network.objects.get(pk=network_of(practice, PROPOSED_AT.date())),
        slots=[SLOT, OTHER_SLOT],
        agenda=[Topic("education", "GLP-1 therapy"), Topic("database_review")],
        by=by,
        at=PROPOSED_AT,
    )


def an_agreed_visit(practice: Practice, visitor: Person, host: Person) -> Visit:
    visit = a_proposed_visit(practice, visitor)
    return operations.agree_visit(
        visit=visit,
        starts_at=SLOT,
        agenda=[Topic("education", "GLP-1 therapy")],
        by=host,
        at=PROPOSED_AT + timedelta(days=1),
    )


def a_report(visitors: list[Person], hosts: list[Person], held_on: date = HELD_ON, minutes: int = 90) -> VisitReport:
    return VisitReport(
        held_on=held_on,
        minutes=minutes,
        visitors=tuple(Stay(person, minutes) for person in visitors),
        hosts=tuple(Stay(person, minutes) for person in hosts),
        items=(ItemReport("education", "How to titrate, and when to stop."),),
    )


def a_held_visit(practice: Practice, visitors: list[Person], hosts: list[Person]) -> Visit:
    visit = an_agreed_visit(practice, visitors[0], hosts[0])
    return operations.record_visit(visit=visit, report=a_report(visitors, hosts), by=visitors[0], at=AFTER_VISIT)


def a_signed_off_visit(practice: Practice, visitors: list[Person], hosts: list[Person]) -> Visit:
    visit = a_held_visit(practice, visitors, hosts)
    return operations.sign_off_visit(visit=visit, by=visitors[0], at=AFTER_VISIT)
