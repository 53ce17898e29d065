"""Who is counted and what they hold against the slow evaluator; `python -m tests.differential` takes more."""

from collections import Counter

import pytest

from tests.differential import SOURCES, THREE_YEARS, differences

PRACTICES = 80
CHUNK = 40


@pytest.mark.parametrize("first", range(0, PRACTICES, CHUNK))
def test_who_is_counted_equals_the_day_by_day_evaluator(first):
    compared = Counter()
    source = SOURCES["people"]
    found = [d for number in range(first, first + CHUNK) for d in differences(source, number, THREE_YEARS, compared)]
    assert found == []
    kinds = {"people", "share", "lead", "hours", "sequence", "supervised", "volume", "competencies", "assessment"}
    assert kinds | {"registration", "course", "credential", "attendance"} <= set(compared)
