"""What is laid over a kind's own timeline: grace, then the entry period, then applies-from, then waivers."""

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from .days import FOREVER, ONE_DAY, add_days, contract_year
from .findings import Ending
from .grammar.base import Grace, Requirement
from .grammar.words import day
from .kinds import kind_of
from .timeline import Timeline
from .verdicts import MET, MET_IN_GRACE, NOT_APPLICABLE, NOT_MET, NOT_YET_DUE, WAIVED, State

if TYPE_CHECKING:
    from .case import Case


def finish(node: Requirement, raw: Timeline, case: "Case") -> Timeline:
    timeline = raw
    if node.common.grace:
        timeline = _with_grace(node, node.common.grace, raw, case)
    if case.entry_until > case.start:
        timeline = timeline.changed(case.start, case.entry_until, _due_later)
    if node.common.applies_from:
        timeline = timeline.changed(case.start, node.common.applies_from, lambda _: NOT_APPLICABLE)
    if node.common.waivable:
        for waiver in case.facts.waivers:
            if waiver.requirement == node.key:
                timeline = timeline.changed(waiver.from_on, waiver.until_on or FOREVER, lambda _: WAIVED)
    return timeline


def _due_later(state: State) -> State:
    return NOT_YET_DUE if state == NOT_MET else state


def _with_grace(node: Requirement, grace: Grace, raw: Timeline, case: "Case") -> Timeline:
    """Rule 8.3.17: a run of not met right after met, lost through a forgiven cause, while uses are left."""
    used: Counter[date] = Counter()
    timeline = raw
    for before, run in pairwise(raw.segments):
        if before.state != MET or run.state != NOT_MET:
            continue
        year = contract_year(run.from_on, case.framework.contract_year_start)[0]
        if grace.uses_per_contract_year is not None and used[year] >= grace.uses_per_contract_year:
            continue
        if kind_of(node).forgives(node, case, run.from_on, grace.on):
            used[year] += 1
            until_on = min(add_days(run.from_on, grace.days), run.until_on)
            timeline = timeline.changed(run.from_on, until_on, lambda _: MET_IN_GRACE)
    return timeline


def why_it_ends(node: Requirement, case: "Case", person: str | None, on: date) -> Ending:
    """Why the final timeline changes on `on`: a layer laid over it begins or ends there, or the kind's own reason."""
    own = kind_of(node).ending
    if person is not None:
        return own(node, case, person, on)
    raw, before, label = case.raw(node), case.timeline(node).at(on - ONE_DAY), node.common.label
    waiver = _waiver_edge(node, case, on)
    if waiver:
        return Ending(on, node.key, waiver, f"{label}: the waiver {waiver.removeprefix('waiver_')} here")
    if node.common.applies_from == on:
        return Ending(on, node.key, "applies", f"{label} is asked for from {day(on)}")
    if before == MET_IN_GRACE and raw.at(on) == NOT_MET and node.common.grace:
        lost = own(node, case, None, raw.since(on))
        text = f"grace ends: {lost.sentence}"
        return Ending(on, lost.key, "grace_over", text, lost.person, lost.entry)
    if case.entry_until == on and before == NOT_YET_DUE and raw.at(on) == raw.at(on - ONE_DAY):
        return Ending(on, node.key, "entry_over", f"{label}: the entry period ends on {day(on - ONE_DAY)}")
    return own(node, case, None, on)


def _waiver_edge(node: Requirement, case: "Case", on: date) -> str:
    for waiver in case.facts.waivers:
        if waiver.requirement == node.key and node.common.waivable:
            if waiver.until_on == on:
                return "waiver_ends"
            if waiver.from_on == on:
                return "waiver_begins"
    return ""
