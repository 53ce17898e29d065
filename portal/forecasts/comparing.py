"""One practice as it is and as it would be, beside each other. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accreditation.queries import PracticeStanding
from accreditation.rules.days import FOREVER, ONE_DAY
from accreditation.rules.forecast import hold
from accreditation.rules.timeline import Timeline
from accreditation.rules.verdicts import SATISFIED, State
from cms.components.timeline import Segment
from cms.dates import in_words
from portal.forecasts.wording import state_in_words
from portal.showing import segments_of


@dataclass(frozen=True)
class Side:
    """A requirement (or all of them) on the day looked at: its verdict, and the last day of it."""

    verdict: str
    in_grace: bool
    words: str
    until: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Compared:
    label: str
    before: Side
    after: Side
    informative: bool = False


@dataclass(frozen=True)
class Comparison:
    """`first_line` says what would become of the standing; `differing` are the requirements that would change."""

    on: date
    first_line: str
    whole: Compared
    differing: tuple[Compared, ...]


def compared(before: PracticeStanding, after: PracticeStanding, *, on: date) -> Comparison:
    """On the day `on`, and on the whole time axis. Both are standings of the same practice and framework."""
    one, other = before.timeline, after.timeline
    assert one is not None
    assert other is not None
    return Comparison(
        on=on,
        first_line=first_line(one, other, before.as_of),
        whole=Compared("All requirements together", _side(one, on), _side(other, on)),
        differing=tuple(_differing(before, after, on)),
    )


def first_line(before: Timeline, after: Timeline, on: date) -> str:
    """From the day `on`, on which it is asked."""
    was, would = hold(before, on), hold(after, on)
    if before == after:
        return "Nothing would change: the standing would go on just as it will without it."
    if would is None:
        return "The requirements would not be met today." if was else _meets_later(after, on)
    grace = would.plain_until < would.until and would.plain_until > on
    in_grace = f" be in grace from {in_words(would.plain_until)} and" if grace else ""
    now = f"The practice would{in_grace} meet the requirements until {_end(would.until)}"
    if was is None or was.until == would.until:
        return f"{now}."
    return f"{now}; without it, until {_end(was.until)}."


def _end(until: date) -> str:
    return "further notice" if until == FOREVER else in_words(until - ONE_DAY)


def _meets_later(after: Timeline, on: date) -> str:
    later = (part for part in after.segments if part.from_on > on and part.state.verdict in SATISFIED)
    met = next(later, None)
    if met is None:
        return "The requirements are not met today, and would not be met later either."
    return f"The requirements are not met today, and would be met from {in_words(met.from_on)}."


def _differing(before: PracticeStanding, after: PracticeStanding, on: date) -> Iterator[Compared]:
    for node in before.rules.nodes():
        one, other = before.assessment.timelines.get(node.key), after.assessment.timelines.get(node.key)
        is_root = any(node is tier.requirement for tier in before.rules.tiers)
        if one is not None and other is not None and one != other and not (is_root and node.parts):
            yield Compared(node.common.label, _side(one, on), _side(other, on), node.common.informative)


def _until(until: date) -> str:
    return "with no end in sight" if until == FOREVER else f"until {in_words(until - ONE_DAY)}"


def _side(timeline: Timeline, on: date) -> Side:
    state: State | None = timeline.at(on)
    return Side(
        verdict=state.verdict.value if state else "not_applicable",
        in_grace=bool(state and state.in_grace),
        words=state_in_words(state),
        until=_until(timeline.until(on)),
        segments=segments_of(timeline),
    )
