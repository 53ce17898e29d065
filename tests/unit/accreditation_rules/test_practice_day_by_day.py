"""The kinds of practice activity and data against the slow evaluator; `python -m tests.differential` takes more."""

import pytest

from tests.differential import SOURCES, THREE_YEARS, Met, differences

PRACTICES = 300
CHUNK = 50


@pytest.mark.parametrize("first", range(0, PRACTICES, CHUNK))
def test_what_a_practice_does_equals_the_day_by_day_evaluator(first):
    met = Met()
    source = SOURCES["practice"]
    found = [d for number in range(first, first + CHUNK) for d in differences(source, number, THREE_YEARS, met)]
    assert found == []
    kinds = {"activity_count", "attendance_by_practice", "case_follow_up", "declaration", "external_standing"}
    assert kinds | {"indicator", "submission", "visits", "(tier)"} <= set(met.timelines)
