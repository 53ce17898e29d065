"""Who is counted and what they hold against the slow evaluator; `python -m tests.differential` takes more."""

import pytest

from tests.differential import OF_PERSON, SOURCES, THREE_YEARS, Met, differences

PRACTICES = 80
CHUNK = 40


@pytest.mark.parametrize("first", range(0, PRACTICES, CHUNK))
def test_who_is_counted_equals_the_day_by_day_evaluator(first):
    met = Met()
    source = SOURCES["people"]
    found = [d for number in range(first, first + CHUNK) for d in differences(source, number, THREE_YEARS, met)]
    assert found == []
    held = {"hours", "sequence", "supervised", "volume", "competencies", "assessment", "registration", "course"}
    of_people = {kind + OF_PERSON for kind in held | {"credential", "attendance"}}
    assert {"people", "share", "lead", "volume"} | of_people <= set(met.timelines)
