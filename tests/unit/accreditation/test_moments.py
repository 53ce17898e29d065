from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accreditation.moments import read_moment


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-06-15", datetime(2026, 6, 15, 22, 59, 59, 999999, tzinfo=UTC)),
        ("2026-01-15", datetime(2026, 1, 15, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2026-06-15T12:00", datetime(2026, 6, 15, 11, tzinfo=UTC)),
        ("2026-06-15T12:00Z", datetime(2026, 6, 15, 12, tzinfo=UTC)),
        ("2026-06-15T12:00+02:00", datetime(2026, 6, 15, 10, tzinfo=UTC)),
    ],
)
def test_a_day_means_its_end_in_london(typed: str, moment: datetime) -> None:
    assert read_moment(typed) == moment


@pytest.mark.parametrize("typed", ["yesterday", "15/06/2026", "2026-13-01", ""])
def test_what_is_no_moment_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is no moment. Write 2026-03-31"):
        read_moment(typed)
