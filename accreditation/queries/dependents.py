"""Whose standing rests on a practice or a person."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from accreditation.models import FrameworkVersion
from accreditation.rules.needs import OF_OTHERS, needs_of
from practices.histories import practices_of_people, resting_on
from practices.identity import merges_about
from practices.models import Practice


def concerned(*, practice_id: int | None, person_id: str | None) -> list[Practice]:
    """The enrolled practices, by id: that one, wherever that person ever worked (under any record of theirs) and,
    where a framework looks at other practices, those of the same unit and those that one of these became part of.
    """
    direct = {practice_id} if practice_id else set()
    if person_id:
        direct |= practices_of_people(_records_of(UUID(person_id)))
    found = direct | _looking_at_others(direct)
    return list(Practice.objects.filter(pk__in=found, enrolments__isnull=False).distinct().order_by("pk"))


def _records_of(person_id: UUID) -> set[UUID]:
    records = {person_id}
    for merge in merges_about([person_id]):
        records |= {merge.former_id, merge.survivor_id}
    return records


def _looking_at_others(practices: Iterable[int]) -> set[int]:
    frameworks = _frameworks_looking_at_others()
    if not frameworks:
        return set()
    resting = Practice.objects.filter(pk__in=resting_on(list(practices)), enrolments__framework__in=frameworks)
    return set(resting.values_list("pk", flat=True))


def _frameworks_looking_at_others() -> set[int]:
    versions = FrameworkVersion.objects.defer("document")
    return {version.framework_id for version in versions if _looks_at_others(version)}


LOOKING: dict[str, bool] = {}


def _looks_at_others(version: FrameworkVersion) -> bool:
    """Worked out once a process: a document never changes under its digest."""
    if version.digest not in LOOKING:
        LOOKING[version.digest] = bool(needs_of(version.parsed) & OF_OTHERS)
    return LOOKING[version.digest]
