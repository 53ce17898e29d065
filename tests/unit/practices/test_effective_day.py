from __future__ import annotations

from datetime import date

import pytest

from practices.directory.effective import day_of


@pytest.mark.parametrize(
    ("kind", "name", "day"),
    [
        ("registers", "PREVALENCE_1920.csv.gz", date(2020, 3, 31)),
        ("registers", "PREVALENCE_2021_v2.csv.gz", date(2021, 3, 31)),
        ("registers", "prevalence.csv", None),
        ("registers", "registers 2026.csv", None),
        ("registers", "export-20260331.csv", None),
        ("list_sizes", "practice_demographics_2026-01.csv", date(2026, 1, 1)),
        ("list_sizes", "practice_demographics_2026-13.csv", None),
        ("list_sizes", "lists.csv", None),
        ("practices", "epraccur_2025-09.csv", None),
    ],
)
def test_a_published_name_tells_the_day_of_the_counts(kind: str, name: str, day: date | None) -> None:
    assert day_of(kind, name) == day
