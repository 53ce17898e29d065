"""What is laid over a kind's own timeline: unknown read otherwise, grace, plans, the entry period, where it is asked
for, waivers.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from .applying import asked_for, settled, where_asked
from .days import FOREVER, ONE_DAY, add_days, contract_year
from .findings import Ending
from .grammar.base import Grace, Requirement
from .grammar.words import day
from .kinds import kind_of
from .plans import plans_for
from .timeline import Timeline
from .verdicts import MET, MET_BY_PLAN, MET_IN_GRACE, NOT_APPLICABLE, NOT_MET, NOT_YET_DUE, WAIVED, State

if TYPE_CHECKING:
    from .case import Case


def finish(node: Requirement, raw: Timeline, case: "Case") -> Timeline:
    timeline = raw = settled(node, raw)
    if node.common.grace:
        timeline = _with_grace(node, node.common.grace, raw, case)
    for plan in plans_for(node, case).counted:
        timeline = timeline.changed(plan.from_on, plan.until_on, _by_plan)
    if case.entry_until > case.start:
        timeline = timeline.changed(case.start, case.entry_until, _due_later)
    if node.common.applies_from:
        timeline = timeline.changed(case.start, node.common.applies_from, lambda _: NOT_APPLICABLE)
    timeline = where_asked(node, timeline, case, None)
    if node.common.waivable:
        for waiver in case.facts.waivers:
            if waiver.requirement == node.key:
                timeline = timeline.changed(waiver.from_on, waiver.until_on or FOREVER, lambda _: WAIVED)
    return timeline


def finish_of_person(node: Requirement, raw: Timeline, case: "Case", person: str) -> Timeline:
    """Of what a person meets only how unknown is read, and where it is asked for."""
    return where_asked(node, settled(node, raw), case, person)


def _by_plan(state: State) -> State:
    return MET_BY_PLAN if state == NOT_MET else state


def _due_later(state: State) -> State:
    return NOT_YET_DUE if state == NOT_MET else state


def _with_grace(node: Requirement, grace: Grace, raw: Timeline, case: "Case") -> Timeline:
    """Rule 8.3.17: a run of not met right after met, lost through a forgiven cause, while uses are left.

    A new rule is forgiven from the day it is asked for, to a practice that was there before.
    """
    used: Counter[date] = Counter()
    timeline = raw
    for began, run_ends, is_forgiven in sorted(_losses(node, grace, raw, case)):
        year = contract_year(began, case.framework.contract_year_start)[0]
        is_spent = grace.uses_per_contract_year is not None and used[year] >= grace.uses_per_contract_year
        if is_spent or timeline.at(began) != NOT_MET or not is_forgiven:
            continue
        used[year] += 1
        until_on = min(add_days(began, grace.days), run_ends)
        timeline = timeline.changed(began, until_on, lambda _: MET_IN_GRACE)
    return timeline


def _losses(node: Requirement, grace: Grace, raw: Timeline, case: "Case") -> Iterator[tuple[date, date, bool]]:
    """When grace could begin, when the run of not met ends, and whether its cause is forgiven."""
    for before, run in pairwise(raw.segments):
        if before.state == MET and run.state == NOT_MET:
            yield run.from_on, run.until_on, kind_of(node).forgives(node, case, run.from_on, grace.on)
    new = _new_from(node, case)
    if "new_rule" in grace.on and new and raw.at(new) == NOT_MET:
        yield new, raw.until(new), True


def _new_from(node: Requirement, case: "Case") -> date | None:
    """The first day on which it is asked of a practice that was enrolled before that day."""
    when = node.common.applies_when
    days = (case.framework.effective_from, node.common.applies_from, when.first_day if when else None)
    first = max(each for each in days if each)
    return first if case.enrolled_on < first else None


def why_it_ends(node: Requirement, case: "Case", person: str | None, on: date) -> Ending:
    """Why the final timeline changes on `on`: a layer laid over it begins or ends there, or the kind's own reason."""
    own = kind_of(node).ending
    asked = asked_for(node, case, person)
    if asked is not None and asked.at(on) != asked.at(on - ONE_DAY):
        turn = "asked for" if asked.at(on) == MET else "no longer asked for"
        return Ending(on, node.key, "applies", f"{node.common.label} is {turn} from {day(on)}", person)
    if person is not None:
        return own(node, case, person, on)
    before, label = case.timeline(node).at(on - ONE_DAY), node.common.label
    raw = settled(node, case.raw(node))
    waiver = _waiver_edge(node, case, on)
    if waiver:
        return Ending(on, node.key, waiver, f"{label}: the waiver {waiver.removeprefix('waiver_')} here")
    if node.common.applies_from == on:
        return Ending(on, node.key, "applies", f"{label} is asked for from {day(on)}")
    if before and before.in_grace and raw.at(on) == NOT_MET and node.common.grace:
        return _grace_over(node, case, raw, on)
    plan = _plan_edge(node, case, on)
    if plan and (raw.at(on) == NOT_MET or raw.at(on - ONE_DAY) == NOT_MET):
        return plan
    if case.entry_until == on and before == NOT_YET_DUE and raw.at(on) == raw.at(on - ONE_DAY):
        return Ending(on, node.key, "entry_over", f"{label}: the entry period ends on {day(on - ONE_DAY)}")
    return own(node, case, None, on)


def _grace_over(node: Requirement, case: "Case", raw: Timeline, on: date) -> Ending:
    began, new = case.timeline(node).since(on - ONE_DAY), _new_from(node, case)
    if new == began and raw.at(began - ONE_DAY) != MET:
        return Ending(on, node.key, "grace_over", f"grace ends: {node.common.label} is asked for since {day(new)}")
    lost = kind_of(node).ending(node, case, None, raw.since(on))
    return Ending(on, lost.key, "grace_over", f"grace ends: {lost.sentence}", lost.person, lost.entry)


def _plan_edge(node: Requirement, case: "Case", on: date) -> Ending | None:
    for plan in plans_for(node, case).counted:
        agreed = f"{node.common.label}: the plan of {day(plan.from_on)}"
        if plan.until_on == on:
            text = f"{agreed} ends on {day(on - ONE_DAY)}"
            return Ending(on, node.key, "plan_ends", text, None, plan.entry)
        if plan.from_on == on:
            return Ending(on, node.key, "plan_begins", f"{agreed} begins", None, plan.entry)
    return None


def _waiver_edge(node: Requirement, case: "Case", on: date) -> str:
    for waiver in case.facts.waivers:
        if waiver.requirement == node.key and node.common.waivable:
            if waiver.until_on == on:
                return "waiver_ends"
            if waiver.from_on == on:
                return "waiver_begins"
    return ""
