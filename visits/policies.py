"""Does the state allow it? check_x raises ValueError with a sentence that a user can read, can_x answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from practices.confidentiality import check_no_identifiers
from visits.enums import TRANSITIONS, AgendaKind, Side, VisitState
from visits.models import Visit
from visits.particulars import ItemReport, Stay, Topic, VisitReport

LONGEST = 480  # minutes


def can_move(visit: Visit, to: VisitState) -> bool:
    return to in TRANSITIONS[visit.state]


def check_moves(visit: Visit, to: VisitState) -> None:
    if not can_move(visit, to):
        now, then = VisitState(visit.state).label.lower(), to.label.lower()
        raise ValueError(f"This visit is “{now}”, so it cannot become “{then}”. Look at the visit again.")


def check_slots(slots: Sequence[datetime], *, at: datetime) -> None:
    if not slots:
        raise ValueError("Propose at least one time.")
    if any(slot <= at for slot in slots):
        raise ValueError("Propose times that are still to come. Enter a visit that took place as one that was held.")


def check_slot_offered(visit: Visit, starts_at: datetime) -> None:
    if not visit.slots.filter(starts_at=starts_at).exists():
        raise ValueError("Choose one of the times that were proposed, or ask for others.")


def check_agenda(agenda: Iterable[Topic]) -> None:
    """At least one of the five options, each once."""
    kinds = [item.kind for item in agenda]
    if not kinds:
        raise ValueError("Choose at least one of the five agenda options.")
    if len(kinds) != len(set(kinds)) or not set(kinds) <= set(AgendaKind.values):
        raise ValueError("Choose each of the five agenda options at most once.")
    check_no_identifiers(*(item.topic for item in agenda))


def check_report(report: VisitReport, *, today: date) -> None:
    check_not_to_come(report.held_on, today=today)
    check_minutes([report.minutes, *(stay.minutes for stay in (*report.visitors, *report.hosts))])
    check_both_sides(bool(report.visitors), bool(report.hosts))
    check_nobody_twice([*report.visitors, *report.hosts])
    check_items(report.items)


def check_minutes(minutes: Iterable[int]) -> None:
    if not all(1 <= each <= LONGEST for each in minutes):
        raise ValueError(f"Give minutes from 1 to {LONGEST}, for the visit and for each person.")


def check_both_sides(visitors: bool, hosts: bool) -> None:
    if not visitors:
        raise ValueError("Record who came from the specialist team: a visit needs at least one visitor.")
    if not hosts:
        raise ValueError("Record who took part from the practice: a visit needs at least one host.")


def check_nobody_twice(stays: Collection[Stay]) -> None:
    if len({stay.person.pk for stay in stays}) < len(stays):
        raise ValueError("Somebody is recorded twice. Each person is there once, as visitor or as host.")


def check_items(items: Sequence[ItemReport]) -> None:
    kinds = [item.kind for item in items]
    if len(kinds) != len(set(kinds)) or not set(kinds) <= set(AgendaKind.values):
        raise ValueError("Record each of the five agenda options at most once.")
    for item in items:
        if item.patients is not None and item.kind != AgendaKind.PATIENT_REVIEW:
            raise ValueError("Patients are counted only for a patient review.")
    check_no_identifiers(*(item.note for item in items))


def check_took_place(visit: Visit) -> None:
    if not visit.took_place:
        raise ValueError("This visit has not been recorded as held yet.")


def check_signed_off(visit: Visit) -> None:
    if visit.state != VisitState.SIGNED_OFF:
        raise ValueError("This visit is not signed off yet. Sign it off first.")


def check_not_signed_off(visit: Visit) -> None:
    if visit.state == VisitState.SIGNED_OFF:
        raise ValueError("This visit is signed off and its letter sent. Correct who attended instead.")


def check_sides_remain(sides: Collection[str]) -> None:
    check_both_sides(Side.VISITOR in sides, Side.HOST in sides)


def check_not_to_come(held_on: date, *, today: date) -> None:
    if held_on > today:
        raise ValueError("The day of the visit is still to come. Record the visit when it has taken place.")


def check_score(score: int) -> None:
    if not 1 <= score <= 5:
        raise ValueError("Choose a score from 1 to 5.")


def check_action(visit: Visit, text: str, due_on: date) -> None:
    if not text.strip():
        raise ValueError("Say what is to be done.")
    if visit.held_on and due_on < visit.held_on:
        raise ValueError("An action is due on the day of the visit or after it.")
