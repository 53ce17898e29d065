from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from courses import policies
from courses.check_in import code_at, is_code_of, seconds_left
from courses.models import LiveSession

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
SESSION = LiveSession(pk=7, starts_at=NOON, ends_at=NOON + timedelta(minutes=90))
OTHER = LiveSession(pk=8, starts_at=NOON, ends_at=NOON + timedelta(minutes=90))


def test_a_code_is_good_in_its_minute_and_the_next_and_no_longer():
    code = code_at(SESSION, NOON)
    good = [is_code_of(SESSION, code, NOON + timedelta(seconds=seconds)) for seconds in (-1, 0, 59, 60, 119, 120)]
    assert good == [False, True, True, True, True, False]


def test_each_minute_and_each_session_has_its_own_code():
    codes = {code_at(session, NOON + timedelta(minutes=n)) for session in (SESSION, OTHER) for n in range(100)}
    assert len(codes) == 200


def test_a_code_is_typed_as_people_type():
    code = code_at(SESSION, NOON).lower()
    assert is_code_of(SESSION, f" {code[:3]}-{code[3:]} ", NOON)
    assert not is_code_of(SESSION, "", NOON)


@pytest.mark.parametrize(("second", "left"), [(0, 60), (1, 59), (59, 1)])
def test_the_next_code_comes_when_the_minute_ends(second, left):
    assert seconds_left(NOON + timedelta(seconds=second)) == left


@pytest.mark.parametrize(("late", "minutes"), [(-1, 90), (0, 90), (10, 90), (11, 79), (89, 1), (90, 1)])
def test_who_comes_late_has_the_minutes_that_are_left(late, minutes):
    assert policies.minutes_from(SESSION, NOON + timedelta(minutes=late)) == minutes


@pytest.mark.parametrize(
    ("said", "disagree"), [([90], False), ([90, 80], False), ([90, 79], True), ([5, 0], True), ([0, 0], False)]
)
def test_sources_disagree_from_more_than_ten_minutes_on_or_about_whether_somebody_was_there(said, disagree):
    assert policies.disagree(said) is disagree
