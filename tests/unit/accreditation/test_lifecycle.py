from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accreditation.diagram import drawn
from accreditation.enums import GIVES_A_TIER, HOLDING, REASONS_FOR, AwardState, DecisionKind, Status
from accreditation.lifecycle import TRANSITIONS, WITHOUT_AWARD, kinds_from, status_of
from accreditation.queries.awards import Award
from accreditation.rules.verdicts import MET, MET_IN_GRACE, NOT_MET, NOT_YET_DUE, UNKNOWN, WAIVED, State
from cms.components.standing import AWARDS

TODAY = date(2026, 6, 15)
LATER = TODAY + timedelta(days=61)
DIAGRAM = Path(__file__).resolve().parents[3] / "docs" / "diagrams" / "award.md"


def test_every_state_is_reached_and_every_decision_leads_somewhere() -> None:
    reached = {AwardState.NOT_ENROLLED, AwardState.WORKING_TOWARDS, *TRANSITIONS.values()}
    assert reached == set(AwardState)
    assert {kind for _, kind in TRANSITIONS} == set(DecisionKind) - {DecisionKind.UPHOLD}
    ends = {AwardState.NOT_ENROLLED, AwardState.CLOSED, AwardState.MERGED}
    assert {state for state, _ in TRANSITIONS} == set(AwardState) - ends


def test_a_decision_leads_to_one_state_wherever_it_is_taken() -> None:
    leads = {(kind, after) for (_, kind), after in TRANSITIONS.items()}
    assert len(leads) == len({kind for kind, _ in leads})


@settings(max_examples=200)
@given(st.lists(st.sampled_from(DecisionKind), max_size=30))
def test_a_random_walk_never_leaves_the_table(kinds: list[DecisionKind]) -> None:
    """Whatever is decided in whatever order, each step is one of the table or none at all."""
    award = Award(AwardState.WORKING_TOWARDS)
    for number, kind in enumerate(kinds, start=1):
        tier = "one" if kind in GIVES_A_TIER else ""
        after = award.after(kind, tier, TODAY, number)
        assert after.state == TRANSITIONS.get((award.state, kind), award.state)
        assert bool(after.tier) == (after.state in (*HOLDING, AwardState.SUSPENDED))
        assert (after is award) == ((award.state, kind) not in TRANSITIONS)
        award = after


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (AwardState.NOT_ENROLLED, ""),
        (AwardState.WORKING_TOWARDS, "grant provisional decline close merge"),
        (AwardState.PROVISIONAL, "grant suspend withdraw lapse close merge"),
        (AwardState.ACCREDITED, "grant renew downgrade suspend withdraw lapse close merge"),
        (AwardState.SUSPENDED, "reinstate withdraw lapse close merge"),
        (AwardState.REINSTATED, "grant renew downgrade suspend withdraw lapse close merge"),
        (AwardState.WITHDRAWN, "grant decline close merge"),
        (AwardState.LAPSED, "grant decline close merge"),
        (AwardState.DECLINED, "grant provisional close merge"),
        (AwardState.CLOSED, ""),
        (AwardState.MERGED, ""),
    ],
)
def test_what_may_be_decided_follows_from_the_state(state: AwardState, kinds: str) -> None:
    assert kinds_from(state) == kinds.split()


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


@pytest.mark.parametrize("award", [AwardState.ACCREDITED, AwardState.REINSTATED])
def test_a_reinstated_award_is_called_like_any_that_stands(award: AwardState) -> None:
    assert status_of(award, MET, on=TODAY, ends_on=None) == Status.ACCREDITED


@pytest.mark.parametrize(
    ("state", "status"), [(MET, Status.PROVISIONAL), (NOT_YET_DUE, Status.PROVISIONAL), (NOT_MET, Status.LAPSED)]
)
def test_a_provisional_award_stays_so_until_it_is_granted_or_lapses(state: State, status: Status) -> None:
    assert status_of(AwardState.PROVISIONAL, state, on=TODAY, ends_on=None) == status


@pytest.mark.parametrize("award", [state for state in AwardState if state not in HOLDING])
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
