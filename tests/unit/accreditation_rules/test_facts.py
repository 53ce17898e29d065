from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from accreditation.rules.facts import Waiver

from .a_practice import employed, facts, in_post, on, session

KNOWN = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)


def rows_known(recorded_at, removed_at):
    """How many of one row of each kind are known."""
    entry = replace(session("nurse", "2026-06-01"), recorded_at=recorded_at, voided_at=removed_at)
    job = replace(employed("nurse", "practice_nurse"), recorded_at=recorded_at, superseded_at=removed_at)
    post = replace(in_post("nurse", "lead_nurse"), recorded_at=recorded_at, superseded_at=removed_at)
    waiver = Waiver("w", "visits", on("2026-06-01"), None, recorded_at, removed_at)
    known = facts(entry, job, post, waivers=[waiver]).as_known_at(KNOWN)
    return [len(known.entries), len(known.employments), len(known.leads), len(known.waivers)]


@pytest.mark.parametrize(
    ("recorded_at", "removed_at", "known"),
    [
        (KNOWN, None, 1),
        (KNOWN + A_MOMENT, None, 0),
        (KNOWN - A_MOMENT, KNOWN, 0),
        (KNOWN - A_MOMENT, KNOWN + A_MOMENT, 1),
        (KNOWN - A_MOMENT, KNOWN - A_MOMENT, 0),
    ],
    ids=["recorded at that moment", "recorded after", "removed at that moment", "removed after", "removed before"],
)
def test_a_row_is_known_from_its_recording_to_its_removal(recorded_at, removed_at, known):
    assert rows_known(recorded_at, removed_at) == [known] * 4


def test_knowing_changes_neither_the_practice_nor_its_enrolment():
    told = facts()
    known = told.as_known_at(KNOWN)
    assert (known.practice, known.enrolled_on) == (told.practice, told.enrolled_on)
