"""ePCN: primary care networks, and which practices belong to them from when to when. What a row has to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from practices.directory.checks import ColumnChecks, as_dates
from practices.directory.practice_files import (
    A_COMMISSIONER_CODE,
    A_PRACTICE_CODE,
    COMMISSIONER_CODE,
    PRACTICE_CODE,
)
from practices.directory.refusals import Refusal
from practices.directory.tables import Table

if TYPE_CHECKING:
    import pandas as pd

PCN_CODE = r"U[0-9]{5}"
A_PCN_CODE = "the code of a primary care network: U and five digits, such as U89141"
ONE_DAY = timedelta(days=1)


class PcnRow(NamedTuple):
    row: int
    code: str
    name: str
    commissioner: str
    commissioner_name: str
    opened_on: date | None
    closed_on: date | None


class MembershipRow(NamedTuple):
    """`last_day_on` is the file's end date: the practice still belongs on that day."""

    row: int
    practice: str
    pcn: str
    started_on: date
    last_day_on: date | None

    @property
    def ended_on(self) -> date | None:
        return self.last_day_on + ONE_DAY if self.last_day_on else None


def check_pcns(table: Table, frame: pd.DataFrame) -> tuple[list[PcnRow], list[Refusal]]:
    checks = ColumnChecks(table, frame)
    checks.printable()
    checks.present("code", "name", "opened_on")
    checks.shape("code", PCN_CODE, A_PCN_CODE)
    checks.at_most("name", 160)
    checks.shape("commissioner", COMMISSIONER_CODE, A_COMMISSIONER_CODE)
    checks.at_most("commissioner_name", 160)
    dates = checks.dates("opened_on", "closed_on")
    checks.in_order(dates, "opened_on", "closed_on")
    return [PcnRow(*row) for row in _good(checks, dates, PcnRow._fields)], checks.refusals


def check_memberships(table: Table, frame: pd.DataFrame) -> tuple[list[MembershipRow], list[Refusal]]:
    checks = ColumnChecks(table, frame)
    checks.printable()
    checks.present("practice", "pcn", "started_on")
    checks.shape("practice", PRACTICE_CODE, A_PRACTICE_CODE)
    checks.shape("pcn", PCN_CODE, A_PCN_CODE)
    dates = checks.dates("started_on", "last_day_on")
    checks.in_order(dates, "started_on", "last_day_on")
    return [MembershipRow(*row) for row in _good(checks, dates, MembershipRow._fields)], checks.refusals


def _good(checks: ColumnChecks, dates: dict[str, pd.Series], fields: tuple[str, ...]) -> Iterator[tuple]:
    """The rows without a refusal, their values in the order of `fields`, row number first."""
    bad = {refusal.row for refusal in checks.refusals}
    columns = [as_dates(dates[name]) if name in dates else checks.frame[name].tolist() for name in fields[1:]]
    rows = zip(checks.frame.index.tolist(), *columns, strict=True)
    return (row for row in rows if row[0] not in bad)
