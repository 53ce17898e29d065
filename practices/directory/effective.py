"""The day that a file speaks of, as its published name says it."""

from __future__ import annotations

import re
from datetime import date

from practices.enums import DirectoryFile


def day_of(kind: str, name: str) -> date | None:
    """The day counts were taken: QOF registers at the end of the year named (PREVALENCE_1920: 31 March 2020), other
    files on the first of the month named (2026-01). None when the name says nothing."""
    if kind == DirectoryFile.REGISTERS:
        return _end_of_qof_year(name)
    return _first_of_month(name) if kind == DirectoryFile.LIST_SIZES else None


def _end_of_qof_year(name: str) -> date | None:
    years = re.search(r"(?<![0-9])([0-9]{2})([0-9]{2})(?![0-9])", name)
    if years and int(years[2]) == int(years[1]) + 1:
        return date(2000 + int(years[2]), 3, 31)
    return None


def _first_of_month(name: str) -> date | None:
    month = re.search(r"(?<![0-9])(20[0-9]{2})-(0[1-9]|1[0-2])(?![0-9])", name)
    return date(int(month[1]), int(month[2]), 1) if month else None
