"""indicator: the latest figures of each population against what is asked."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from ..algebra import all_of, any_of
from ..days import FOREVER, ONE_DAY, Span, add_months, slot_of, validity
from ..facts import Entry
from ..findings import Counted, Ending, Findings, Missing, NotCounted, Weighing
from ..grammar import words
from ..grammar.indicator import Indicator, asked
from ..timeline import Timeline
from ..verdicts import NOT_APPLICABLE, SATISFIED, UNKNOWN, State
from . import base, shares
from .evidence import by_day

if TYPE_CHECKING:
    from ..case import Case

Place = tuple[str, Span]  # population, period
Known = Mapping[Place, "Figure"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure known from `on`; it holds until `until_on` (exclusive). The larger `worth` stands for a period."""

    entry: Entry
    population: str
    period: Span
    count: shares.Count
    provisional: bool
    until_on: date
    worth: tuple[bool, int, date, str]

    @property
    def on(self) -> date:
        return self.entry.happened_on

    @property
    def order(self) -> Span:
        return self.period[1], self.period[0]


class IndicatorKind(base.Kind[Indicator]):
    def timeline(self, node: Indicator, case: "Case", person: str | None) -> Timeline:
        figures = self._figures(node, case)
        days = {case.start, *(each.on for each in figures), *(each.until_on for each in figures)}
        return Timeline.of(_changes(node, figures, sorted(day for day in days if case.start <= day < FOREVER)))

    def weigh(self, node: Indicator, case: "Case", person: str | None) -> Weighing:
        counted, refused = [], []
        for entry in _about(node, case):
            fault = _fault(node, case, entry)
            if fault:
                refused.append(_not_counted(entry, fault, _why(node, entry, fault)))
            else:
                counted.append(Counted(entry, entry.happened_on, _figure(node, entry).until_on))
        return Weighing(tuple(counted), tuple(refused))

    def _figures(self, node: Indicator, case: "Case") -> list[Figure]:
        return [_figure(node, each.entry) for each in case.weighing(node).counted]

    def findings(self, node: Indicator, case: "Case", person: str | None, on: date) -> Findings:
        figures = [each for each in self._figures(node, case) if each.on <= on]
        known = _known(figures)
        used = {each.entry.ref for population in node.populations for each in _used(node, known, population, on)}
        counted = tuple(Counted(each.entry, each.on, each.until_on) for each in figures if each.entry.ref in used)
        others = (_passed_over(each, on) for each in figures if each.entry.ref not in used)
        refused = (each for each in case.weighing(node).refused if each.entry.happened_on <= on)
        short = (each for each in node.populations if state_of(node, known, each, on).verdict not in SATISFIED)
        missing = tuple(_missing(node, known, population, on) for population in short)
        return Findings(counted, by_day((*refused, *others)), (), missing)

    def ending(self, node: Indicator, case: "Case", person: str | None, on: date) -> Ending:
        figures = self._figures(node, case)
        new = next((each.entry for each in figures if each.on == on), None)
        if base.improved(case.raw(node), on):
            return Ending(on, node.key, "begins", f"{node.common.label} is met from {words.day(on)}", None, new)
        if new:
            text = f"{node.common.label}: there is a new figure from {words.day(on)}"
            return Ending(on, node.key, "measured", text, None, new)
        old = next((each.entry for each in figures if each.until_on == on), None)
        text = f"{node.common.label}: the figure holds for the last time on {words.day(on - ONE_DAY)}"
        return Ending(on, node.key, "expired", text, None, old)

    def forgives(self, node: Indicator, case: "Case", on: date, causes: Collection[str]) -> bool:
        """A figure below the threshold has not run out."""
        return False


def _changes(node: Indicator, figures: Sequence[Figure], days: Sequence[date]) -> Iterator[tuple[date, State]]:
    known: dict[Place, Figure] = {}
    coming = iter(figures)
    figure = next(coming, None)
    for day in days:
        while figure and figure.on <= day:
            _keep_best(known, figure)
            figure = next(coming, None)
        yield day, _together([state_of(node, known, population, day) for population in node.populations])


def _known(figures: Iterable[Figure]) -> Known:
    known: dict[Place, Figure] = {}
    for each in figures:
        _keep_best(known, each)
    return known


def _keep_best(known: dict[Place, Figure], figure: Figure) -> None:
    place = figure.population, figure.period
    if place not in known or known[place].worth < figure.worth:
        known[place] = figure


def _together(states: Sequence[State]) -> State:
    return NOT_APPLICABLE if all(state == NOT_APPLICABLE for state in states) else all_of(states)


def latest(node: Indicator, known: Known, population: str, on: date) -> list[Figure]:
    """The figures of the latest periods that hold on the day, the newest first."""
    holding = (each for (whose, _), each in known.items() if whose == population and on < each.until_on)
    return sorted(holding, key=lambda each: each.order, reverse=True)[: node.latest]


def baseline(node: Indicator, known: Known, figure: Figure) -> Figure | None:
    """Of the periods that begin and end before the figure's the last, or the first."""
    earlier = [
        each
        for (whose, period), each in known.items()
        if whose == figure.population and period[0] < figure.period[0] and period[1] < figure.period[1]
    ]
    pick = max if node.baseline == "previous" else min
    return pick(earlier, key=lambda each: each.order) if earlier else None


def state_of(node: Indicator, known: Known, population: str, on: date) -> State:
    found = latest(node, known, population, on)
    if node.summed:
        states = [_judged(node, found, None)] if len(found) == node.latest else [UNKNOWN]
    else:
        states = [_judged(node, [each], baseline(node, known, each)) for each in found]
        states += [UNKNOWN] * (node.latest - len(found))
    return _together(states)


def _judged(node: Indicator, figures: Sequence[Figure], before: Figure | None) -> State:
    now = shares.share([each.count for each in figures])
    if now is None:
        return NOT_APPLICABLE
    if _left_open(node, figures):
        return UNKNOWN
    ways = []
    if node.at_least is not None:
        ways.append(shares.at_least(now, exactly(node.at_least)))
    if node.at_most is not None:
        ways.append(shares.at_most(now, exactly(node.at_most)))
    if node.improved_by is not None:
        ways.append(_improved(node, now, before))
    return any_of(ways)


def _improved(node: Indicator, now: shares.Range, before: Figure | None) -> State:
    was = shares.share([before.count]) if before else None
    if before is None or was is None or node.improved_by is None or _left_open(node, [before]):
        return UNKNOWN
    gained = shares.minus(was, now) if node.lower_is_better else shares.minus(now, was)
    return shares.at_least(gained, exactly(node.improved_by))


def _left_open(node: Indicator, figures: Sequence[Figure]) -> bool:
    return node.provisional == "unknown" and any(each.provisional for each in figures)


def exactly(value: float) -> Fraction:
    """As it was written: 0.1 is a tenth."""
    return Fraction(str(value))


def _used(node: Indicator, known: Known, population: str, on: date) -> Iterator[Figure]:
    for figure in latest(node, known, population, on):
        yield figure
        before = baseline(node, known, figure) if node.improved_by is not None else None
        if before:
            yield before


def _about(node: Indicator, case: "Case") -> list[Entry]:
    entries = case.entries("indicator.measured")
    return [
        e for e in entries if e.values.get("measure") == node.measure and e.values.get("population") in node.populations
    ]


def _period(entry: Entry) -> Span:
    return date.fromisoformat(entry.values["period_from"]), date.fromisoformat(entry.values["period_until"])


def _figure(node: Indicator, entry: Entry) -> Figure:
    values, period = entry.values, _period(entry)
    provisional, source = bool(values.get("provisional")), values.get("source")
    rank = node.sources.index(source) if source in node.sources else len(node.sources)
    holds = validity(period[1] - ONE_DAY, node.valid_months)[1]
    return Figure(
        entry,
        str(values.get("population")),
        period,
        shares.Count(values.get("numerator"), values.get("denominator"), values.get("rounding") or 1),
        provisional,
        max(holds, entry.happened_on),
        (not provisional, -rank, entry.happened_on, entry.ref),
    )


def _fault(node: Indicator, case: "Case", entry: Entry) -> str:
    values, (began, ended) = entry.values, _period(entry)
    if node.definitions and values.get("definition") not in node.definitions:
        return "definition"
    if node.sources and values.get("source") not in node.sources:
        return "source"
    if node.slots and (began, ended) != slot_of(began, case.framework.contract_year_start, node.slots):
        return "period"
    if node.period_months and add_months(began, node.period_months) != ended:
        return "period"
    return "provisional" if values.get("provisional") and node.provisional == "show" else ""


def _why(node: Indicator, entry: Entry, fault: str) -> str:
    told = words.code(str(entry.values.get(fault) or "none"))
    if fault == "definition":
        return f"definition {told}, {words.listed(node.definitions, 'or')} asked"
    if fault == "source":
        return f"from {told}, {words.listed((words.code(each) for each in node.sources), 'or')} asked"
    return "provisional, shown only" if fault == "provisional" else "over another period than asked"


def _passed_over(figure: Figure, on: date) -> NotCounted:
    if figure.until_on <= on:
        return _not_counted(figure.entry, "expired", f"held until {words.day(figure.until_on - ONE_DAY)}")
    return _not_counted(figure.entry, "superseded", "another figure stands in its place")


def _not_counted(entry: Entry, reason: str, told: str) -> NotCounted:
    text = f"figure of {words.day(entry.happened_on)} ({words.code(str(entry.values.get('population')))}): {told}"
    return NotCounted(entry, reason, text)


def _missing(node: Indicator, known: Known, population: str, on: date) -> Missing:
    found = latest(node, known, population, on)
    whose = f"{node.common.label}, {words.code(population)}"
    if len(found) < node.latest:
        many = (
            "no figure"
            if not found
            else f"figures of only {words.number(len(found))} of {words.number(node.latest)} periods"
        )
        return Missing(node.key, f"{whose}: {many}.")
    if node.summed:
        figures = [shares.said(shares.share([each.count for each in found]))]
    else:
        figures = [shares.said(shares.share([each.count])) for each in found]
    told = f"{words.listed(figures)}, {asked(node)} asked"
    if _left_open(node, found):
        told += ", and the figures are provisional"
    return Missing(node.key, f"{whose}: {told}.")
