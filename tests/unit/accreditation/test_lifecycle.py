from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from accreditation.diagram import drawn
from accreditation.enums import REASONS_FOR, AwardState, DecisionKind, Status
from accreditation.lifecycle import AFTER, TRANSITIONS, WITHOUT_AWARD, kinds_from, state_of, status_of
from accreditation.rules.verdicts import MET, MET_IN_GRACE, NOT_MET, NOT_YET_DUE, UNKNOWN, WAIVED, State
from cms.components.standing import AWARDS

TODAY = date(2026, 6, 15)
LATER = TODAY + timedelta(days=61)
DIAGRAM = Path(__file__).resolve().parents[3] / "docs" / "diagrams" / "award.md"


def test_every_state_is_reached_and_every_decision_leads_somewhere() -> None:
    reached = {AwardState.NOT_ENROLLED, AwardState.WORKING_TOWARDS, *TRANSITIONS.values()}
    assert reached == set(AwardState)
    assert {kind for _, kind in TRANSITIONS} == set(DecisionKind)
    assert {state for state, _ in TRANSITIONS} | {AwardState.NOT_ENROLLED} == set(AwardState)


def test_a_decision_leads_to_one_state_wherever_it_is_taken() -> None:
    assert {(kind, after) for (_, kind), after in TRANSITIONS.items()} == set(AFTER.items())


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (AwardState.NOT_ENROLLED, []),
        (AwardState.WORKING_TOWARDS, [DecisionKind.GRANT]),
        (AwardState.ACCREDITED, [DecisionKind.GRANT, DecisionKind.SUSPEND, DecisionKind.WITHDRAW]),
        (AwardState.SUSPENDED, [DecisionKind.REINSTATE, DecisionKind.WITHDRAW]),
        (AwardState.WITHDRAWN, [DecisionKind.GRANT]),
    ],
)
def test_what_may_be_decided_follows_from_the_state(state: AwardState, kinds: list[DecisionKind]) -> None:
    assert kinds_from(state) == kinds


def test_before_any_decision_enrolment_decides() -> None:
    assert state_of(None, is_enrolled=False) == AwardState.NOT_ENROLLED
    assert state_of(None, is_enrolled=True) == AwardState.WORKING_TOWARDS
    assert state_of(DecisionKind.SUSPEND, is_enrolled=True) == AwardState.SUSPENDED


@pytest.mark.parametrize(
    ("state", "ends_on", "status"),
    [
        (MET, None, Status.ACCREDITED),
        (WAIVED, None, Status.ACCREDITED),
        (MET, LATER, Status.ACCREDITED),
        (MET, LATER - timedelta(days=1), Status.LAPSING_SOON),
        (MET_IN_GRACE, LATER, Status.IN_GRACE),
        (NOT_YET_DUE, None, Status.PROVISIONAL),
        (UNKNOWN, None, Status.PROVISIONAL),
        (NOT_MET, None, Status.LAPSED),
        (None, None, Status.LAPSED),
    ],
)
def test_an_award_that_stands_is_called_after_the_assessment_of_the_day(
    state: State | None, ends_on: date | None, status: Status
) -> None:
    assert status_of(AwardState.ACCREDITED, state, on=TODAY, ends_on=ends_on) == status


@pytest.mark.parametrize("award", [state for state in AwardState if state != AwardState.ACCREDITED])
def test_without_an_award_the_assessment_makes_no_difference(award: AwardState) -> None:
    assert {status_of(award, state, on=TODAY, ends_on=LATER) for state in (MET, NOT_MET, None)} == {
        WITHOUT_AWARD[award]
    }


def test_every_status_has_its_award_tag() -> None:
    assert set(Status.values) <= set(AWARDS)


def test_every_decision_has_reasons_to_choose_from() -> None:
    assert {kind for kind, reasons in REASONS_FOR.items() if reasons} == set(DecisionKind)


def test_the_diagram_in_the_documents_is_the_one_drawn_from_the_transitions() -> None:
    assert DIAGRAM.read_text() == drawn()
