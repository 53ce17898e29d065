from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from practices.directory.operations import import_file
from practices.directory.outcome import ImportOutcome

AUTUMN = date(2025, 9, 30)
AUTUMN_AT = datetime(2025, 10, 1, 9, tzinfo=UTC)
Import = Callable[..., ImportOutcome]


@pytest.fixture
def imported(db: None) -> Import:
    """Import a file: of practices, known in autumn 2025, unless said otherwise."""

    def run(path: Path, kind: str = "practices", **options: Any) -> ImportOutcome:
        settings = {"by": None, "at": AUTUMN_AT, "effective_on": AUTUMN, **options}
        return import_file(kind=kind, path=path, **settings)

    return run
