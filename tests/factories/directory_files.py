"""Files like those of the practice directory, with invented content and as many faults as a test asks for."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from practices.directory.layouts import MEMBERSHIPS, PCNS, PRACTICES

QUAYSIDE = {
    "Organisation Code": "X99001",
    "Name": "QUAYSIDE SURGERY",
    "National Grouping": "Y99",
    "High Level Health Geography": "QZZ",
    "Address Line 1": "1 HARBOUR ROW",
    "Address Line 4": "PORT EXAMPLE",
    "Postcode": "ZZ1 1ZZ",
    "Open Date": "19740401",
    "Status Code": "A",
    "Organisation Sub-Type Code": "B",
    "Commissioner": "99Z",
    "Join Provider/Purchaser Date": "20200401",
    "Contact Telephone Number": "01632 960001",
    "Amended Record Indicator": "0",
    "Provider/Purchaser": "99Z",
    "Prescribing Setting": "4",
}


def practice_line(**changes: str) -> list[str]:
    """A line of the practice file; changes by column title with underscores: Status_Code="C"."""
    values = QUAYSIDE | {title.replace("_", " "): value for title, value in changes.items()}
    unknown = set(values) - {column.title for column in PRACTICES.columns}
    assert unknown == set()
    return [values.get(column.title, "") for column in PRACTICES.columns]


def as_csv(lines: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(lines)
    return out.getvalue()


def a_practice_file(folder: Path, *lines: Sequence[str], name: str = "epraccur.csv") -> Path:
    path = folder / name
    path.write_text(as_csv(lines or [practice_line()]), encoding="utf-8")
    return path


def pcn_header() -> list[str]:
    """As the workbook has it: with line breaks inside."""
    return [column.title.replace(" ", "\n", 1) for column in PCNS.columns]


def membership_header() -> list[str]:
    return [column.title.replace(" ", "\n", 1) for column in MEMBERSHIPS.columns]


def pcn_line(code: str = "U99001", name: str = "HARBOUR PCN", closed: str = "") -> list[str]:
    return [code, name, "99Z", "EXAMPLE ICB - 99Z", "20190701", closed, *[""] * 5, "ZZ1 1ZZ"]


def membership_line(practice: str = "X99001", pcn: str = "U99001", start: str = "20190701", end: str = "") -> list[str]:
    return [practice, "QUAYSIDE SURGERY", "99Z", "", pcn, "HARBOUR PCN", "99Z", "", start, end, "True"]


def a_workbook(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def a_network_workbook(folder: Path, pcns: list[list[str]], memberships: list[list[str]]) -> Path:
    sheets = {
        "Notes": [["Published by nobody"]],
        "PCNDetails": [pcn_header(), *pcns],
        "PCN Core Partner Details": [membership_header(), *memberships],
    }
    return a_workbook(folder / "ePCN.xlsx", sheets)


def a_prevalence_file(folder: Path, *lines: Sequence[str], list_size: str = "PRACTICE_LIST_SIZE") -> Path:
    header = ["PRACTICE_CODE", "GROUP_CODE", "REGISTER", "PATIENT_LIST_TYPE", list_size]
    path = folder / "PREVALENCE_2021.csv.gz"
    path.write_bytes(gzip.compress(as_csv([header, *lines]).encode()))
    return path
