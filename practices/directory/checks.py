"""Checks of whole columns at once. Each says of every wrong value where it stands and what is asked for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from practices.directory.refusals import Refusal, clipped
from practices.directory.tables import Table

if TYPE_CHECKING:
    import pandas as pd

A_DATE = "a real date as YYYYMMDD, such as 20260331"
CONTROL_CHARACTERS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


class ColumnChecks:
    """Collects what is refused in a stretch of a table. An empty value passes every check but `present`."""

    def __init__(self, table: Table, frame: pd.DataFrame) -> None:
        self.titles = table.layout.titles
        self.frame = frame
        self.refusals: list[Refusal] = []

    def refuse(self, field: str, wrong: pd.Series, asked: str) -> None:
        values = self.frame.loc[wrong, field]
        self.refusals += [
            Refusal(row, self.titles[field], clipped(value), asked)
            for row, value in zip(values.index.tolist(), values.tolist(), strict=True)
        ]

    def present(self, *fields: str) -> None:
        for field in fields:
            self.refuse(field, self.frame[field] == "", "a value; it is blank")

    def shape(self, field: str, pattern: str, asked: str) -> None:
        values = self.frame[field].str
        self.refuse(field, (values.len() > 0) & ~values.fullmatch(pattern), asked)

    def one_of(self, field: str, allowed: Collection[str]) -> None:
        wrong = ~self.frame[field].isin([*allowed, ""])
        self.refuse(field, wrong, f"one of {', '.join(allowed)}")

    def at_most(self, field: str, length: int) -> None:
        self.refuse(field, self.frame[field].str.len() > length, f"at most {length} characters")

    def printable(self) -> None:
        for field in self.frame.columns:
            self.refuse(field, self.frame[field].str.contains(CONTROL_CHARACTERS), "text without control characters")

    def dates(self, *fields: str) -> dict[str, pd.Series]:
        """The columns as dates, None where blank or wrong."""
        return {field: self._dates_of(field) for field in fields}

    def in_order(self, dates: dict[str, pd.Series], first: str, second: str) -> None:
        """The second date is not before the first. Equal dates are in order: a period may last a day."""
        both = dates[first].notna() & dates[second].notna()
        wrong = both & (dates[second] < dates[first])
        self.refuse(second, wrong, f"a date not before {self.titles[first]}")

    def _dates_of(self, field: str) -> pd.Series:
        import pandas as pd

        typed = self.frame[field]
        read = pd.to_datetime(typed.where(typed.str.fullmatch(r"[0-9]{8}")), format="%Y%m%d", errors="coerce")
        read = read.where(read.between(pd.Timestamp(EARLIEST), pd.Timestamp(LATEST)))
        self.refuse(field, (typed != "") & read.isna(), A_DATE)
        return read


def as_dates(column: pd.Series) -> list[date | None]:
    """A column of timestamps as plain dates, None where there is none."""
    return [None if stamp is None else stamp.date() for stamp in column.astype(object).where(column.notna(), None)]


def refuse_duplicates(table: Table, frame: pd.DataFrame, *fields: str) -> list[Refusal]:
    """Every row whose key stood in an earlier row, with the row it stood in."""
    keys = frame[list(fields)].agg("\x1f".join, axis=1) if len(fields) > 1 else frame[fields[0]]
    again = keys[keys.duplicated() & (frame[fields[0]] != "")]
    first = dict(zip(reversed(keys.tolist()), reversed(keys.index.tolist()), strict=True))
    title = table.layout.titles[fields[0]]
    return [
        Refusal(row, title, clipped(frame.at[row, fields[0]]), f"each only once; it is in row {first[key]} too")
        for row, key in zip(again.index.tolist(), again.tolist(), strict=True)
    ]
