"""What the engine is told about one practice.

Identifiers are opaque, dates half-open; the moments serve `as_known_at` alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from .record import record

Value = Any  # str, int, float, bool, None, or lists and mappings of these: what a ledger entry's payload may hold


@record
class Entry:
    ref: str
    kind: str
    person: str | None
    practice: str | None
    happened_on: date
    recorded_at: datetime
    voided_at: datetime | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Employment:
    """A person works at a practice in `role`, `sessions` a week, on the days [from_on, until_on).

    `practice` is None for the practice the facts are about.
    """

    ref: str
    person: str
    role: str
    sessions: float
    from_on: date
    until_on: date | None
    recorded_at: datetime
    superseded_at: datetime | None = None
    practice: str | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A person holds a named post ('lead_gp', 'lead_nurse', ...) of a practice on the days [from_on, until_on).

    `practice` is None for the practice the facts are about.
    """

    ref: str
    person: str
    lead_role: str
    from_on: date
    until_on: date | None
    recorded_at: datetime
    superseded_at: datetime | None = None
    practice: str | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """A person is on long leave from this practice on the days [from_on, until_on); still employed."""

    ref: str
    person: str
    from_on: date
    until_on: date | None
    recorded_at: datetime
    superseded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """`count` people on the list ('list_size') or the register ('diabetes_register') of the practice, counted on a day.

    It holds until the next count of the same measure.
    """

    ref: str
    measure: str
    count: int
    counted_on: date
    recorded_at: datetime
    superseded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """The commissioner asks nothing of `requirement` (its key) on the days [from_on, until_on)."""

    ref: str
    requirement: str
    from_on: date
    until_on: date | None
    recorded_at: datetime
    superseded_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UnitMember:
    """Another practice was in the same delivery unit ('pcn', 'locality', 'group') on the days [from_on, until_on)."""

    ref: str
    unit_kind: str
    unit: str
    practice: str
    from_on: date
    until_on: date | None
    recorded_at: datetime
    superseded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """Another practice became part of this one (`how`: 'merged', 'split', 'renamed') on the day."""

    ref: str
    how: str
    practice: str
    on: date
    recorded_at: datetime
    superseded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one practice.

    elsewhere, posts_elsewhere: what people who work here hold at other practices. unit: the other practices of its
    delivery units, predecessors: those that became part of it; what is known of each of these stands in `others`,
    by practice, without others of their own.
    """

    practice: str
    enrolled_on: date | None
    entries: tuple[Entry, ...] = ()
    employments: tuple[Employment, ...] = ()
    leads: tuple[Lead, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    absences: tuple[Absence, ...] = ()
    sizes: tuple[Size, ...] = ()
    elsewhere: tuple[Employment, ...] = ()
    posts_elsewhere: tuple[Lead, ...] = ()
    unit: tuple[UnitMember, ...] = ()
    predecessors: tuple[Succession, ...] = ()
    others: Mapping[str, "Facts"] = field(default_factory=dict)

    def as_known_at(self, moment: datetime) -> "Facts":
        """The rows recorded up to and including `moment` that nothing recorded up to then had removed."""
        rows: dict[str, Any] = {name: _rows_known(getattr(self, name), moment) for name in BITEMPORAL}
        return replace(
            self,
            entries=tuple(e for e in self.entries if _known(e.recorded_at, e.voided_at, moment)),
            others={practice: facts.as_known_at(moment) for practice, facts in self.others.items()},
            **rows,
        )


BITEMPORAL = (
    *("employments", "leads", "waivers", "absences", "sizes", "elsewhere", "posts_elsewhere"),
    *("unit", "predecessors"),
)


def _rows_known(rows: tuple[Any, ...], moment: datetime) -> tuple[Any, ...]:
    return tuple(row for row in rows if _known(row.recorded_at, row.superseded_at, moment))


def _known(recorded_at: datetime, removed_at: datetime | None, moment: datetime) -> bool:
    return recorded_at <= moment and (removed_at is None or removed_at > moment)
