from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NOT_YET_DUE = "not_yet_due"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


class State(NamedTuple):
    """What a satisfied verdict rests on besides evidence: grace, an agreed plan, or the waiver of something below."""

    verdict: Verdict
    in_grace: bool = False
    by_plan: bool = False
    by_waiver: bool = False

    @property
    def is_satisfied(self) -> bool:
        return self.verdict in SATISFIED

    @property
    def is_firm(self) -> bool:
        """Satisfied by what is there or by a waiver, not by days lent: grace or a plan."""
        return self.verdict in SATISFIED and not self.in_grace and not self.by_plan


def is_satisfied(state: State | None) -> bool:
    return state is not None and state.is_satisfied


def is_firm(state: State | None) -> bool:
    return state is not None and state.is_firm


MET = State(Verdict.MET)
MET_IN_GRACE = State(Verdict.MET, in_grace=True)
MET_BY_PLAN = State(Verdict.MET, by_plan=True)
NOT_MET = State(Verdict.NOT_MET)
NOT_YET_DUE = State(Verdict.NOT_YET_DUE)
UNKNOWN = State(Verdict.UNKNOWN)
NOT_APPLICABLE = State(Verdict.NOT_APPLICABLE)
WAIVED = State(Verdict.WAIVED)

SATISFIED = frozenset({Verdict.MET, Verdict.WAIVED, Verdict.NOT_APPLICABLE})

# One order serves every combinator: all-of is the worst part, any-of the best, n-of the n-th best.
RANK = {
    Verdict.NOT_MET: 0,
    Verdict.UNKNOWN: 1,
    Verdict.NOT_YET_DUE: 2,
    Verdict.MET: 3,
    Verdict.WAIVED: 3,
    Verdict.NOT_APPLICABLE: 3,
}
