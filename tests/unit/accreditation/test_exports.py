from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from accreditation.enums import AwardState, Status
from accreditation.exports import COLUMNS, RegisterHead, as_csv, as_xlsx, requirements_in_words
from accreditation.queries import RegisterRow
from accreditation.rules.verdicts import Verdict

HEAD = RegisterHead(
    framework="Example framework",
    network="Harbour Diabetes Network",
    version="2",
    digest="ab" * 32,
    as_of=date(2026, 6, 15),
    known_at=datetime(2026, 6, 15, 22, 59, 59, tzinfo=UTC),
)
LIVE = ["=1+1", "+44", "-1", "@SUM(A1)", "\tcell", "\rcell"]


def row(name: str = "Quayside Surgery", verdict: Verdict | None = Verdict.MET, in_grace: bool = False) -> RegisterRow:
    return RegisterRow(
        practice_id=1,
        code="Z00001",
        name=name,
        status=Status.IN_GRACE if in_grace else Status.ACCREDITED,
        award=AwardState.ACCREDITED,
        tier="endorsed",
        decided_on=date(2026, 4, 1),
        verdict=verdict,
        in_grace=in_grace,
        until_on=date(2026, 7, 1),
        lapses_on=None,
    )


def sheet(*rows: RegisterRow) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(HEAD, rows)))
    return list(book["Register"].iter_rows(values_only=True))


def lines(*rows: RegisterRow) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(HEAD, rows))))


def test_a_date_is_shown_as_the_last_day_included() -> None:
    assert lines(row())[-1] == [
        *("Z00001", "Quayside Surgery", "Accredited", "Accredited", "endorsed", "2026-04-01", "Met", "2026-06-30", ""),
        "",
    ]


def test_what_is_waived_is_named() -> None:
    assert lines(row()._replace(waived=("Visits", "Lead nurse")))[-1][-1] == "Visits; Lead nurse"


def test_csv_and_workbook_hold_the_same() -> None:
    as_cells = [tuple(cell or None for cell in line) for line in lines(row(), row(in_grace=True))[8:]]
    assert sheet(row(), row(in_grace=True))[8:] == as_cells
    assert as_cells[0] == COLUMNS


def test_the_head_names_the_day_the_moment_and_the_rules() -> None:
    assert [line[:2] for line in lines()[:6]] == [
        ["Register of", "Example framework"],
        ["Network", "Harbour Diabetes Network"],
        ["On this day", "2026-06-15"],
        ["As known at", "2026-06-15T23:59:59+01:00"],
        ["Framework version", "2"],
        ["Framework digest (SHA-256)", "ab" * 32],
    ]
    assert [line[:2] for line in sheet()[:6]] == [tuple(line[:2]) for line in lines()[:6]]


@pytest.mark.parametrize("name", LIVE)
def test_no_cell_is_a_live_formula(name: str) -> None:
    assert list(csv.reader(io.StringIO(as_csv(HEAD, [row(name=name)]), newline="")))[-1][1] == f"'{name}"
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(HEAD, [row(name=name)])))
    assert {cell.data_type for line in book["Register"].iter_rows() for cell in line} <= {"s", "n"}
    assert "f" not in {cell.data_type for line in book["Register"].iter_rows() for cell in line}


def test_grace_and_waivers_never_look_like_plain_met() -> None:
    words = {requirements_in_words(verdict, in_grace) for verdict in Verdict for in_grace in (False, True)}
    assert requirements_in_words(Verdict.MET, True) == "Met, in grace"
    assert requirements_in_words(Verdict.MET, False, True) == "Met, by plan"
    assert requirements_in_words(Verdict.MET, True, False, True) == "Met, in grace, with a waiver"
    assert requirements_in_words(Verdict.WAIVED, False) == "Waived"
    assert requirements_in_words(None, False) == "Not assessed"
    assert len(words) == 12
