"""People, periods and labels, in one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cms import dates
from cms.components.declaration import Component


@dataclass(frozen=True, kw_only=True)
class PersonLine(
    Component,
    name="person_line",
    examples=(
        {"person": "Lead nurse", "role": "Practice nurse", "place": "Harbour View Surgery", "detail": "8 sessions"},
        {"person": "Lead GP", "href": "/"},
    ),
):
    """One person: name, role, place, and one more thing about them."""

    person: str
    role: str = ""
    place: str = ""
    detail: str = ""
    href: str = ""

    @property
    def particulars(self) -> str:
        return ", ".join(part for part in (str(self.role), str(self.place), str(self.detail)) if part)


@dataclass(frozen=True, kw_only=True)
class DateRange(
    Component,
    name="date_range",
    examples=(
        {"from_on": date(2025, 4, 1), "until_on": date(2026, 4, 1)},
        {"from_on": date(2025, 4, 1)},
        {"until_on": date(2026, 4, 1)},
    ),
):
    """A period in words. It is given half-open and shown with its last day."""

    from_on: date | None = None
    until_on: date | None = None

    @property
    def words(self) -> str:
        return dates.period_in_words(self.from_on, self.until_on)


@dataclass(frozen=True, kw_only=True)
class TagList(
    Component,
    name="tag_list",
    examples=({"tags": [{"text": "Foot care"}, {"text": "Insulin", "colour": "blue"}, {"text": "All", "href": "/"}]},),
):
    """Labels side by side. Tags: text, and perhaps colour (of NHS.UK's tags) and href."""

    tags: Sequence[Mapping[str, Any]]
    label: str = "Labels"
