"""A file, read and checked: the rows that can be taken, and everything wrong with the others. No database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from practices.directory import count_files, network_files, practice_files
from practices.directory.checks import refuse_duplicates
from practices.directory.refusals import FileRefused, Refusal, columns_off
from practices.directory.tables import Table, read_tables

if TYPE_CHECKING:
    import pandas as pd

AT_ONCE = 5_000
Check = Callable[["Table", "pd.DataFrame"], tuple[Sequence[Any], list[Refusal]]]
Checked = Callable[[int, int], None]
CHECKS: dict[str, tuple[Check, tuple[str, ...]]] = {
    "practices": (practice_files.check, ("code",)),
    "pcns": (network_files.check_pcns, ("code",)),
    "memberships": (network_files.check_memberships, ("practice", "pcn", "started_on")),
    "counts": (count_files.check, ("practice",)),
}


@dataclass(frozen=True)
class ReadTable:
    """One table of a file after its checks; `passed_over` counts rows that are not ours to take."""

    part: str
    layout: str
    titles: dict[str, str]
    rows: list[Any]
    refusals: list[Refusal]
    rows_read: int
    passed_over: int = 0

    @property
    def warnings(self) -> list[str]:
        """Columns that look as if the file were of another year."""
        off = columns_off(self.refusals, self.rows_read)
        return [
            f"The column '{column}' is refused in more than half of the rows: this may be the layout or the coding of "
            f"another year. Expected: {self.layout}."
            for column in off
        ]


def read_file(path: Path, name: str, kind: str, report: Checked) -> list[ReadTable]:
    """Read and check a file, reporting (rows checked, rows in all). Raises FileRefused when it is not of this kind."""
    tables = read_tables(path, name, kind)
    total = sum(len(table.frame) for table in tables)
    done = 0
    read = []
    for table in tables:
        read.append(_checked(table, partial(_further, report, done, total)))
        done += len(table.frame)
    return read


def _further(report: Checked, done: int, total: int, rows: int) -> None:
    report(done + rows, total)


def _checked(table: Table, report: Callable[[int], None]) -> ReadTable:
    check, key = CHECKS[table.part]
    frame, passed_over = count_files.of_diabetes(table)
    if frame.empty and not table.refusals:
        raise FileRefused("The file has no row about diabetes (group DM). Give the file with all disease groups.")
    rows: list[Any] = []
    refusals = [*table.refusals, *refuse_duplicates(table, frame, *key)]
    for start in range(0, len(frame), AT_ONCE):
        good, bad = check(table, frame.iloc[start : start + AT_ONCE])
        rows += good
        refusals += bad
        report(min(start + AT_ONCE, len(frame)))
    refused = {refusal.row for refusal in refusals}
    kept = [row for row in rows if row.row not in refused]
    rows_read = table.rows_read - passed_over
    return ReadTable(table.part, table.layout.name, table.layout.titles, kept, sorted(refusals), rows_read, passed_over)
