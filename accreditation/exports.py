"""The register as a file.

Nothing in it is ever a live formula, and it says what it was asked and under which rules.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from accreditation.enums import AwardState
from accreditation.models import Framework, Rehearsal
from accreditation.policies import VERDICT_WORDS
from accreditation.queries import CoverRow, RegisterRow, governing_versions
from accreditation.queries.frameworks import Governing
from accreditation.rules.verdicts import Verdict
from cms.clock import LONDON
from cms.dates import last_day
from cms.spreadsheets import inert

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "Practice code",
    "Practice",
    "Status",
    "Award",
    "Tier",
    "Award since",
    "Requirements",
    "This verdict holds until",
    "Requirements satisfied until",
    "Waived",
)
VERSION = "Framework version"
REHEARSAL_COLUMNS = (
    *("Practice code", "Practice", "Today, now", "Today, under the draft"),
    *("Differs from", "Differs until", "Then, now", "Then, under the draft", "Why"),
)
LINE_END = "\r\n"  # RFC 4180; and a cell that holds either character is quoted


@dataclass(frozen=True)
class RegisterHead:
    """What the register was asked. `version` and `digest` name the rules; empty before any were in force.

    `is_by_practice`: each row says which of several versions governs the practice.
    """

    framework: str
    network: str
    version: str
    digest: str
    as_of: date
    known_at: datetime
    is_by_practice: bool = False

    @property
    def lines(self) -> list[tuple[str, str]]:
        known_at = self.known_at.astimezone(LONDON)
        return [
            ("Register of", self.framework),
            ("Network", self.network),
            ("On this day", self.as_of.isoformat()),
            ("As known at", known_at.isoformat(timespec="seconds")),
            ("Framework version", self.version),
            ("Framework digest (SHA-256)", self.digest),
            ("Dates", "The last day, included. Empty: nothing known ends it."),
        ]


def head_of(framework: Framework, *, as_of: date, known_at: datetime, under: int | None = None) -> RegisterHead:
    governing = governing_versions(framework, as_of=as_of, known_at=known_at, under=under)
    return RegisterHead(
        framework=framework.title,
        network=framework.network.name,
        version=_numbers(governing),
        digest="; ".join(version.digest for version in governing.versions),
        as_of=as_of,
        known_at=known_at,
        is_by_practice=governing.is_by_practice,
    )


def _numbers(governing: Governing) -> str:
    """The version, or all that some practice stands under; and that it was asked for where it was."""
    named = " and ".join(str(version.number) for version in governing.versions)
    if governing.is_by_practice:
        return f"By practice: {named}"
    return f"{named} (asked for, whichever governs)" if governing.is_asked_for and named else named


def as_table(rows: Iterable[RegisterRow], *, with_version: bool = False) -> pd.DataFrame:
    import pandas as pd  # here, because it takes a second that no other command or screen should wait for

    if not with_version:
        return pd.DataFrame([cells(row) for row in rows], columns=list(COLUMNS), dtype=object)
    told = [(*cells(row), str(row.version or "")) for row in rows]
    return pd.DataFrame(told, columns=[*COLUMNS, VERSION], dtype=object)


def as_csv(head: RegisterHead, rows: Iterable[RegisterRow]) -> str:
    """UTF-8 text with the head above the table.

    A cell that a spreadsheet would take for a formula gets an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=LINE_END)
    writer.writerows([inert(cell) for cell in line] for line in head.lines)
    writer.writerow([])
    as_table(rows, with_version=head.is_by_practice).map(inert).to_csv(out, index=False, lineterminator=LINE_END)
    return out.getvalue()


def rehearsal_as_csv(rehearsal: Rehearsal) -> str:
    """A row for each practice and stretch of days on which it would stand differently; last days included.

    A practice for which nothing would change has one row, without days.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=LINE_END)
    against = f"{rehearsal.against} ({rehearsal.against.digest})" if rehearsal.against else "No published version"
    known_at = rehearsal.known_at.astimezone(LONDON).isoformat(timespec="seconds")
    head = [
        ("Rehearsal of", f"{rehearsal.draft.title}, version {rehearsal.document['version']}"),
        ("Draft digest (SHA-256)", rehearsal.digest),
        ("Against", against),
        ("On this day, and the year before", rehearsal.as_of.isoformat()),
        ("As known at", known_at),
    ]
    writer.writerows([inert(cell) for cell in line] for line in head)
    writer.writerow([])
    writer.writerow(REHEARSAL_COLUMNS)
    for row in rehearsal.result:
        for from_on, until_on, before, after in row["stretches"] or [["", "", "", ""]]:
            last = last_day(date.fromisoformat(until_on)).isoformat() if until_on else ""
            cells = (row["code"], row["name"], row["before"], row["after"], from_on, last, before, after)
            writer.writerow([inert(cell) for cell in (*cells, "; ".join(row["why"]))])
    return out.getvalue()


def as_xlsx(head: RegisterHead, rows: Iterable[RegisterRow]) -> bytes:
    """A workbook with the same rows; texts stay texts, whatever they begin with."""
    import pandas as pd

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(out, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        top = len(head.lines) + 1
        as_table(rows, with_version=head.is_by_practice).to_excel(
            book, sheet_name="Register", index=False, startrow=top
        )
        sheet = book.sheets["Register"]
        for number, line in enumerate(head.lines):
            sheet.write_row(number, 0, line)
        sheet.freeze_panes(top + 1, 2)
        sheet.set_column(0, len(COLUMNS), 22)
    return out.getvalue()


def cover_as_csv(head: RegisterHead, rows: Iterable[CoverRow]) -> str:
    """Who serves the patients of practices without a tier; NOBODY is a gap."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=LINE_END)
    writer.writerows([inert(cell) for cell in line] for line in head.lines)
    writer.writerow([])
    writer.writerow(("Practice code", "Practice", "Status", "Tier not held", "Who stands in", "From", "Until"))
    writer.writerows([inert(cell) for cell in _cover_cells(row)] for row in rows)
    return out.getvalue()


def _cover_cells(row: CoverRow) -> Sequence[str]:
    started_on = row.started_on.isoformat() if row.started_on else ""
    provider = row.provider or "NOBODY"
    return (row.code, row.name, str(row.status.label), row.tier_label, provider, started_on, _last(row.ended_on))


def requirements_in_words(
    verdict: Verdict | None, in_grace: bool, by_plan: bool = False, by_waiver: bool = False
) -> str:
    """Grace shows as grace, a plan as a plan and a waiver as a waiver, never as plainly met."""
    if verdict is None:
        return "Not assessed"
    leans = ((in_grace, "in grace"), (by_plan, "by plan"), (by_waiver, "with a waiver"))
    return ", ".join([str(VERDICT_WORDS[verdict]).capitalize(), *(words for leant, words in leans if leant)])


def cells(row: RegisterRow) -> Sequence[str]:
    return (
        row.code,
        row.name,
        str(row.status.label),
        str(AwardState(row.award).label),
        row.tier,
        row.decided_on.isoformat() if row.decided_on else "",
        requirements_in_words(row.verdict, row.in_grace, row.by_plan, row.by_waiver),
        _last(row.until_on),
        _last(row.lapses_on),
        "; ".join(row.waived),
    )


def _last(until: date | None) -> str:
    return last_day(until).isoformat() if until else ""
