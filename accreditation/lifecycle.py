"""The life of an award: from which state which decision leads where. Pure; the diagram in docs/ is drawn from it.

*In grace* and *lapsing soon* are no states of an award. They say how the assessment of the day looks under an award
that stands, and nobody decides them; the same is true of an award called *lapsed* before anybody let it lapse: see
`status_of`. An appeal runs beside all this: upheld, it undoes a decision as if it had not been taken.
"""

from __future__ import annotations

from datetime import date, timedelta

from accreditation.enums import HOLDING, AwardState, DecisionKind, Status
from accreditation.rules.verdicts import SATISFIED, State, Verdict

LAPSING_WITHIN = timedelta(days=60)

_S, _D = AwardState, DecisionKind
_ENDS = {_D.CLOSE: _S.CLOSED, _D.MERGE: _S.MERGED}
_TAKEN_AWAY = {_D.SUSPEND: _S.SUSPENDED, _D.WITHDRAW: _S.WITHDRAWN, _D.LAPSE: _S.LAPSED, **_ENDS}
_STEPS: dict[AwardState, dict[DecisionKind, AwardState]] = {
    _S.WORKING_TOWARDS: {_D.GRANT: _S.ACCREDITED, _D.PROVISIONAL: _S.PROVISIONAL, _D.DECLINE: _S.DECLINED, **_ENDS},
    _S.PROVISIONAL: {_D.GRANT: _S.ACCREDITED, **_TAKEN_AWAY},
    _S.ACCREDITED: {_D.GRANT: _S.ACCREDITED, _D.RENEW: _S.ACCREDITED, _D.DOWNGRADE: _S.ACCREDITED, **_TAKEN_AWAY},
    _S.REINSTATED: {_D.GRANT: _S.ACCREDITED, _D.RENEW: _S.ACCREDITED, _D.DOWNGRADE: _S.ACCREDITED, **_TAKEN_AWAY},
    _S.SUSPENDED: {_D.REINSTATE: _S.REINSTATED, _D.WITHDRAW: _S.WITHDRAWN, _D.LAPSE: _S.LAPSED, **_ENDS},
    _S.WITHDRAWN: {_D.GRANT: _S.ACCREDITED, _D.DECLINE: _S.DECLINED, **_ENDS},
    _S.LAPSED: {_D.GRANT: _S.ACCREDITED, _D.DECLINE: _S.DECLINED, **_ENDS},
    _S.DECLINED: {_D.GRANT: _S.ACCREDITED, _D.PROVISIONAL: _S.PROVISIONAL, **_ENDS},
}
TRANSITIONS: dict[tuple[str, str], AwardState] = {
    (state, kind): after for state, steps in _STEPS.items() for kind, after in steps.items()
}
ENTERED_BY_ENROLMENT = AwardState.WORKING_TOWARDS


def kinds_from(state: str) -> list[DecisionKind]:
    """The decisions that the state allows, in the order they are offered."""
    return [kind for kind in DecisionKind if (state, kind) in TRANSITIONS]


def status_of(award: str, state: State | None, *, on: date, ends_on: date | None) -> Status:
    """What to call a practice on a day: its award, and the assessment of that day where the award stands.

    `state` is the assessment's verdict on the day (None: no framework applied yet); `ends_on` the first day on
    which it is no longer plainly satisfied: lost, or met only in grace. None if nothing known ends it.
    """
    if award not in HOLDING:
        return WITHOUT_AWARD[award]
    if state is None or state.verdict not in SATISFIED:
        return Status.PROVISIONAL if state and state.verdict in NOT_LOST else Status.LAPSED
    if award == AwardState.PROVISIONAL:
        return Status.PROVISIONAL
    if state.in_grace:
        return Status.IN_GRACE
    return Status.LAPSING_SOON if ends_on and ends_on - on <= LAPSING_WITHIN else Status.ACCREDITED


NOT_LOST = frozenset({Verdict.NOT_YET_DUE, Verdict.UNKNOWN})
WITHOUT_AWARD: dict[str, Status] = {
    AwardState.NOT_ENROLLED: Status.NEVER,
    AwardState.WORKING_TOWARDS: Status.WORKING_TOWARDS,
    AwardState.SUSPENDED: Status.SUSPENDED,
    AwardState.WITHDRAWN: Status.WITHDRAWN,
    AwardState.LAPSED: Status.LAPSED,
    AwardState.DECLINED: Status.DECLINED,
    AwardState.CLOSED: Status.CLOSED,
    AwardState.MERGED: Status.MERGED,
}
