"""How fast the practice directory is imported, beside the floor of only reading the file with pandas.

    .venv/bin/python bench/imports.py [FOLDER OF THE OPEN DATA]

Uses a database of its own in a temporary folder, or DATABASE_URL with a database that is empty and may be filled.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[1]
FILES = (
    ("practices", "practices/epraccur_2025-09.csv", date(2025, 9, 30)),
    ("networks", "pcn/ePCN_2024-10.xlsx", date(2025, 9, 30)),
    ("list_sizes", "lists/practice_demographics_2026-01.csv", date(2026, 1, 1)),
    ("registers", "qof/PREVALENCE_2021_v2.csv.gz", date(2021, 3, 31)),
)
AT = datetime(2026, 2, 1, 9, tzinfo=UTC)


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    with tempfile.TemporaryDirectory() as folder:
        _prepare(folder)
        print(f"{'file':<44}{'rows':>8}{'wall s':>9}{'cpu s':>8}{'rows/s':>10}")
        for kind, name, effective_on in FILES:
            _measure(kind, data / name, effective_on)


def _prepare(folder: str) -> None:
    os.environ |= {"EP_MODE": "test", "EP_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _measure(kind: str, path: Path, effective_on: date) -> None:
    from practices.directory.operations import import_file

    def load() -> int:
        outcome = import_file(kind=kind, path=path, by=None, at=AT, effective_on=effective_on)
        return outcome.total.rows_read + outcome.total.passed_over

    for label, work in (("pandas alone", _floor(path)), ("first import", load), ("again, no change", load)):
        _show(f"{path.name}, {label}", work)


def _floor(path: Path) -> Callable[[], int]:
    import pandas as pd

    if path.suffix == ".xlsx":
        return lambda: sum(map(len, pd.read_excel(path, sheet_name=None, dtype=str, na_filter=False).values()))
    return lambda: len(pd.read_csv(path, header=None, dtype=str, na_filter=False))


def _show(label: str, work: Callable[[], int]) -> None:
    wall, cpu = perf_counter(), process_time()
    rows = work()
    wall, cpu = perf_counter() - wall, process_time() - cpu
    print(f"{label:<44}{rows:>8}{wall:>9.2f}{cpu:>8.2f}{rows / wall:>10.0f}")


if __name__ == "__main__":
    main()
