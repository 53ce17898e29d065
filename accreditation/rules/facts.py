"""What the engine is told about one practice.

Identifiers are opaque, dates half-open; the moments serve `as_known_at` alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

Value = Any  # str, int, float, bool, None, or lists and mappings of these: what a ledger entry's payload may hold


@dataclass(frozen=True, slots=True)
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
    """A person works at THIS practice in `role`, `sessions` a week, on the days [from_on, until_on)."""

    ref: str
    person: str
    role: str
    sessions: float
    from_on: date
    until_on: date | None
    recorded_at: datetime
    superseded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A person holds a named post ('lead_gp', 'lead_nurse', ...) of this practice on the days [from_on, until_on)."""

    ref: str
    person: str
    lead_role: str
    from_on: date
    until_on: date | None
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
class Facts:
    practice: str
    enrolled_on: date | None
    entries: tuple[Entry, ...] = ()
    employments: tuple[Employment, ...] = ()
    leads: tuple[Lead, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def as_known_at(self, moment: datetime) -> "Facts":
        """The rows recorded up to and including `moment` that nothing recorded up to then had removed."""
        return replace(
            self,
            entries=tuple(e for e in self.entries if _known(e.recorded_at, e.voided_at, moment)),
            employments=tuple(e for e in self.employments if _known(e.recorded_at, e.superseded_at, moment)),
            leads=tuple(e for e in self.leads if _known(e.recorded_at, e.superseded_at, moment)),
            waivers=tuple(e for e in self.waivers if _known(e.recorded_at, e.superseded_at, moment)),
        )


def _known(recorded_at: datetime, removed_at: datetime | None, moment: datetime) -> bool:
    return recorded_at <= moment and (removed_at is None or removed_at > moment)
