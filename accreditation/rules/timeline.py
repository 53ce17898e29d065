"""What is true of every day from a start onwards, kept as the days on which it changes."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from .days import FOREVER, Span
from .record import record
from .spans import union
from .verdicts import MET, NOT_MET, RANK, State, Verdict


class Segment(NamedTuple):
    """`state` holds on every day of [from_on, until_on)."""

    from_on: date
    until_on: date
    state: State


@record
class Timeline:
    """Ordered, contiguous, no two equal neighbours, from `start` to FOREVER. Build it with `of`."""

    starts: tuple[date, ...]
    states: tuple[State, ...]

    @classmethod
    def of(cls, changes: Iterable[tuple[date, State]]) -> "Timeline":
        """From (day, state from that day on) in order of day; the last word on a day wins."""
        starts: list[date] = []
        states: list[State] = []
        last: State | None = None
        for day, state in changes:
            if state == last:
                continue
            if starts and starts[-1] == day:
                starts.pop()
                states.pop()
                last = states[-1] if states else None
            if state != last:
                starts.append(day)
                states.append(state)
                last = state
        return cls(tuple(starts), tuple(states))

    @classmethod
    def always(cls, start: date, state: State) -> "Timeline":
        return cls((start,), (state,))

    @property
    def start(self) -> date:
        return self.starts[0]

    @property
    def segments(self) -> tuple[Segment, ...]:
        ends = (*self.starts[1:], FOREVER)
        return tuple(Segment(*each) for each in zip(self.starts, ends, self.states, strict=True))

    def at(self, day: date) -> State | None:
        """The state on `day`; None before the timeline starts."""
        position = bisect_right(self.starts, day)
        return self.states[position - 1] if position else None

    def since(self, day: date) -> date:
        """The first day of the interval in which `day` lies."""
        return self.starts[max(bisect_right(self.starts, day) - 1, 0)]

    def until(self, day: date) -> date:
        """The first day after `day` with another state (exclusive end); FOREVER if there is none."""
        position = bisect_right(self.starts, day)
        return self.starts[position] if position < len(self.starts) else FOREVER

    def spans(self, verdict: Verdict = Verdict.MET) -> list[Span]:
        return [(part.from_on, part.until_on) for part in self.segments if part.state.verdict == verdict]

    def satisfied_spans(self) -> list[Span]:
        """The days on which it is satisfied: met, waived or not applicable."""
        return self._days_of(lambda state: state.is_satisfied)

    def spans_of_rank(self, least: int) -> list[Span]:
        """The days on which the verdict stands at least so high in RANK."""
        return self._days_of(lambda state: RANK[state.verdict] >= least)

    def _days_of(self, asked: Callable[[State], bool]) -> list[Span]:
        spans: list[Span] = []
        began: date | None = None
        for day, state in zip(self.starts, self.states, strict=True):
            if asked(state):
                began = began or day
            elif began:
                spans.append((began, day))
                began = None
        return [*spans, (began, FOREVER)] if began and began < FOREVER else spans

    def measure(self, from_on: date, until_on: date, verdict: Verdict = Verdict.MET) -> int:
        """How many days of [from_on, until_on) have `verdict`, in grace or not."""
        overlaps = ((max(a, from_on), min(b, until_on)) for a, b in self.spans(verdict))
        return sum((b - a).days for a, b in overlaps if a < b)

    def changed(self, from_on: date, until_on: date, change: Callable[[State], State]) -> "Timeline":
        """The same with `change` applied to every day of [from_on, until_on)."""
        pieces: list[tuple[date, State]] = []
        for began, ended, state in self.segments:
            inner_from, inner_until = max(began, from_on), min(ended, until_on)
            if inner_from >= inner_until:
                pieces.append((began, state))
                continue
            if began < inner_from:
                pieces.append((began, state))
            pieces.append((inner_from, change(state)))
            if inner_until < ended:
                pieces.append((inner_until, state))
        return Timeline.of(pieces)


def combine(timelines: Sequence[Timeline], join: Callable[[Sequence[State]], State]) -> Timeline:
    """One sweep over the change points of all; `join` sees the state of each, in order."""
    start = max(each.starts[0] for each in timelines)
    current = [each.states[bisect_right(each.starts, start) - 1] for each in timelines]
    events = sorted(
        (day, index, state)
        for index, each in enumerate(timelines)
        if len(each.starts) > 1
        for day, state in zip(each.starts, each.states, strict=True)
        if day > start
    )
    changes = [(start, join(current))]
    last = len(events) - 1
    for position, (day, index, state) in enumerate(events):
        current[index] = state
        if position == last or events[position + 1][0] != day:
            changes.append((day, join(current)))
    return Timeline.of(changes)


def holding(start: date, spans: Iterable[Span], at_least: int = 1) -> Timeline:
    """Met on the days that at least `at_least` of the spans cover."""
    if at_least == 1:
        return _covered(start, union(spans))
    return amounting(start, ((from_on, until_on, 1) for from_on, until_on in spans), at_least)


def _covered(start: date, spans: Sequence[Span]) -> Timeline:
    starts, states = [start], [NOT_MET]
    for began, ended in spans:
        if began > start:
            starts.append(began)
            states.append(MET)
        elif ended > start:
            states[0] = MET
        if start < ended < FOREVER:
            starts.append(ended)
            states.append(NOT_MET)
    return Timeline(tuple(starts), tuple(states))


def amounting(start: date, parts: Iterable[tuple[date, date, int]], asked: int) -> Timeline:
    """Met on the days on which the amounts of the parts (from, until, amount) that cover it come to `asked`."""
    steps: dict[date, int] = {start: 0}
    for from_on, until_on, amount in parts:
        began = max(from_on, start)
        if began < until_on:
            steps[began] = steps.get(began, 0) + amount
            steps[until_on] = steps.get(until_on, 0) - amount
    steps.pop(FOREVER, None)
    total = 0
    changes = []
    for day in sorted(steps):
        total += steps[day]
        changes.append((day, MET if total >= asked else NOT_MET))
    return Timeline.of(changes)
