"""Which practices of a network stand to lose something soon, on what it hangs, and what would keep them. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accreditation.enums import AwardState
from accreditation.models import Framework
from accreditation.queries import RegisterRow, register, standing_of
from accreditation.rules.days import add_months
from portal.forecasts.offers import NetworkOffers
from portal.forecasts.practice import LOOKS_OF_MANY, Outlook, outlook_of
from practices.access import Access
from practices.models import Practice

SOON = timedelta(days=90)
MONTHS_KEPT = 6


@dataclass(frozen=True)
class Endangered:
    """An accredited practice whose requirements are plainly met no longer within 90 days, or met in grace already."""

    row: RegisterRow
    ends_on: date
    outlook: Outlook

    @property
    def hangs_on(self) -> str:
        """The first thing that goes, and whom it hangs on; in grace, why that ends."""
        return self.outlook.why(self.outlook.changes[0]) if self.outlook.changes else ""


def soon_ending(framework: Framework, access: Access, *, on: date, at: datetime) -> list[RegisterRow]:
    """Of the practices the person may see, the nearest end first. From the stored rows: six queries."""
    scope = access.commissioner_scope(framework.network_id)
    rows = register(framework, as_of=on, known_at=at, commissioner_id=scope)
    near = [row for row in rows if row.award == AwardState.ACCREDITED and is_ending(row, on, SOON)]
    return sorted(near, key=lambda row: (ends_on(row), row.code))


def is_ending(row: RegisterRow, on: date, within: timedelta) -> bool:
    """Whether what is satisfied on the day is lost, or met only in grace, so soon."""
    return row.lapses_on is not None and ends_on(row) - on <= within


def ends_on(row: RegisterRow) -> date:
    """The first day with another verdict or in grace; `date.max` where nothing known ends it."""
    return min(row.until_on or date.max, row.lapses_on or date.max)


def looked_at(
    framework: Framework, rows: Iterable[RegisterRow], access: Access, *, on: date, at: datetime
) -> Iterator[Endangered]:
    """Each worked out live, with a short search for what would keep it half a year more."""
    rows = list(rows)
    practices = Practice.objects.in_bulk([row.practice_id for row in rows])
    offers = NetworkOffers((framework.network_id,), on, at)
    for row in rows:
        standing = standing_of(practices[row.practice_id], framework, as_of=on, known_at=at)
        until = add_months(on, MONTHS_KEPT)
        outlook = outlook_of(standing, offers, access, until=until, most_looks=LOOKS_OF_MANY)
        yield Endangered(row, ends_on(row), outlook)
