"""How verdicts of parts make the verdict of the whole (domain rules 8.3.3 and 8.3.19)."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from .verdicts import MET, NOT_MET, NOT_YET_DUE, RANK, SATISFIED, UNKNOWN, State, Verdict

Join = Callable[[Sequence[State]], State]

BY_RANK = {0: NOT_MET, 1: UNKNOWN, 2: NOT_YET_DUE}
MOST_JOINED = 4096  # the same few sets of states come again and again
WAIVER, GRACE, PLAN = 1, 2, 4
RESTING_ON = tuple(
    State(Verdict.MET, bool(leans & GRACE), bool(leans & PLAN), bool(leans & WAIVER)) for leans in range(8)
)


def leaning(state: State) -> int:
    """On what a satisfied state leans, as a set of bits. The smaller number leans on less."""
    waived = state.by_waiver or state.verdict == Verdict.WAIVED
    return WAIVER * waived + GRACE * state.in_grace + PLAN * state.by_plan


@cache
def nth_best(number: int) -> Join:
    """n-of: the n-th best part decides. Satisfied, it rests on the least that enough of its parts lean on."""

    @lru_cache(MOST_JOINED)
    def joined(states: tuple[State, ...]) -> State:
        rank = sorted((RANK[state.verdict] for state in states), reverse=True)[number - 1]
        if rank in BY_RANK:
            return BY_RANK[rank]
        leans = [leaning(state) for state in states if state.verdict in SATISFIED]
        return next(whole for bits, whole in enumerate(RESTING_ON) if sum(not lean & ~bits for lean in leans) >= number)

    def join(states: Sequence[State]) -> State:
        return joined(tuple(states))

    return join


def menu(asked: int, points: Sequence[int], groups: Sequence[str], limits: Mapping[str, int]) -> Join:
    """Enough points: of the parts of a group at most its limit count, those with the most points."""

    def enough(chosen: Sequence[int]) -> bool:
        by_group: dict[str, list[int]] = {}
        for index in chosen:
            by_group.setdefault(groups[index], []).append(points[index])
        found = (sorted(each, reverse=True)[: limits.get(group)] for group, each in by_group.items())
        return sum(map(sum, found)) >= asked

    def join(states: Sequence[State]) -> State:
        ranks = [RANK[state.verdict] for state in states]
        for rank in (2, 1, 0):
            reached = enough([index for index, each in enumerate(ranks) if each > rank])
            if reached and rank == 2:
                return _least(states, enough)
            if reached:
                return BY_RANK[rank + 1]
        return NOT_MET

    return join


def _least(states: Sequence[State], enough: Callable[[Sequence[int]], bool]) -> State:
    leans = {index: leaning(state) for index, state in enumerate(states) if state.verdict in SATISFIED}
    return next(
        whole
        for bits, whole in enumerate(RESTING_ON)
        if enough([index for index, lean in leans.items() if not lean & ~bits])
    )


def none_of(states: Sequence[State]) -> State:
    """Not met while any part is met; else unknown while any is unknown; else met. Waived, not asked: as not met."""
    verdicts = {state.verdict for state in states}
    if Verdict.MET in verdicts:
        return NOT_MET
    return UNKNOWN if Verdict.UNKNOWN in verdicts else MET


def all_of(states: Sequence[State]) -> State:
    return nth_best(len(states))(states)


def any_of(states: Sequence[State]) -> State:
    return nth_best(1)(states)
