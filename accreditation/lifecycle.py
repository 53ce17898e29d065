"""The life of an award: from which state which decision leads where. Pure; the diagram in docs/ is drawn from it.

*In grace*, *lapsing soon*, *provisional* and *lapsed* are no states of an award. They say how the assessment of the
day looks under an award that stands, and nobody decides them: see `status_of`.
"""

from __future__ import annotations

from datetime import date, timedelta

from accreditation.enums import AwardState, DecisionKind, Status
from accreditation.rules.verdicts import SATISFIED, State, Verdict

LAPSING_WITHIN = timedelta(days=60)

TRANSITIONS: dict[tuple[str, str], AwardState] = {
    (AwardState.WORKING_TOWARDS, DecisionKind.GRANT): AwardState.ACCREDITED,
    (AwardState.ACCREDITED, DecisionKind.GRANT): AwardState.ACCREDITED,
    (AwardState.ACCREDITED, DecisionKind.SUSPEND): AwardState.SUSPENDED,
    (AwardState.ACCREDITED, DecisionKind.WITHDRAW): AwardState.WITHDRAWN,
    (AwardState.SUSPENDED, DecisionKind.REINSTATE): AwardState.ACCREDITED,
    (AwardState.SUSPENDED, DecisionKind.WITHDRAW): AwardState.WITHDRAWN,
    (AwardState.WITHDRAWN, DecisionKind.GRANT): AwardState.ACCREDITED,
}
# The state that a decision leaves behind, whatever went before: the last decision tells where an award stands.
AFTER: dict[str, AwardState] = {kind: after for (_, kind), after in TRANSITIONS.items()}
ENTERED_BY_ENROLMENT = AwardState.WORKING_TOWARDS


def kinds_from(state: str) -> list[DecisionKind]:
    """The decisions that the state allows, in the order they are offered."""
    return [kind for kind in DecisionKind if (state, kind) in TRANSITIONS]


def state_of(last_decision: str | None, *, is_enrolled: bool) -> AwardState:
    if last_decision is not None:
        return AFTER[last_decision]
    return ENTERED_BY_ENROLMENT if is_enrolled else AwardState.NOT_ENROLLED


def status_of(award: str, state: State | None, *, on: date, ends_on: date | None) -> Status:
    """What to call a practice on a day: its award, and the assessment of that day where the award stands.

    `state` is the assessment's verdict on the day (None: no framework applied yet); `ends_on` the first day on
    which it is no longer plainly satisfied: lost, or met only in grace. None if nothing known ends it.
    """
    if award != AwardState.ACCREDITED:
        return WITHOUT_AWARD[award]
    if state is None or state.verdict not in SATISFIED:
        return Status.PROVISIONAL if state and state.verdict in NOT_LOST else Status.LAPSED
    if state.in_grace:
        return Status.IN_GRACE
    return Status.LAPSING_SOON if ends_on and ends_on - on <= LAPSING_WITHIN else Status.ACCREDITED


NOT_LOST = frozenset({Verdict.NOT_YET_DUE, Verdict.UNKNOWN})
WITHOUT_AWARD: dict[str, Status] = {
    AwardState.NOT_ENROLLED: Status.NEVER,
    AwardState.WORKING_TOWARDS: Status.WORKING_TOWARDS,
    AwardState.SUSPENDED: Status.SUSPENDED,
    AwardState.WITHDRAWN: Status.WITHDRAWN,
}
