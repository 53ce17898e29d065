"""The ODS practice file: what a row has to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from practices.directory.checks import ColumnChecks, as_dates
from practices.directory.refusals import Refusal
from practices.directory.tables import Table
from practices.enums import PracticeStatus

if TYPE_CHECKING:
    import pandas as pd

PRACTICE_CODE = r"[A-Z][0-9]{5}|[A-Z]{3}[0-9]{3}"
A_PRACTICE_CODE = "a letter and five digits, such as A81001 (Channel Islands: three letters and three digits)"
COMMISSIONER_CODE = r"[A-Z0-9]{2,5}"
A_COMMISSIONER_CODE = "an organisation code of two to five capital letters and digits, such as 10R or D9Y0V"
POSTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}"


class PracticeRow(NamedTuple):
    row: int
    code: str
    name: str
    address: str
    postcode: str
    telephone: str
    status: str
    prescribing_setting: str
    region_code: str
    icb_code: str
    commissioner: str
    opened_on: date | None
    closed_on: date | None

    @property
    def says(self) -> tuple[object, ...]:
        """What is compared with the record: everything but the row number."""
        return self[1:]


def check(table: Table, frame: pd.DataFrame) -> tuple[list[PracticeRow], list[Refusal]]:
    """The rows that can be taken, and what is wrong with the others."""
    checks = ColumnChecks(table, frame)
    checks.printable()
    checks.present("code", "name", "opened_on", "status", "prescribing_setting")
    checks.shape("code", PRACTICE_CODE, A_PRACTICE_CODE)
    checks.at_most("name", 160)
    checks.shape("postcode", POSTCODE, "a postcode with one blank, such as PO1 3AX")
    checks.one_of("status", PracticeStatus.values)
    checks.shape("prescribing_setting", r"[0-9]{1,2}", "a number such as 4 (GP practice)")
    checks.shape("region_code", COMMISSIONER_CODE, A_COMMISSIONER_CODE)
    checks.shape("icb_code", COMMISSIONER_CODE, A_COMMISSIONER_CODE)
    checks.shape("commissioner", COMMISSIONER_CODE, A_COMMISSIONER_CODE)
    checks.at_most("telephone", 40)
    for line in range(1, 6):
        checks.at_most(f"address_{line}", 45)
    dates = checks.dates("opened_on", "closed_on")
    checks.in_order(dates, "opened_on", "closed_on")
    bad = {refusal.row for refusal in checks.refusals}
    return [row for row in _rows(frame, dates) if row.row not in bad], checks.refusals


def _rows(frame: pd.DataFrame, dates: dict[str, pd.Series]) -> Iterator[PracticeRow]:
    lines = zip(*(frame[f"address_{line}"] for line in range(1, 6)), strict=True)
    addresses = [", ".join(filter(None, parts)) for parts in lines]
    columns = [name for name in PracticeRow._fields[2:-2] if name != "address"]
    values = {name: frame[name].tolist() for name in columns} | {"address": addresses}
    ordered = [values[name] for name in PracticeRow._fields[2:-2]]
    codes = frame["code"].tolist()
    for numbered in zip(
        frame.index.tolist(), codes, *ordered, as_dates(dates["opened_on"]), as_dates(dates["closed_on"]), strict=True
    ):
        yield PracticeRow(*numbered)
