from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from courses import policies
from courses.models import Attempt, Course, LiveSession, Response

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
COURSE = Course(title="Insulin safety", attempts_allowed=3, cool_off_hours=24, questions_per_attempt=8)
SESSION = LiveSession(starts_at=NOON, ends_at=NOON + timedelta(minutes=90), capacity=2)


def attempts(*scores: int) -> list[Attempt]:
    return [Attempt(score=score, pass_mark=80, submitted_at=NOON) for score in scores]


@pytest.mark.parametrize(("submitted", "left"), [(0, 3), (1, 2), (2, 1), (3, 3), (4, 2)])
def test_after_a_full_run_there_are_as_many_attempts_again(submitted, left):
    assert policies.attempts_left(COURSE, submitted) == left


def test_a_second_attempt_may_start_at_once():
    policies.check_may_attempt(COURSE, attempts(50), NOON)


def test_after_the_last_attempt_a_pause_follows_and_the_refusal_says_until_when():
    with pytest.raises(ValueError, match="attempts") as refusal:
        policies.check_may_attempt(COURSE, attempts(50, 60, 70), NOON + timedelta(hours=23, minutes=59))
    assert str(refusal.value) == (
        "You have used 3 attempts. You can try again from 1pm on 16 June 2026. The lessons stay open until then."
    )


def test_the_pause_is_over_to_the_minute():
    policies.check_may_attempt(COURSE, attempts(50, 60, 70), NOON + timedelta(hours=24))


def test_a_passed_quiz_is_not_taken_again():
    with pytest.raises(ValueError, match="passed this quiz already"):
        policies.check_may_attempt(COURSE, attempts(50, 80), NOON)


@pytest.mark.parametrize(("score", "passed"), [(79, False), (80, True), (100, True)])
def test_the_pass_mark_itself_passes(score, passed):
    assert attempts(score)[0].has_passed is passed


def test_unanswered_questions_are_named():
    responses = [Response(position=1, chosen=[3]), Response(position=2), Response(position=3)]
    with pytest.raises(ValueError, match="first") as refusal:
        policies.check_all_answered(responses)
    assert str(refusal.value) == "Answer question 2, 3 first."


def test_a_bank_that_is_too_small_is_refused():
    with pytest.raises(ValueError, match="not ready"):
        policies.check_bank_suffices(COURSE, 7)
    policies.check_bank_suffices(COURSE, 8)


@pytest.mark.parametrize(("held", "full"), [(0, False), (1, False), (2, True), (3, True)])
def test_the_last_place_can_be_booked_and_no_more(held, full):
    if full:
        with pytest.raises(ValueError, match="full"):
            policies.check_place_left(SESSION, held)
    else:
        policies.check_place_left(SESSION, held)


def test_the_register_opens_when_the_session_starts():
    with pytest.raises(ValueError, match="opens") as refusal:
        policies.check_register_open(SESSION, NOON - timedelta(seconds=1))
    assert str(refusal.value) == "The register opens when the session starts, at 1pm on 15 June 2026."
    policies.check_register_open(SESSION, NOON)


def test_a_cancelled_session_has_no_register():
    cancelled = LiveSession(starts_at=NOON, ends_at=NOON + timedelta(hours=1), cancelled_at=NOON)
    with pytest.raises(ValueError, match="cancelled"):
        policies.check_register_open(cancelled, NOON)


@pytest.mark.parametrize("minutes", [-1, 91, 1000])
def test_minutes_beyond_the_session_are_refused(minutes):
    with pytest.raises(ValueError, match="from 1 to 90"):
        policies.check_minutes(SESSION, minutes)


@pytest.mark.parametrize("minutes", [0, 1, 90])
def test_minutes_up_to_the_whole_session_are_taken(minutes):
    policies.check_minutes(SESSION, minutes)


def test_bookings_close_when_the_session_begins():
    policies.check_not_started(SESSION, NOON - timedelta(seconds=1))
    with pytest.raises(ValueError, match="bookings are closed"):
        policies.check_not_started(SESSION, NOON)
