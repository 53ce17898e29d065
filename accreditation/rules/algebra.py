"""How verdicts of parts make the verdict of the whole (domain rules 8.3.3 and 8.3.19)."""

from collections.abc import Callable, Sequence

from .verdicts import MET, MET_IN_GRACE, NOT_MET, NOT_YET_DUE, RANK, SATISFIED, UNKNOWN, State

BY_RANK = {0: NOT_MET, 1: UNKNOWN, 2: NOT_YET_DUE}


def nth_best(number: int) -> Callable[[Sequence[State]], State]:
    """n-of: the n-th best part decides; in grace when fewer than n are satisfied outside grace."""

    def join(states: Sequence[State]) -> State:
        rank = sorted((RANK[state.verdict] for state in states), reverse=True)[number - 1]
        if rank in BY_RANK:
            return BY_RANK[rank]
        firm = sum(state.verdict in SATISFIED and not state.in_grace for state in states)
        return MET if firm >= number else MET_IN_GRACE

    return join


def all_of(states: Sequence[State]) -> State:
    return nth_best(len(states))(states)


def any_of(states: Sequence[State]) -> State:
    return nth_best(1)(states)
