"""On which days a requirement is asked for at all (`applies_when`), and what is made of unknown data (`unknown_as`)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from .algebra import all_of
from .days import FOREVER, add_days, contract_year
from .grammar.base import Applies, Requirement, Roles, SizeRange
from .spans import union
from .timeline import Timeline, combine, holding
from .verdicts import MET, NOT_APPLICABLE, NOT_MET, NOT_YET_DUE, UNKNOWN, State

if TYPE_CHECKING:
    from .case import Case

TREATED = {"not_met": NOT_MET, "not_yet_due": NOT_YET_DUE, "met": MET}


def settled(node: Requirement, raw: Timeline) -> Timeline:
    """The kind's own timeline with unknown read as the framework says."""
    if node.common.unknown_as not in TREATED:
        return raw
    instead = TREATED[node.common.unknown_as]
    states = (instead if state == UNKNOWN else state for state in raw.states)
    return Timeline.of(zip(raw.starts, states, strict=True))


def where_asked(node: Requirement, timeline: Timeline, case: "Case", person: str | None) -> Timeline:
    """Not applicable on the days on which it is not asked for; where the data cannot say, not met is unknown."""
    asked = asked_for(node, case, person)
    return timeline if asked is None else combine([timeline, asked], _where)


def asked_for(node: Requirement, case: "Case", person: str | None) -> Timeline | None:
    """Met on the days on which all that `applies_when` names is so; None for a requirement always asked for."""
    rule = node.common.applies_when
    if rule is None:
        return None
    return combine([Timeline.always(case.start, MET), *_conditions(rule, case, person)], all_of)


def _where(states: Sequence[State]) -> State:
    state, asked = states
    if asked == NOT_MET:
        return NOT_APPLICABLE
    return UNKNOWN if asked == UNKNOWN and state == NOT_MET else state


def _conditions(rule: Applies, case: "Case", person: str | None) -> Iterator[Timeline]:
    if rule.first_day or rule.last_day:
        ends = add_days(rule.last_day, 1) if rule.last_day else FOREVER
        yield holding(case.start, [(rule.first_day or case.start, ends)])
    if rule.roles:
        yield holding(case.start, _in_role(rule.roles, case, person))
    if rule.size:
        yield Timeline.of(_of_size(rule.size, case))
    if rule.tier:
        tier = case.tier(rule.tier)
        yield Timeline.of(zip(tier.starts, map(_reached, tier.states), strict=True))


def _reached(state: State) -> State:
    if state.is_satisfied:
        return MET
    return UNKNOWN if state == UNKNOWN else NOT_MET


def _in_role(roles: Roles, case: "Case", person: str | None) -> list[tuple[date, date]]:
    people = [person] if person is not None else case.staff
    return union(span for each in people for span in case.employed_spans(each, roles))


def _of_size(size: SizeRange, case: "Case") -> Iterator[tuple[date, State]]:
    counts = counts_of(case, size.measure)
    days = [case.start, *(day for day, _ in counts if day > case.start)]
    if size.counted == "contract_year":
        days = [case.start, *_years_after(case, days[-1])]
    for day in days:
        asked_on = contract_year(day, case.framework.contract_year_start)[0] if size.counted == "contract_year" else day
        known = [count for counted_on, count in counts if counted_on <= asked_on]
        yield day, _fits(size, known[-1]) if known else UNKNOWN


def counts_of(case: "Case", measure: str) -> list[tuple[date, int]]:
    """The counts of a measure by day; of two on the same day the one with the later ref stands."""
    rows = sorted((row.counted_on, row.ref, row.count) for row in case.facts.sizes if row.measure == measure)
    return sorted({day: count for day, _, count in rows}.items())


def _years_after(case: "Case", last: date) -> Iterator[date]:
    """The first days of the contract years after the start, up to the first one after `last`."""
    began = case.start
    while began <= last:
        began = contract_year(began, case.framework.contract_year_start)[1]
        yield began


def _fits(size: SizeRange, count: int) -> State:
    too_few = size.at_least is not None and count < size.at_least
    too_many = size.at_most is not None and count > size.at_most
    return NOT_MET if too_few or too_many else MET
