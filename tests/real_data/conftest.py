"""The open data beside the repository. Where it is absent these tests are left out, and say so."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from practices.directory.operations import import_file
from practices.directory.outcome import ImportOutcome

DATA = Path(os.environ.get("REAL_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
FIRST = (date(2025, 9, 30), datetime(2025, 10, 1, 9, tzinfo=UTC))
LATER = (date(2026, 2, 1), datetime(2026, 2, 2, 9, tzinfo=UTC))


def real(path: str) -> Path:
    file = DATA / path
    if not file.is_file():
        pytest.skip(f"The open data is not here: ../shared/data/{path} beside the repository.")
    return file


def load(kind: str, path: str, when: tuple[date, datetime] = FIRST, **options: Any) -> ImportOutcome:
    effective_on, at = when
    return import_file(kind=kind, path=real(path), by=None, at=at, **{"effective_on": effective_on, **options})


@pytest.fixture
def real_practices(db: None) -> ImportOutcome:
    return load("practices", "practices/epraccur_2025-09.csv")
