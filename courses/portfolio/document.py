"""The portfolio as a tagged PDF and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from cms.dates import in_words
from cms.spreadsheets import inert
from cms.typesetting import typeset
from courses.portfolio.contents import Line, Portfolio
from courses.wording import cpd_hours

TEMPLATE = Path(__file__).with_name("portfolio.typ")
COLUMNS = (
    *("Day", "What", "How", "Hours", "Of them participatory", "Verification", "Entry"),
    *("What I learned", "What I changed", "Theme of the Code"),
)
NOTE = (
    "Taken from the record that the network keeps. Hours are those the registers and courses say; reflections are the "
    "person's own words. It is no confirmation by a regulator, nor by an appraiser."
)


def portfolio_pdf(portfolio: Portfolio) -> bytes:
    """The same record between the same days always gives the same bytes."""
    moment = datetime.combine(portfolio.last_on, time.min, UTC)
    return typeset(TEMPLATE, {"portfolio": contents(portfolio)}, moment=moment)


def portfolio_csv(portfolio: Portfolio) -> str:
    """UTF-8 text with a heading row; hours with up to two decimals. Nothing in it is ever a live formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([inert(cell) for cell in _cells(line)] for line in portfolio.lines)
    return out.getvalue()


def contents(portfolio: Portfolio) -> dict[str, Any]:
    registrations = portfolio.person.registrations.order_by("body", "number")
    return {
        "heading": portfolio.purpose.name,
        "name": portfolio.person.name,
        "registrations": [str(registration) for registration in registrations],
        "period": portfolio.period,
        "figures": [[label, value] for label, value in figures(portfolio)],
        "lines": [
            [
                in_words(line.happened_on),
                line.text,
                line.method,
                cpd_hours(line.minutes),
                cpd_hours(line.participatory_minutes),
            ]
            for line in portfolio.lines
            if line.minutes
        ],
        "others": [
            [in_words(line.happened_on), line.text, line.method] for line in portfolio.lines if not line.minutes
        ],
        "reflections": [
            {
                "about": f"{line.text}, {in_words(line.happened_on)}",
                "theme": line.reflection.get_theme_display(),
                "learned": line.reflection.learned,
                "changed": line.reflection.changed,
            }
            for line in portfolio.lines
            if line.reflection
        ],
        "note": NOTE,
    }


def figures(portfolio: Portfolio) -> list[tuple[str, str]]:
    """What there is, beside what the purpose asks for, where it names a number."""
    asked = portfolio.purpose
    found = (
        ("Hours of learning", cpd_hours(portfolio.minutes), asked.hours),
        ("Of them participatory", cpd_hours(portfolio.participatory_minutes), asked.participatory_hours),
        ("Written reflections", str(len(portfolio.reflections)), asked.reflections),
    )
    return [(label, f"{value} of {number}" if number else value) for label, value, number in found]


def _cells(line: Line) -> list[str]:
    said = line.reflection
    return [
        line.happened_on.isoformat(),
        line.text,
        line.method,
        cpd_hours(line.minutes),
        cpd_hours(line.participatory_minutes),
        line.verification,
        line.ref,
        *((said.learned, said.changed, said.get_theme_display()) if said else ("", "", "")),
    ]
