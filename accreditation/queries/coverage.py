"""Who serves the patients of the practices that do not hold a tier, on one day, as known at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from accreditation.enums import HOLDING, Status
from accreditation.models import Coverage, Framework
from accreditation.queries.frameworks import version_in_force
from accreditation.queries.register import RegisterRow, register
from practices.models import Practice
from practices.queries import names_of


class CoverRow(NamedTuple):
    """A practice without a tier. `provider` is empty where nobody stands in; `ended_on` is the first day after."""

    practice_id: int
    code: str
    name: str
    status: Status
    tier: str
    tier_label: str
    provider: str
    started_on: date | None
    ended_on: date | None

    @property
    def is_gap(self) -> bool:
        return not self.provider


def cover_report(
    framework: Framework, *, as_of: date, known_at: datetime, commissioner_id: int | None = None
) -> list[CoverRow]:
    """Each practice of the network and tier that it does not hold on the day, those without cover first.

    Ten queries, however many practices.
    """
    practices = register(framework, as_of=as_of, known_at=known_at, commissioner_id=commissioner_id)
    return cover_rows(framework, practices, as_of=as_of, known_at=known_at)


def cover_rows(
    framework: Framework, practices: Iterable[RegisterRow], *, as_of: date, known_at: datetime
) -> list[CoverRow]:
    """The same for a register that is there already. Three queries."""
    version = version_in_force(framework, as_of=as_of, known_at=known_at)
    if version is None:
        return []
    cover = cover_on(framework, as_of=as_of, known_at=known_at)
    names = _provider_names(cover.values(), as_of)
    codes = [tier.code for tier in version.parsed.tiers]
    rows = []
    for practice in practices:
        for position, tier in enumerate(version.parsed.tiers):
            if not _holds(practice, codes, position):
                found = cover.get((practice.practice_id, tier.code))
                rows.append(_row(practice, tier.code, tier.label, found, names))
    return sorted(rows, key=lambda row: (not row.is_gap, row.name, row.tier))


def cover_on(framework: Framework, *, as_of: date, known_at: datetime) -> dict[tuple[int, str], Coverage]:
    """By practice and tier. One query."""
    rows = Coverage.objects.known_at(known_at).on(as_of).filter(framework=framework)
    return {(row.practice_id, row.tier): row for row in rows}


def cover_of(practice: Practice, *, known_at: datetime) -> list[Coverage]:
    """Everything arranged for the practice, the latest first."""
    rows = Coverage.objects.known_at(known_at).filter(practice=practice)
    return list(rows.select_related("provider_practice", "framework").order_by("-started_on", "-id"))


def uncovered(
    framework: Framework, practices: Iterable[RegisterRow], *, as_of: date, known_at: datetime
) -> list[CoverRow]:
    """The gaps among the practices of a register."""
    return [row for row in cover_rows(framework, practices, as_of=as_of, known_at=known_at) if row.is_gap]


def _holds(practice: RegisterRow, codes: list[str], position: int) -> bool:
    held = codes.index(practice.tier) if practice.tier in codes else -1
    return practice.award in HOLDING and held >= position


def _provider_names(cover: object, as_of: date) -> dict[int, str]:
    ids = {row.provider_practice_id for row in cover if row.provider_practice_id}  # type: ignore[attr-defined]
    return names_of(ids, on=as_of) if ids else {}


def _row(practice: RegisterRow, tier: str, label: str, cover: Coverage | None, names: dict[int, str]) -> CoverRow:
    provider = ""
    if cover:
        pk = cover.provider_practice_id
        provider = names.get(pk, f"practice {pk}") if pk else cover.provider
    return CoverRow(
        practice.practice_id,
        practice.code,
        practice.name,
        practice.status,
        tier,
        label,
        provider,
        cover.started_on if cover else None,
        cover.ended_on if cover else None,
    )
