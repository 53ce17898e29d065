from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet

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
class OpenVisits:
    """proposed: waiting for the practice's answer. agreed: still to come, the next first. to_record: agreed for a
    time that has passed. to_sign_off: recorded.
    """

    proposed: list[Visit]
    agreed: list[Visit]
    to_record: list[Visit]
    to_sign_off: list[Visit]

    @property
    def practice_ids(self) -> set[int]:
        return {v.practice_id for v in (*self.proposed, *self.agreed, *self.to_record, *self.to_sign_off)}

    @property
    def next_by_practice(self) -> dict[int, datetime]:
        """When the next agreed visit starts, by the id of the practice."""
        return {visit.practice_id: visit.starts_at for visit in reversed(self.agreed) if visit.starts_at}


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


def open_visits(network_ids: Iterable[int], at: datetime) -> OpenVisits:
    """Every visit of the networks that somebody still has something to do about. One query."""
    states = (VisitState.PROPOSED, VisitState.AGREED, VisitState.HELD)
    visits = Visit.objects.filter(network_id__in=list(network_ids), state__in=states)
    found = list(visits.select_related("practice", "network").order_by("proposed_at"))
    agreed = [(visit.starts_at, visit) for visit in found if visit.state == VisitState.AGREED and visit.starts_at]
    held = [(visit.held_on, visit) for visit in found if visit.state == VisitState.HELD and visit.held_on]
    return OpenVisits(
        proposed=[visit for visit in found if visit.state == VisitState.PROPOSED],
        agreed=_in_order((starts_at, visit) for starts_at, visit in agreed if starts_at >= at),
        to_record=_in_order((starts_at, visit) for starts_at, visit in agreed if starts_at < at),
        to_sign_off=_in_order(held),
    )


def _in_order(visits: Iterable[tuple[date, Visit]]) -> list[Visit]:
    return [visit for _, visit in sorted(visits, key=lambda pair: pair[0])]


def upcoming_visits_of(practice: Practice, after: datetime) -> QuerySet[Visit]:
    agreed = Visit.objects.filter(practice=practice, state=VisitState.AGREED, starts_at__gte=after)
    return agreed.order_by("starts_at")


def proposals_to(practice: Practice) -> QuerySet[Visit]:
    """What waits for the practice's answer."""
    return Visit.objects.filter(practice=practice, state=VisitState.PROPOSED).order_by("proposed_at")


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


def practice_visits(network_id: int, visits: OpenVisits, *, on: date) -> list[PracticeVisits]:
    """Every practice of the network, the longest unvisited first. Three queries, however many practices."""
    practices = list(practices_of_network(network_id, on=on))
    names = names_of([practice.pk for practice in practices], on=on)
    last = last_visits_by_practice(network_id)
    following = visits.next_by_practice
    proposed = {visit.practice_id for visit in visits.proposed if visit.network_id == network_id}
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
