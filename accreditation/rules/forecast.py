"""What happens if nothing happens."""

from dataclasses import dataclass
from datetime import date

from .case import Case
from .days import ONE_DAY
from .facts import Facts
from .findings import Ending
from .grammar.framework import Framework
from .timeline import Timeline
from .verdicts import MET_IN_GRACE, State


@dataclass(frozen=True, slots=True)
class Change:
    """The verdict of the first tier becomes `after.verdict` on `on`; `grace_from` when grace comes before that.

    `hangs_on` names the leaf, and the person or entry, behind the first thing that goes (the start of grace
    where there is one): what somebody would have to see to.
    """

    on: date
    before: State
    after: State
    grace_from: date | None
    hangs_on: Ending


def next_change(framework: Framework, facts: Facts, on: date) -> Change | None:
    """The next day on which the root verdict changes if nothing happens; None if it never does.

    None too for a practice without a timeline on `on`.
    """
    if facts.enrolled_on is None:
        return None
    case = Case(framework, facts, facts.enrolled_on)
    root = framework.tiers[0].requirement
    timeline = case.timeline(root)
    before = timeline.at(on)
    change = _next_verdict(timeline, on)
    if before is None or change is None:
        return None
    after = timeline.at(change)
    assert after is not None
    last = timeline.since(change - ONE_DAY)
    grace_from = last if last > on and timeline.at(last) == MET_IN_GRACE else None
    return Change(change, before, after, grace_from, case.ending(root, None, grace_from or change))


def _next_verdict(timeline: Timeline, on: date) -> date | None:
    """The first day after `on` with another verdict; going into or out of grace is not one."""
    now = timeline.at(on)
    for segment in timeline.segments:
        if now and segment.from_on > on and segment.state.verdict != now.verdict:
            return segment.from_on
    return None
