"""From text or a workbook to tables: one known layout each, every row as wide as it should be."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from practices.directory import layouts
from practices.directory.layouts import Layout
from practices.directory.opening import is_workbook, sheets_of, text_of
from practices.directory.refusals import FileRefused, Refusal, clipped
from practices.enums import DirectoryFile

if TYPE_CHECKING:
    import pandas as pd

WIDEST_FIELD = 100_000
OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@dataclass(frozen=True)
class Table:
    """The rows of one layout. The frame's columns are our field names, its index the row number in the file."""

    layout: Layout
    frame: pd.DataFrame
    rows_read: int
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def part(self) -> str:
        return self.layout.part


def read_tables(path: Path, name: str, kind: str) -> list[Table]:
    """Every table of a file. Raises FileRefused when it is not a file of this kind."""
    if kind == DirectoryFile.NETWORKS and name.lower().endswith(".xlsx") and is_workbook(path):
        return _tables_of_workbook(path)
    return [_table(records_of(text_of(path, name)), kind)]


def _tables_of_workbook(path: Path) -> list[Table]:
    """The two sheets of ePCN; other sheets (notes, contents) are passed over."""
    tables = []
    for sheet in sheets_of(path).values():
        rows = [[str(cell) for cell in row] for row in sheet.itertuples(index=False, name=None)]
        if rows and "pcn code" in {layouts.normalised(cell) for cell in rows[0]}:
            tables.append(_table(rows, DirectoryFile.NETWORKS))
    found = {table.part for table in tables}
    if found != {"pcns", "memberships"}:
        raise FileRefused(
            "The workbook needs two sheets: one of the primary care networks, one of their practices, "
            "each with the column 'PCN Code' in its first row."
        )
    return sorted(tables, key=lambda table: table.part, reverse=True)


def records_of(text: str) -> list[list[str]]:
    """Every record of the file, blank lines left out. Raises FileRefused for quotation marks that do not pair."""
    csv.field_size_limit(WIDEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        row = len(records) + 1
        raise FileRefused(
            f"Row {row}: a quotation mark is not closed, or stands in the middle of a value ({error}). "
            "The file may have been cut off; download it again."
        ) from error
    return records


def _table(records: Sequence[list[str]], kind: str) -> Table:
    import pandas as pd

    start = next(number for number, record in enumerate(records) if any(record))
    layout = _layout(records[start], kind)
    titles = records[start] if layout.has_header else [column.title for column in layout.columns]
    fields = [layout.wanted[layouts.normalised(title)].field for title in titles]
    first = start + 1 if layout.has_header else start
    rows = dict(_numbered(records[first:], first + 1))
    if not rows:
        raise FileRefused("The file has a header and no rows. Give the file as it was published.")
    ragged = {number: row for number, row in rows.items() if len(row) != len(titles)}
    good = {number: row for number, row in rows.items() if number not in ragged}
    frame = pd.DataFrame(list(good.values()), index=list(good), columns=range(len(titles)), dtype="object")
    kept = {position: name for position, name in enumerate(fields) if name}
    frame = frame[list(kept)].rename(columns=kept)
    return Table(layout, frame.apply(_stripped), len(rows), list(_widths(ragged, len(titles))))


def _stripped(values: pd.Series) -> pd.Series:
    return values.map(str.strip)


def _numbered(records: Sequence[list[str]], first: int) -> Iterator[tuple[int, list[str]]]:
    """Rows with their number; blank ones keep their number and are left out."""
    for number, record in enumerate(records, start=first):
        if any(value.strip() for value in record):
            yield number, record


def _layout(header: list[str], kind: str) -> Layout:
    _refuse_other_separator(header)
    headerless = next((layout for layout in layouts.layouts_of(kind) if not layout.has_header), None)
    if headerless is None:
        return layouts.match_header(kind, header)
    _check_headerless(headerless, header)
    return headerless


def _check_headerless(layout: Layout, first: list[str]) -> None:
    other = next((one for one in layouts.LAYOUTS if one.has_header and _shared(one, first) > len(first) // 2), None)
    if other is not None:
        raise FileRefused(f"This is a file of another kind: {other.name}. Import it as {other.kind.label.lower()}.")
    if _shared(layout, first) or any("code" in value.lower() for value in first[:1]):
        raise FileRefused(
            f"The first row is a header (it begins with {clipped(first[0])!r}). "
            f"The file as published has none: {layout.name}. Take the row out."
        )
    if len(first) != len(layout.columns):
        extent = f"{len(first)} column{'' if len(first) == 1 else 's'}"
        raise FileRefused(
            f"The first row has {extent} where {len(layout.columns)} are expected, from "
            f"'{layout.columns[0].title}' to '{layout.columns[-1].title}' ({layout.name}). "
            "A file of another year may have another layout."
        )


def _shared(layout: Layout, first: list[str]) -> int:
    return len(set(layout.wanted) & {layouts.normalised(value) for value in first})


def _refuse_other_separator(header: list[str]) -> None:
    if len(header) > 1:
        return
    for separator, words in OTHER_SEPARATORS.items():
        if header and header[0].count(separator) > 1:
            raise FileRefused(f"The values are separated by {words}; commas are expected. Save it as CSV with commas.")


def _widths(ragged: dict[int, list[str]], width: int) -> Iterator[Refusal]:
    for number, row in ragged.items():
        yield Refusal(number, "the whole row", clipped(",".join(row)), f"{width} columns; it has {len(row)}")
