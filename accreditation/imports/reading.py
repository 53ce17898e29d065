"""A file, read and checked: the rows that can be taken, and everything wrong with the others. No database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accreditation.imports.columns import LAYOUTS, Layout
from practices.directory.opening import text_of
from practices.directory.refusals import FileRefused, Refusal, clipped
from practices.directory.tables import records_of

if TYPE_CHECKING:
    import pandas as pd

Report = Callable[[int, int, str], None]
AT_ONCE = 1_000
MOST_ROWS = 200_000


@dataclass(frozen=True)
class Row:
    """`number` counts from 1, as a spreadsheet shows it, the header included."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class ReadFile:
    rows: list[Row]
    refusals: list[Refusal]
    rows_read: int


def read_file(*, kind: str, path: Path, name: str, today: date, report: Report) -> ReadFile:
    """Raises FileRefused when it is not a file of the kind (see EvidenceFile). `today`: no figure is of a later day."""
    layout = LAYOUTS[kind]
    frame, refusals, rows_read = _table(layout, text_of(path, name))
    refusals += _duplicates(layout, frame)
    rows = []
    for done, (number, values) in enumerate(zip(frame.index, frame.to_dict("records"), strict=True), start=1):
        row = _row(layout, int(number), {str(name): value for name, value in values.items()}, today, refusals)
        rows += [row] if row else []
        if done % AT_ONCE == 0:
            report(done, rows_read * 2, f"Checked {done:,} rows")
    refused = {refusal.row for refusal in refusals}
    return ReadFile([row for row in rows if row.number not in refused], sorted(refusals), rows_read)


def _table(layout: Layout, text: str) -> tuple[pd.DataFrame, list[Refusal], int]:
    import pandas as pd

    header, *records = [[value.strip() for value in record] for record in records_of(text)]
    titles = [title.strip().lower().replace(" ", "_") for title in header]
    _check_header(layout, titles)
    numbered = {number: record for number, record in enumerate(records, start=2) if any(record)}
    if not numbered:
        raise FileRefused("The file has a header and no rows.")
    if len(numbered) > MOST_ROWS:
        raise FileRefused(f"The file has {len(numbered):,} rows; up to {MOST_ROWS:,} are taken. Divide it.")
    ragged = [number for number, record in numbered.items() if len(record) != len(titles)]
    refusals = [
        Refusal(
            number,
            "the whole row",
            clipped(",".join(numbered[number])),
            f"{len(titles)} columns; it has {len(numbered[number])}",
        )
        for number in ragged
    ]
    good = {number: record for number, record in numbered.items() if len(record) == len(titles)}
    frame = pd.DataFrame(list(good.values()), index=list(good), columns=titles, dtype="object")
    return frame, refusals, len(numbered)


def _check_header(layout: Layout, titles: list[str]) -> None:
    wanted = list(layout.columns)
    if sorted(titles) == sorted(wanted):
        return
    missing = [name for name in wanted if name not in titles]
    unknown = [clipped(name) for name in titles if name not in wanted]
    twice = sorted({name for name in titles if titles.count(name) > 1})
    said = [
        f"{what}: {', '.join(names)}"
        for what, names in (("missing", missing), ("unknown", unknown), ("twice there", twice))
        if names
    ]
    raise FileRefused(f"The first row has to name the columns {', '.join(wanted)}. {'; '.join(said).capitalize()}.")


def _duplicates(layout: Layout, frame: pd.DataFrame) -> list[Refusal]:
    keys = frame[list(layout.key)].agg("\x1f".join, axis=1) if len(frame) else frame.index.to_series().astype(str)
    first: dict[str, int] = {}
    found = []
    for number, key in zip(frame.index.tolist(), keys.tolist(), strict=True):
        if key in first:
            asked = f"each figure only once; it is in row {first[key]} too"
            found.append(Refusal(number, "practice", clipped(frame.at[number, "practice"]), asked))
        first.setdefault(key, number)
    return found


def _row(layout: Layout, number: int, typed: dict[str, str], today: date, refusals: list[Refusal]) -> Row | None:
    values: dict[str, Any] = {}
    for name, read in layout.columns.items():
        try:
            values[name] = read(typed[name])
        except ValueError as asked:
            refusals.append(Refusal(number, name, clipped(typed[name]), str(asked)))
    if len(values) < len(layout.columns):
        return None
    refusals += [Refusal(number, name, clipped(typed[name]), asked) for name, asked in _contradictions(values, today)]
    return Row(number, values)


def _contradictions(values: dict[str, Any], today: date) -> list[tuple[str, str]]:
    found = []
    for name in ("published_on", "received_on"):
        if name in values and values[name] > today:
            found.append((name, "a day that has come"))
    if "period_last" in values and values["period_last"] < values["period_from"]:
        found.append(("period_last", "a day on or after period_from"))
    numerator, denominator = values.get("numerator"), values.get("denominator")
    if numerator is not None and denominator is not None and numerator > denominator:
        found.append(("numerator", f"no more than the denominator, {denominator}"))
    return found
