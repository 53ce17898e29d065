"""What is on offer to a practice: courses, sessions with places left, clinics, visits, the first possible days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from accreditation.queries import costs_of
from accreditation.rules.rescue import Clinic, Costs, Course, Offers, Session
from cms.clock import london_date
from courses.enums import CompletedBy
from courses.queries import open_courses, upcoming_sessions
from practices.access import network_of
from practices.enums import PracticeRole
from practices.models import Practice
from virtualclinics.queries import clinics_of
from visits.queries import open_visits

CLINICS = ("case", "cases", "clinic")
WITHOUT_OTHERS = timedelta(days=7)
A_VISIT = timedelta(days=21)
SOMEBODY_NEW = timedelta(days=90)
RECRUITED = (
    PracticeRole.PRACTICE_NURSE,
    PracticeRole.SALARIED_GP,
    PracticeRole.ADVANCED_NURSE_PRACTITIONER,
    PracticeRole.PHARMACIST,
    PracticeRole.HEALTHCARE_ASSISTANT,
)


@dataclass(frozen=True)
class NetworkOffers:
    """What a network has on offer, read once for all its practices. Five queries."""

    network_ids: tuple[int, ...]
    on: date
    at: datetime

    @cached_property
    def titles(self) -> dict[tuple[str, str], str]:
        """What courses, sessions and clinics are called, by (kind of action, code)."""
        sessions = {("session", str(each.pk)): each.title for each in self._sessions}
        clinics = {(kind, str(each.pk)): each.title for each in self._clinics for kind in CLINICS}
        return {("course", each.code): each.title for each in self._courses} | sessions | clinics

    def to(self, practice: Practice) -> Offers:
        visits = (each for each in self._visits if each.practice_id == practice.pk and each.starts_at)
        return Offers(
            soonest=self.on + WITHOUT_OTHERS,
            courses=tuple(Course(each.code, each.cpd_minutes, each.edition) for each in self._courses),
            sessions=tuple(
                Session(
                    str(each.pk),
                    each.programme,
                    london_date(each.starts_at),
                    each.minutes,
                    each.capacity - each.booked,  # type: ignore[attr-defined]
                )
                for each in self._sessions
            ),
            clinics=tuple(Clinic(str(each.pk), london_date(each.starts_at), each.minutes) for each in self._clinics),
            visits=tuple(sorted({london_date(each.starts_at) for each in visits})),
            visits_from=self.on + A_VISIT,
            recruits=RECRUITED,
            recruits_from=self.on + SOMEBODY_NEW,
            costs=self.costs,
        )

    @cached_property
    def costs(self) -> Costs:
        """What the network counts each action at."""
        return costs_of(self.network_ids, known_at=self.at)

    @cached_property
    def _courses(self) -> list:
        return list(open_courses(self.network_ids).exclude(completed_by=CompletedBy.PACKAGE))

    @cached_property
    def _sessions(self) -> list:
        return list(upcoming_sessions(self.network_ids, after=self.at))

    @cached_property
    def _clinics(self) -> list:
        return list(clinics_of(self.network_ids, self.at))

    @cached_property
    def _visits(self) -> list:
        return open_visits(self.network_ids, self.at).agreed


def offers_around(practice: Practice, *, on: date, at: datetime) -> NetworkOffers:
    network_id = network_of(practice, on)
    return NetworkOffers((network_id,) if network_id else (), on, at)
