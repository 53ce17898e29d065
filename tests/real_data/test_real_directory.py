"""The published files, whole, as they are."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from practices.directory.outcome import ImportOutcome
from practices.models import (
    Commissioner,
    DiabetesRegister,
    ListSize,
    PcnMembership,
    Practice,
    PracticeRecord,
    PrimaryCareNetwork,
)
from practices.queries import record_on
from tests.real_data.conftest import FIRST, LATER, load, real

pytestmark = pytest.mark.real_data

EPRACCUR = "practices/epraccur_2025-09.csv"


def test_every_practice_is_loaded_and_counted(real_practices: ImportOutcome) -> None:
    assert real_practices.summary == "rows read 16685, new 16685, changed 0, unchanged 0, refused 0"
    assert dict(real_practices.by_status) == {"A": 12440, "C": 4024, "D": 218, "P": 3}
    assert real_practices.by_commissioner.total() == 6618
    assert (real_practices.by_commissioner["10R"], real_practices.by_commissioner["04C"]) == (11, 51)
    assert Practice.objects.count() == 16685


def test_the_second_run_changes_no_row(real_practices: ImportOutcome) -> None:
    rows = PracticeRecord.objects.count(), Practice.objects.count(), Commissioner.objects.count()
    again = load("practices", EPRACCUR, LATER)
    assert again.summary == "rows read 16685, new 0, changed 0, unchanged 16685, refused 0"
    assert (PracticeRecord.objects.count(), Practice.objects.count(), Commissioner.objects.count()) == rows
    assert PracticeRecord.objects.filter(superseded_at__isnull=False).count() == 0


def test_portsmouth_s_active_practices_can_be_listed(real_practices: ImportOutcome) -> None:
    records = PracticeRecord.objects.current().on(FIRST[0]).filter(commissioner__code="10R")
    assert records.filter(status="A", prescribing_setting="4").count() == 11


def test_a_damaged_row_keeps_all_of_it_out(tmp_path: Path, db: None) -> None:
    lines = real(EPRACCUR).read_bytes().split(b"\n")
    lines[7000] = lines[7000].replace(b',"A",', b',"ACTIVE",').replace(b',"C",', b',"CLOSED",')
    damaged = tmp_path / "epraccur.csv"
    damaged.write_bytes(b"\n".join(lines))
    outcome = load("practices", str(damaged))
    assert [(refusal.row, refusal.column) for refusal in outcome.refusals] == [(7001, "Status Code")]
    assert Practice.objects.count() == 0


def test_a_renamed_practice_among_thousands_keeps_its_former_name(
    tmp_path: Path, real_practices: ImportOutcome
) -> None:
    lines = real(EPRACCUR).read_text().splitlines()
    code, name = next(csv.reader(lines[:1]))[:2]
    renamed = tmp_path / "epraccur.csv"
    renamed.write_text("\n".join([lines[0].replace(name, "ANOTHER NAME"), *lines[1:]]))
    outcome = load("practices", str(renamed), LATER)
    assert outcome.summary == "rows read 16685, new 0, changed 1, unchanged 16684, refused 0"
    practice = Practice.objects.get(code=code)
    days = [(FIRST[0], LATER[1]), (LATER[0], LATER[1]), (LATER[0], FIRST[1])]
    assert [record_on(practice, *day).name for day in days] == [
        name,
        "ANOTHER NAME",
        name,
    ]


def test_the_network_workbook_and_its_two_csv_files_say_the_same(real_practices: ImportOutcome) -> None:
    workbook = load("networks", "pcn/ePCN_2024-10.xlsx")
    assert [(part.name, part.rows_read, part.new) for part in workbook.parts] == [
        ("pcns", 1366, 1366),
        ("memberships", 7705, 7705),
    ]
    sheets = [load("networks", f"pcn/epcn_2024-10_{name}.csv", LATER).summary for name in ("pcn", "members")]
    assert sheets == [
        "rows read 1366, new 0, changed 0, unchanged 1366, refused 0",
        "rows read 7705, new 0, changed 0, unchanged 7705, refused 0",
    ]
    assert (PrimaryCareNetwork.objects.count(), PcnMembership.objects.count()) == (1366, 7705)


def test_list_sizes_are_loaded(real_practices: ImportOutcome) -> None:
    lists = [load("list_sizes", "lists/practice_demographics_2026-01.csv").summary for _ in range(2)]
    assert lists == [
        "rows read 6215, new 6215, changed 0, unchanged 0, refused 0",
        "rows read 6215, new 0, changed 0, unchanged 6215, refused 0",
    ]
    assert ListSize.objects.count() == 6215


@pytest.mark.parametrize(
    ("name", "day", "rows"),
    [("PREVALENCE_1920", date(2020, 3, 31), 6720), ("PREVALENCE_2021_v2", date(2021, 3, 31), 6571)],
)
def test_registers_of_either_year_are_loaded(name: str, day: date, rows: int, real_practices: ImportOutcome) -> None:
    registers = [load("registers", f"qof/{name}.csv.gz", effective_on=day).summary for _ in range(2)]
    assert registers == [
        f"rows read {rows}, new {rows}, changed 0, unchanged 0, refused 0",
        f"rows read {rows}, new 0, changed 0, unchanged {rows}, refused 0",
    ]
    assert DiabetesRegister.objects.filter(counted_on=day).count() == rows


def test_a_file_of_another_kind_says_what_it_is(db: None) -> None:
    with pytest.raises(ValueError, match=r"^This is a file of another kind: practice demographics\."):
        load("practices", "lists/practice_demographics_2026-01.csv")


def test_the_directory_is_loaded_within_seconds(db: None) -> None:
    import pandas  # noqa: F401 - its own import is no part of the load

    began = perf_counter()
    load("practices", EPRACCUR)
    first = perf_counter() - began
    load("practices", EPRACCUR, LATER)
    assert (first < 30, perf_counter() - began - first < 15) == (True, True)
