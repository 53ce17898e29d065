"""Facts in rows: tables that become cards on a phone, and lists of label and value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cms.components.declaration import Component, ComponentError
from cms.components.navigation import Link
from cms.components.standing import AwardTag


class Heading(NamedTuple):
    """A column's heading. Numbers stand right-aligned; `href` makes it a link, to sort by it."""

    text: str
    is_numeric: bool = False
    href: str = ""


class Cell(NamedTuple):
    heading: Heading
    value: Any


EXAMPLE_ROWS = [
    [Link(text="Harbour View Surgery", href="/"), AwardTag(state="accredited"), 412, "31 March 2027"],
    [Link(text="Mill Lane Practice", href="/"), AwardTag(state="in_grace"), 268, "9 May 2026"],
]


@dataclass(frozen=True, kw_only=True)
class DataTable(
    Component,
    name="data_table",
    examples=(
        {
            "caption": "Practices of the network",
            "headings": ["Practice", "Standing", Heading("People with diabetes", is_numeric=True), "Until"],
            "rows": EXAMPLE_ROWS,
        },
        {"caption": "Visits", "headings": ["Visit", "Held on"], "rows": [], "empty": "No visit has been held yet."},
    ),
):
    """A table. A heading is a text or a Heading, a cell a text, a number or a component; one cell per heading.

    On a narrow screen each row becomes a card with its headings repeated. `empty` stands there when there are no rows.
    """

    caption: str
    headings: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    empty: str = "There is nothing here yet."
    hides_caption: bool = False
    is_compact: bool = False

    @property
    def columns(self) -> list[Heading]:
        return [heading if isinstance(heading, Heading) else Heading(heading) for heading in self.headings]

    @property
    def body(self) -> list[list[Cell]]:
        return [self._row(row) for row in self.rows]

    def _row(self, row: Sequence[Any]) -> list[Cell]:
        if len(row) != len(self.headings):
            raise ComponentError(f"data_table: a row has {len(row)} cells for {len(self.headings)} headings.")
        return [Cell(heading, value) for heading, value in zip(self.columns, row, strict=True)]


@dataclass(frozen=True, kw_only=True)
class SummaryList(
    Component,
    name="summary_list",
    examples=(
        {
            "rows": [
                {"key": "Practice", "value": "Harbour View Surgery"},
                {"key": "Standing", "value": AwardTag(state="accredited")},
                {"key": "Lead nurse", "value": "Nurse lead", "action": {"text": "Change", "href": "/"}},
            ]
        },
    ),
):
    """Labels and values. Rows: key, value (text or component), and perhaps one action: text, href."""

    rows: Sequence[Mapping[str, Any]]

    @property
    def has_actions(self) -> bool:
        return any(row.get("action") for row in self.rows)
