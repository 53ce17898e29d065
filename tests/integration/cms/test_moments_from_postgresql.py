from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL's moments are read this way"),
]


def fetched(moment: datetime | str) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [moment])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("microsecond", [0, 1, 10, 120_000, 123_456, 999_999])
def test_a_moment_comes_back_to_the_microsecond_in_utc(microsecond: int) -> None:
    moment = datetime(2026, 3, 29, 1, 30, 0, microsecond, tzinfo=UTC)
    assert fetched(moment) == moment
    assert fetched(moment.astimezone(timezone(timedelta(hours=5, minutes=30)))).tzinfo is UTC


def test_the_ends_of_the_calendar_come_back() -> None:
    for moment in (datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)):
        assert fetched(moment) == moment


def test_what_is_no_moment_in_python_is_refused_as_before() -> None:
    with pytest.raises(Exception, match="timestamp too large"):
        fetched("infinity")
