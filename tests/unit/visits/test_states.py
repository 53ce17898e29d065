from __future__ import annotations

import pytest

from visits.enums import TRANSITIONS, VisitState
from visits.models import Visit
from visits.policies import check_moves


def reachable(*first):
    seen, waiting = set(), list(first)
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting += TRANSITIONS[state]
    return seen


def test_every_state_has_its_transitions_and_is_reached():
    assert set(TRANSITIONS) == set(VisitState)
    assert reachable(VisitState.PROPOSED) == set(VisitState)


@pytest.mark.parametrize("now", VisitState)
@pytest.mark.parametrize("then", VisitState)
def test_a_visit_moves_as_the_table_says_and_not_otherwise(now, then):
    if then in TRANSITIONS[now]:
        check_moves(Visit(state=now), then)
        return
    with pytest.raises(ValueError, match="Look at the visit again"):
        check_moves(Visit(state=now), then)
