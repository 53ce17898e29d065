"""What is wrong with a file, or with one row of it, in words that say what to change."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST_SHOWN = 40
FORMULA_STARTS = ("=", "+", "-", "@")


class FileRefused(ValueError):
    """The file as a whole cannot be read as what it is meant to be. Its message is for the person who gave it."""


@dataclass(frozen=True, order=True)
class Refusal:
    """One value that is not taken. `row` counts from 1, as a spreadsheet shows it, a header included."""

    row: int
    column: str
    value: str
    asked: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: {self.value!r}. Asked for: {self.asked}."


def clipped(value: object) -> str:
    """A value short enough to show, with what cannot be printed made visible."""
    text = str(value)
    shown = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"


def report_csv(refusals: Iterable[Refusal]) -> str:
    """Every refusal as CSV text. A value that a spreadsheet would run as a formula is defused by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["row", "column", "value", "asked for"])
    writer.writerows([refusal.row, refusal.column, _defused(refusal.value), refusal.asked] for refusal in refusals)
    return out.getvalue()


def columns_off(refusals: Sequence[Refusal], rows_read: int) -> list[str]:
    """The columns refused in more than half of the rows: a sign of another year's layout or coding."""
    rows = Counter(column for _row, column in {(refusal.row, refusal.column) for refusal in refusals})
    return sorted(column for column, count in rows.items() if rows_read > 1 and count * 2 > rows_read)


def _defused(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
