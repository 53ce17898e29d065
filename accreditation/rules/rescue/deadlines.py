"""By when each thing of a plan has to be done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..days import ONE_DAY
from ..facts import Facts
from ..forecast import timeline_of
from ..grammar.framework import Framework
from ..timeline import Timeline
from .actions import Action, Key, applied
from .search import Rescue, is_carried

WHENEVER = frozenset(  # the rest has a day of its own
    {
        *("course", "declaration", "feedback", "survey", "lead", "cpd", "practise", "log", "sign_off", "assessment"),
        *("look_up", "register", "standing", "submission", "report", "follow_up"),
    }
)


def deadlines(framework: Framework, facts: Facts, plan: Rescue, on: date, tier: str = "") -> Mapping[Key, date]:
    """For each action the last day on which it still does what it is for, with no more days in grace; the others
    being done on their own.

    What has a day of its own, such as a session, keeps it. So does everything where nothing is satisfied on `on`:
    each day of waiting is a day without.
    """
    found = {action.key: action.on for action in plan.actions}
    start = timeline_of(framework, facts, tier)
    if start is None or not _is_satisfied(start, on):
        return found
    best = _grace(framework, facts, plan.actions, on, plan.until, tier)
    for action in plan.actions:
        if action.kind in WHENEVER:
            found[action.key] = _latest(framework, facts, plan, action, on, tier, best)
    return found


def _is_satisfied(timeline: Timeline, on: date) -> bool:
    state = timeline.at(on)
    return state is not None and state.verdict == "met"


def _grace(
    framework: Framework, facts: Facts, actions: tuple[Action, ...], on: date, until: date, tier: str
) -> int | None:
    """Days in grace with the actions done; None if they do not carry the standing."""
    timeline = timeline_of(framework, applied(facts, actions), tier)
    if timeline is None or not is_carried(timeline, on, until):
        return None
    spans = ((part.from_on, part.until_on) for part in timeline.segments if part.state.in_grace)
    return sum(max((min(ended, until) - max(began, on)).days, 0) for began, ended in spans)


def _latest(
    framework: Framework, facts: Facts, plan: Rescue, action: Action, on: date, tier: str, best: int | None
) -> date:
    others = tuple(each for each in plan.actions if each is not action)
    soonest, latest = action.on, plan.until
    while soonest < latest:
        day = soonest + (latest - soonest + ONE_DAY) // 2
        grace = _grace(framework, facts, (*others, moved(action, day)), on, plan.until, tier)
        if grace is not None and best is not None and grace <= best:
            soonest = day
        else:
            latest = day - ONE_DAY
    return soonest


def moved(action: Action, day: date) -> Action:
    """The same done on another day, and what it brings as much later."""
    later = day - action.on
    entries = tuple(replace(entry, happened_on=entry.happened_on + later) for entry in action.entries)
    return replace(action, on=day, entries=entries)
