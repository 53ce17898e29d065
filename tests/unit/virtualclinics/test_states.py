from __future__ import annotations

import pytest

from virtualclinics.enums import CASE_TRANSITIONS, CLINIC_TRANSITIONS, CaseState, ClinicState
from virtualclinics.models import Case, Clinic
from virtualclinics.policies import check_case_moves, check_clinic_moves


def reachable(transitions, first):
    seen, waiting = set(), [first]
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting += transitions[state]
    return seen


def test_every_state_of_a_case_has_its_transitions_and_is_reached():
    assert set(CASE_TRANSITIONS) == set(CaseState)
    assert reachable(CASE_TRANSITIONS, CaseState.DRAFT) == set(CaseState)


def test_every_state_of_a_clinic_has_its_transitions_and_is_reached():
    assert set(CLINIC_TRANSITIONS) == set(ClinicState)
    assert reachable(CLINIC_TRANSITIONS, ClinicState.PLANNED) == set(ClinicState)


@pytest.mark.parametrize("now", CaseState)
@pytest.mark.parametrize("then", CaseState)
def test_a_case_moves_as_the_table_says_and_not_otherwise(now, then):
    if then in CASE_TRANSITIONS[now]:
        check_case_moves(Case(state=now), then)
        return
    with pytest.raises(ValueError, match="Look at the case again"):
        check_case_moves(Case(state=now), then)


def test_a_held_clinic_cannot_be_cancelled():
    with pytest.raises(ValueError, match="This clinic is held already"):
        check_clinic_moves(Clinic(state=ClinicState.HELD), ClinicState.CANCELLED)
