from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, QuerySet

from practices.models import Person, Practice
from practices.queries import names_of, practices_of_network, roster, specialists_of
from visits.enums import Side, VisitState
from visits.models import Visit, VisitAction, VisitAttendance


@dataclass(frozen=True)
class PracticeVisits:
    """When a practice was last visited, and when it will be next."""

    practice: Practice
    name: str
    last_on: date | None
    next_at: datetime | None
    is_proposed: bool


@dataclass(frozen=True)
class Candidate:
    """Somebody who could have been at a visit, on one of its sides."""

    person: Person
    side: Side
    role: str


def visits_of(practice: Practice) -> QuerySet[Visit]:
    """Every visit to the practice, the latest proposed first."""
    return Visit.objects.filter(practice=practice).order_by("-proposed_at", "-id")


def last_visits_by_practice(network_id: int) -> dict[int, date]:
    """The day of the last visit that took place, signed off or not, by the id of the practice."""
    held = Visit.objects.took_place().filter(network_id=network_id)
    return dict(held.values_list("practice_id").annotate(Max("held_on")))


def next_visits_by_practice(network_id: int, after: datetime) -> dict[int, datetime]:
    """The next agreed visit that starts at or after the moment, by the id of the practice."""
    agreed = upcoming_visits([network_id], after).order_by()
    return dict(agreed.values_list("practice_id").annotate(Min("starts_at")))


def upcoming_visits(network_ids: Iterable[int], after: datetime) -> QuerySet[Visit]:
    """Agreed visits that start at or after the moment, the next first."""
    return _of(network_ids, VisitState.AGREED).filter(starts_at__gte=after).order_by("starts_at")


def upcoming_visits_of(practice: Practice, after: datetime) -> QuerySet[Visit]:
    agreed = Visit.objects.filter(practice=practice, state=VisitState.AGREED, starts_at__gte=after)
    return agreed.order_by("starts_at")


def proposals_to(practice: Practice) -> QuerySet[Visit]:
    """What waits for the practice's answer."""
    return Visit.objects.filter(practice=practice, state=VisitState.PROPOSED).order_by("proposed_at")


def open_proposals(network_ids: Iterable[int]) -> QuerySet[Visit]:
    return _of(network_ids, VisitState.PROPOSED).order_by("proposed_at")


def visits_to_record(network_ids: Iterable[int], before: datetime) -> QuerySet[Visit]:
    """Agreed for a time that has passed, and not recorded."""
    return _of(network_ids, VisitState.AGREED).filter(starts_at__lt=before).order_by("starts_at")


def visits_to_sign_off(network_ids: Iterable[int]) -> QuerySet[Visit]:
    return _of(network_ids, VisitState.HELD).order_by("held_on")


def visits_without_feedback(practice: Practice) -> QuerySet[Visit]:
    """Signed off, and the practice has not said what it thought."""
    return Visit.objects.filter(practice=practice, state=VisitState.SIGNED_OFF, feedback=None).order_by("held_on")


def open_actions(practice: Practice) -> QuerySet[VisitAction]:
    """What was agreed on visits to the practice and is not done, the first due first."""
    return VisitAction.objects.open().filter(visit__practice=practice).select_related("owner", "visit")


def attendances_at(visit: Visit) -> list[VisitAttendance]:
    """Who was there: the visitors first."""
    standing = VisitAttendance.objects.current().filter(visit=visit).select_related("person")
    return list(standing.order_by("-side", "person__family_name"))


def candidates(visit_network_id: int, practice: Practice, *, on: date) -> list[Candidate]:
    """The specialists of the network, then who works at the practice, on the day. Each person once on each side."""
    visitors = {
        each.person: Candidate(each.person, Side.VISITOR, each.get_profession_display())
        for each in specialists_of(visit_network_id, on=on)
    }
    hosts = [Candidate(each.person, Side.HOST, each.roles) for each in roster(practice, on=on)]
    return [*visitors.values(), *hosts]


def practice_visits(network_id: int, *, on: date, after: datetime) -> list[PracticeVisits]:
    """Every practice of the network, the longest unvisited first. Five queries, however many practices."""
    practices = list(practices_of_network(network_id, on=on))
    names = names_of([practice.pk for practice in practices], on=on)
    last, following = last_visits_by_practice(network_id), next_visits_by_practice(network_id, after)
    proposed = set(open_proposals([network_id]).order_by().values_list("practice_id", flat=True))
    rows = [
        PracticeVisits(
            practice,
            names.get(practice.pk, practice.code),
            last.get(practice.pk),
            following.get(practice.pk),
            practice.pk in proposed,
        )
        for practice in practices
    ]
    return sorted(rows, key=lambda row: (row.last_on or date.min, row.name))


def _of(network_ids: Iterable[int], state: VisitState) -> QuerySet[Visit]:
    visits = Visit.objects.filter(network_id__in=list(network_ids), state=state)
    return visits.select_related("practice", "network")
