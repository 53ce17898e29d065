"""Numbers of patients by practice: list sizes, and the diabetes registers of the Quality and Outcomes Framework."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from practices.directory.checks import ColumnChecks
from practices.directory.plans import Authority, Plan, announce_all, create_all, supersede_all
from practices.directory.practice_files import A_PRACTICE_CODE, PRACTICE_CODE
from practices.directory.refusals import Refusal
from practices.directory.tables import Table
from practices.enums import DirectoryFile
from practices.models import DiabetesRegister, ListSize, Practice

if TYPE_CHECKING:
    import pandas as pd

MODELS: dict[str, type[ListSize] | type[DiabetesRegister]] = {
    DirectoryFile.LIST_SIZES: ListSize,
    DirectoryFile.REGISTERS: DiabetesRegister,
}
DIABETES = "DM"


class CountRow(NamedTuple):
    row: int
    practice: str
    patients: int


def of_diabetes(table: Table) -> tuple[pd.DataFrame, int]:
    """The rows about diabetes, and how many of other disease groups are passed over."""
    if "group" not in table.frame:
        return table.frame, 0
    frame = table.frame[table.frame["group"] == DIABETES]
    return frame, len(table.frame) - len(frame)


def check(table: Table, frame: pd.DataFrame) -> tuple[list[CountRow], list[Refusal]]:
    checks = ColumnChecks(table, frame)
    checks.printable()
    checks.present("practice", "patients")
    checks.shape("practice", PRACTICE_CODE, A_PRACTICE_CODE)
    checks.shape("patients", r"[0-9]{1,7}", "a whole number of patients, without blanks, commas or decimals")
    bad = {refusal.row for refusal in checks.refusals}
    rows = zip(frame.index.tolist(), frame["practice"].tolist(), frame["patients"].tolist(), strict=True)
    return [CountRow(row, code, int(patients)) for row, code, patients in rows if row not in bad], checks.refusals


@dataclass
class CountPlan(Plan):
    kind: str = DirectoryFile.LIST_SIZES
    counted_on: date = date.min
    fresh: list[tuple[int, CountRow]] = field(default_factory=list)
    differing: list[ListSize | DiabetesRegister] = field(default_factory=list)

    def write(self, authority: Authority) -> None:
        model = MODELS[self.kind]
        supersede_all(self.differing, at=authority.at)
        counts = create_all(
            model(
                practice_id=practice,
                counted_on=self.counted_on,
                patients=row.patients,
                source=authority.source[:60],
                recorded_at=authority.at,
            )
            for practice, row in self.fresh
        )
        announce_all(counts, at=authority.at)


def plan(rows: list[CountRow], kind: str, counted_on: date, title: str) -> CountPlan:
    """What the counts of a day change. A count of another day is another fact, and stays."""
    result = CountPlan(kind=kind, counted_on=counted_on)
    counts = MODELS[kind].objects.filter(counted_on=counted_on, superseded_at__isnull=True)
    known = {count.practice_id: count for count in counts}
    practices = dict(Practice.objects.values_list("code", "id"))
    for row in rows:
        practice = practices.get(row.practice)
        if practice is None:
            asked = "a practice that is known here; import the practice file first"
            result.refusals.append(Refusal(row.row, title, row.practice, asked))
        else:
            _sort(result, practice, row, known.get(practice))
    result.absent = _absent(rows, practices, set(known))
    return result


def _sort(result: CountPlan, practice: int, row: CountRow, known: ListSize | DiabetesRegister | None) -> None:
    if known is not None and known.patients == row.patients:
        result.unchanged += 1
        return
    result.fresh.append((practice, row))
    if known is None:
        result.new += 1
    else:
        result.changed += 1
        result.differing.append(known)


def _absent(rows: list[CountRow], practices: dict[str, int], counted: set[int]) -> list[str]:
    """Practices with a count of the same day that this file does not have."""
    named = {row.practice for row in rows}
    return sorted(code for code, practice in practices.items() if practice in counted and code not in named)
