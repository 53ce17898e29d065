"""Import a file of the practice directory: read and check it all, work out what it changes, write it all at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from practices.directory import count_files, network_plans, practice_plans
from practices.directory.outcome import ImportOutcome, PartOutcome
from practices.directory.plans import Authority, Plan, Report
from practices.directory.practice_files import PracticeRow
from practices.directory.reading import ReadTable, read_file
from practices.directory.refusals import Refusal
from practices.enums import DirectoryFile, PracticeStatus
from practices.models import Person

GP_PRACTICE = "4"


@dataclass(frozen=True)
class ReadFile:
    """A file that was read and checked, and is not loaded yet."""

    kind: str
    name: str
    tables: list[ReadTable]


def unheard(done: int, total: int, note: str) -> None:
    """For callers to whom progress is of no interest."""


def import_file(
    *,
    kind: str,
    path: Path,
    by: Person | None,
    at: datetime,
    effective_on: date,
    dry_run: bool = False,
    per_row: bool = False,
    name: str = "",
    report: Report = unheard,
) -> ImportOutcome:
    """Import a directory file of a kind (see DirectoryFile).

    `effective_on` is the day from which what differs holds; for counts it is the day they were taken. One bad row keeps
    the whole file out, unless `per_row`. `dry_run` says what would happen and writes nothing. Importing the same file
    again changes nothing. Raises FileRefused when the file is not one of this kind.
    """
    file = read(kind=kind, path=path, name=name, report=report)
    return load(file=file, by=by, at=at, effective_on=effective_on, dry_run=dry_run, per_row=per_row)


def read(*, kind: str, path: Path, name: str = "", report: Report = unheard) -> ReadFile:
    """The first half of an import, without the database. Raises FileRefused."""
    name = name or path.name
    report(0, 0, "Reading the file")
    tables = read_file(path, name, kind, lambda done, total: report(done, total * 2, f"Checked {done:,} rows"))
    rows = sum(table.rows_read for table in tables)
    report(rows, rows * 2, f"Comparing and writing {rows:,} rows, all at once")
    return ReadFile(kind, name, tables)


def load(
    *,
    file: ReadFile,
    by: Person | None,
    at: datetime,
    effective_on: date,
    dry_run: bool = False,
    per_row: bool = False,
) -> ImportOutcome:
    """The second half: one transaction, all or nothing."""
    with transaction.atomic():
        plans = _plans(file, effective_on)
        refusals = sorted(_refusals(file.tables, plans))
        is_kept_out = bool(refusals) and not per_row
        if not (is_kept_out or dry_run):
            for plan in plans:
                plan.write(Authority(by, at, effective_on, file.name))
    return _outcome(file, plans, refusals, effective_on, dry_run, is_kept_out)


def _plans(file: ReadFile, effective_on: date) -> list[Plan]:
    if file.kind == DirectoryFile.PRACTICES:
        return [practice_plans.plan(file.tables[0].rows, effective_on)]
    if file.kind != DirectoryFile.NETWORKS:
        table = file.tables[0]
        return [count_files.plan(table.rows, file.kind, effective_on, table.titles["practice"])]
    plans: list[Plan] = []
    new: list[str] = []
    for table in file.tables:
        if table.part == "pcns":
            pcns = network_plans.plan_pcns(table.rows)
            new = [row.code for row in pcns.fresh]
            plans.append(pcns)
        else:
            plans.append(network_plans.plan_memberships(table.rows, new))
    return plans


def _refusals(tables: list[ReadTable], plans: list[Plan]) -> list[Refusal]:
    found: list[Refusal] = []
    for table, plan in zip(tables, plans, strict=True):
        found += [*table.refusals, *plan.refusals]
    return found


def _outcome(
    file: ReadFile,
    plans: list[Plan],
    refusals: list[Refusal],
    effective_on: date,
    dry_run: bool,
    is_kept_out: bool,
) -> ImportOutcome:
    rows = file.tables[0].rows if file.kind == DirectoryFile.PRACTICES else []
    return ImportOutcome(
        kind=file.kind,
        name=file.name,
        effective_on=effective_on,
        dry_run=dry_run,
        loaded=not (is_kept_out or dry_run),
        parts=tuple(_part(table, plan, is_kept_out) for table, plan in zip(file.tables, plans, strict=True)),
        refusals=tuple(refusals),
        warnings=tuple(warning for table in file.tables for warning in table.warnings),
        by_status=Counter(row.status for row in rows),
        by_commissioner=_active_gp_practices(rows),
    )


def _part(table: ReadTable, plan: Plan, is_kept_out: bool) -> PartOutcome:
    refused = len({refusal.row for refusal in (*table.refusals, *plan.refusals)})
    return PartOutcome(
        name=table.part,
        rows_read=table.rows_read,
        new=0 if is_kept_out else plan.new,
        changed=0 if is_kept_out else plan.changed,
        unchanged=0 if is_kept_out else plan.unchanged,
        refused=refused,
        passed_over=table.passed_over,
        absent=() if is_kept_out else tuple(plan.absent),
    )


def _active_gp_practices(rows: list[PracticeRow]) -> Counter[str]:
    """How many active GP practices each commissioner has."""
    active = (row for row in rows if row.status == PracticeStatus.ACTIVE and row.prescribing_setting == GP_PRACTICE)
    return Counter(row.commissioner or "none" for row in active)
