from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from practices.models import Appointment, Employment, Person, Practice
from practices.queries import names_of
from virtualclinics.enums import CaseState, ClinicState
from virtualclinics.models import AgendaItem, Case, CaseOutcome, CaseRecommendation, Clinic, ClinicAttendance


@dataclass(frozen=True)
class AgendaEntry:
    """A case on an agenda, with the recommendation that stands; `practice` is its name on the day of the clinic."""

    case: Case
    practice: str
    recommendation: CaseRecommendation | None


@dataclass(frozen=True)
class OpenClinics:
    """to_come: the next first. unsigned: begun, and not signed off."""

    to_come: list[Clinic]
    unsigned: list[Clinic]


@dataclass(frozen=True)
class Candidate:
    """Somebody who could have taken part: for a practice, or for the specialists when there is none."""

    person: Person
    role: str
    practice: Practice | None

    @property
    def key(self) -> tuple[UUID, int | None]:
        return self.person.pk, self.practice.pk if self.practice else None


def cases_of(practice: Practice) -> QuerySet[Case]:
    """Every case the practice has brought or drafted, the latest first, with its clinics and its standing outcome."""
    outcomes = CaseOutcome.objects.filter(superseded_at__isnull=True)
    places = AgendaItem.objects.select_related("clinic")
    cases = Case.objects.filter(practice=practice).select_related("submitted_by")
    return cases.prefetch_related(Prefetch("agenda_items", places), Prefetch("outcomes", outcomes))


def waiting_cases(network_ids: Iterable[int]) -> QuerySet[Case]:
    """The queue of the networks, the longest waiting first."""
    waiting = Case.objects.waiting().filter(network_id__in=list(network_ids))
    return waiting.select_related("practice", "submitted_by").prefetch_related("readings")


def cases_without_outcome(practice: Practice) -> QuerySet[Case]:
    """Discussed, and the practice has not said yet what it did."""
    return Case.objects.filter(practice=practice, state=CaseState.DISCUSSED)


def clinics_of(network_ids: Iterable[int], after: datetime) -> QuerySet[Clinic]:
    """Planned clinics that start at or after the moment, the next first."""
    return _planned(network_ids).filter(starts_at__gte=after)


def open_clinics(network_ids: Iterable[int], at: datetime) -> OpenClinics:
    """Every planned clinic, whether to come or begun. One query."""
    planned = list(_planned(network_ids))
    return OpenClinics([c for c in planned if c.starts_at >= at], [c for c in planned if c.starts_at < at])


def past_clinics(network_ids: Iterable[int]) -> QuerySet[Clinic]:
    """Held or cancelled, the latest first."""
    return _counted(network_ids).exclude(state=ClinicState.PLANNED).order_by("-starts_at")


def clinics_with(practice_ids: Iterable[int]) -> QuerySet[Clinic]:
    """Clinics that the practices take part in: with a case on the agenda, or in person."""
    ids = list(practice_ids)
    return Clinic.objects.filter(_taking_part(ids)).distinct().order_by("-starts_at")


def takes_part(clinic: Clinic, practice_ids: Iterable[int]) -> bool:
    return Clinic.objects.filter(_taking_part(list(practice_ids)), pk=clinic.pk).exists()


def is_shared_with(case: Case, practice_ids: Iterable[int]) -> bool:
    """Whether it was discussed at a clinic in which one of the practices took part."""
    return shared_cases(practice_ids).filter(pk=case.pk).exists()


def shared_cases(practice_ids: Iterable[int]) -> QuerySet[Case]:
    """Cases of others that were discussed at clinics in which one of the practices took part."""
    ids = list(practice_ids)
    attended = ClinicAttendance.objects.current().filter(practice_id__in=ids, clinic__state=ClinicState.HELD)
    items = AgendaItem.objects.filter(clinic_id__in=attended.values("clinic_id"))
    return Case.objects.filter(pk__in=items.values("case_id")).exclude(practice_id__in=ids)


def agenda_of(clinic: Clinic) -> list[AgendaEntry]:
    """The agenda in order. Four queries, however many cases."""
    items = clinic.agenda.select_related("case__practice").prefetch_related("case__readings").order_by("position", "id")
    cases = [item.case for item in items]
    standing = {each.case_id: each for each in clinic.recommendations.select_related("recommended_by")}
    names = names_of({case.practice_id for case in cases}, on=clinic.happens_on)
    return [AgendaEntry(case, names.get(case.practice_id, case.practice.code), standing.get(case.pk)) for case in cases]


def recommendations_on(case: Case) -> list[CaseRecommendation]:
    """Those that stand, of clinics that are signed off, the latest clinic first. Before sign-off nobody is told."""
    told = case.recommendations.filter(clinic__state=ClinicState.HELD).select_related("clinic", "recommended_by")
    standing = {each.clinic_id: each for each in told.order_by("revision")}
    return sorted(standing.values(), key=lambda each: each.clinic.starts_at, reverse=True)


def outcome_of(case: Case) -> CaseOutcome | None:
    return case.outcomes.filter(superseded_at__isnull=True).select_related("recorded_by").first()


def attendances_at(clinic: Clinic) -> list[ClinicAttendance]:
    standing = ClinicAttendance.objects.current().filter(clinic=clinic)
    return list(standing.select_related("person", "practice").order_by("side", "person__family_name"))


def candidates(clinic: Clinic, practices: Sequence[Practice]) -> list[Candidate]:
    """The specialists of the network, then who works at the practices, on the day of the clinic. Two queries."""
    on = clinic.happens_on
    appointed = Appointment.objects.current().on(on).filter(network=clinic.network, role="specialist")
    employed = Employment.objects.current().on(on).filter(practice__in=practices).order_by("practice", "-sessions")
    found = [Candidate(each.person, each.get_profession_display(), None) for each in appointed.select_related("person")]
    found += [
        Candidate(each.person, each.get_role_display(), each.practice)
        for each in employed.select_related("person", "practice")
    ]
    once: dict[tuple[UUID, int | None], Candidate] = {}
    for candidate in found:
        once.setdefault(candidate.key, candidate)
    return list(once.values())


def practices_taking_part(clinic: Clinic, also: Iterable[str], *, on: date) -> list[Practice]:
    """Those with a case on the agenda or somebody in attendance, and those named by code that are in the network."""
    member = Q(network_memberships__network=clinic.network, network_memberships__superseded_at__isnull=True)
    named = Q(code__in=list(also)) & member
    with_case = Q(pk__in=clinic.agenda.values("case__practice_id"))
    there = Q(pk__in=ClinicAttendance.objects.current().filter(clinic=clinic).values("practice_id"))
    return list(Practice.objects.filter(named | with_case | there).distinct().order_by("code"))


def _planned(network_ids: Iterable[int]) -> QuerySet[Clinic]:
    return _counted(network_ids).filter(state=ClinicState.PLANNED).order_by("starts_at")


def _counted(network_ids: Iterable[int]) -> QuerySet[Clinic]:
    clinics = Clinic.objects.filter(network_id__in=list(network_ids)).select_related("lead")
    return clinics.annotate(on_agenda=Count("agenda"))


def _taking_part(practice_ids: list[int]) -> Q:
    there = ClinicAttendance.objects.current().filter(practice_id__in=practice_ids)
    items = AgendaItem.objects.filter(case__practice_id__in=practice_ids)
    return Q(pk__in=there.values("clinic_id")) | Q(pk__in=items.values("clinic_id"))
