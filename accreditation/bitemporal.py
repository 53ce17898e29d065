"""What was believed when: verdicts with two periods, days in the world and moments of our knowledge. Pure.

`replay` is the whole algorithm: keep what was believed before a moment, evaluate at each later moment at which
something became known, close what changed and open what is new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from accreditation.rules.evaluate import Assessment
from accreditation.rules.timeline import Timeline
from accreditation.rules.verdicts import SATISFIED

TIER = "tier:"


class Belief(NamedTuple):
    """One requirement has a verdict on the days [from_on, until_on).

    `lapses_on` is the first day after them on which what is satisfied now (grace counted in) is satisfied no longer;
    None if it is not satisfied, or nothing known ends it. It follows from the later intervals, and stands here so
    that a register reads one row.
    """

    key: str
    verdict: str
    in_grace: bool
    from_on: date
    until_on: date
    lapses_on: date | None
    by_plan: bool = False
    by_waiver: bool = False


class Row(NamedTuple):
    """A belief held during [known_from, known_until)."""

    belief: Belief
    known_from: datetime
    known_until: datetime


def tier_key(code: str) -> str:
    """The key under which a tier's own timeline is stored: its requirement and those of every tier below."""
    return TIER + code


def beliefs_of(assessment: Assessment) -> frozenset[Belief]:
    """The timelines as rows: one for each interval of each requirement and of each tier."""
    named = [*assessment.timelines.items(), *((tier_key(code), line) for code, line in assessment.tiers.items())]
    return frozenset(belief for key, timeline in named for belief in _intervals(key, timeline))


def _intervals(key: str, timeline: Timeline) -> Iterable[Belief]:
    for from_on, until_on, state in timeline.segments:
        ends, leans = lapses_on(timeline, from_on), (state.by_plan, state.by_waiver)
        yield Belief(key, state.verdict.value, state.in_grace, from_on, until_on, ends, *leans)


def lapses_on(timeline: Timeline, on: date) -> date | None:
    """The first day after `on` that is not satisfied; None if it is not satisfied on `on`, or stays so for ever."""
    state = timeline.at(on)
    if state is None or state.verdict not in SATISFIED:
        return None
    later = (part for part in timeline.segments if part.from_on > on)
    return next((part.from_on for part in later if part.state.verdict not in SATISFIED), None)


def replay(
    stored: Iterable[Row],
    moments: Sequence[datetime],
    believe: Callable[[datetime], frozenset[Belief]],
    *,
    since: datetime,
    for_ever: datetime,
) -> list[Row]:
    """The rows as they should be: the stored ones up to `since`, and from there on what `believe` says at each
    moment.

    `moments` (aware, ascending, none before `since`) are those at which something became known; at `since` itself
    the former belief still stands if it is not among them. Asking again, from any earlier moment, gives the same
    rows.
    """
    closed, held = _as_known_before(stored, since, for_ever)
    for moment in moments:
        believed = believe(moment)
        for belief in held.keys() - believed:
            closed.append(Row(belief, held.pop(belief), moment))
        for belief in believed - held.keys():
            held[belief] = moment
    return closed + [Row(belief, known_from, for_ever) for belief, known_from in held.items()]


def _as_known_before(
    stored: Iterable[Row], since: datetime, for_ever: datetime
) -> tuple[list[Row], dict[Belief, datetime]]:
    """Without the rows opened at or after `since`; those closed at or after it are open again."""
    before = [row for row in stored if row.known_from < since]
    closed = [row for row in before if row.known_until < since]
    held = {row.belief: row.known_from for row in before if row.known_until >= since}
    return closed, held
