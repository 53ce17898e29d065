"""Facts of several practices taken together: a delivery unit that pools, a practice that took over another one.

On a day the answer is what the facts of all who belong together on that day give for the day.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from .days import FOREVER, ONE_DAY, Span, after_last, validity
from .facts import Employment, Entry, Facts, Lead, Size
from .grammar.base import Requirement
from .grammar.unit import Pooled, SuccessionRule
from .spans import covers, intersect, union
from .timeline import Timeline
from .verdicts import MET_IN_GRACE, NOT_MET, State

if TYPE_CHECKING:
    from .case import Case

Row = TypeVar("Row", Employment, Lead)
OF_ONE_PRACTICE = frozenset({"practice.enrolled", "plan.agreed", "plan.closed", "award.decided"})


class View(NamedTuple):
    """The case that answers for the days [from_on, until_on)."""

    from_on: date
    until_on: date
    case: "Case"


def pooled_views(node: Pooled, case: "Case") -> list[View]:
    """One for each stretch of days on which the same practices pool."""
    facts = case.facts
    spans = {practice: member_spans(facts, node.unit, practice) for practice in unit_mates(facts, node.unit)}
    if node.consent:
        own = consent_spans(facts, node.consent)
        consents = {name: intersect(own, consent_spans(facts.others.get(name, facts), node.consent)) for name in spans}
        spans = {name: intersect(each, consents[name]) for name, each in spans.items()}
    edges = {day for each in spans.values() for span in each for day in span if case.start < day < FOREVER}
    days = sorted({case.start, *edges})
    found: list[View] = []
    for on, until_on in zip(days, [*days[1:], FOREVER], strict=True):
        members = frozenset(name for name, each in spans.items() if covers(each, on))
        found.append(View(on, until_on, case.with_facts(_pool(facts, members), plain=node.key)))
    return found


def unit_mates(facts: Facts, unit: str) -> list[str]:
    return sorted({row.practice for row in facts.unit if row.unit_kind == unit and row.practice in facts.others})


def member_spans(facts: Facts, unit: str, practice: str) -> list[Span]:
    rows = (row for row in facts.unit if row.unit_kind == unit and row.practice == practice)
    return union((row.from_on, row.until_on or FOREVER) for row in rows)


def consent_spans(facts: Facts, declarations: Collection[str]) -> list[Span]:
    """The days on which the practice has one of the declarations in force."""
    signed = (e for e in facts.entries if e.kind == "declaration.signed" and e.practice == facts.practice)
    fitting = (entry for entry in signed if entry.values.get("declaration") in declarations)
    return union((entry.happened_on, _stated_end(entry)) for entry in fitting)


def _stated_end(entry: Entry) -> date:
    last = entry.values.get("valid_until")
    return after_last(date.fromisoformat(last) if last else None)


def _pool(facts: Facts, members: Collection[str]) -> Facts:
    others = [facts.others[name] for name in sorted(members)]
    everywhere = SuccessionRule(sizes="union")
    return joined(facts, others, everywhere)


def succession_views(case: "Case", rule: SuccessionRule) -> list[View]:
    """One for each stretch of days with the same former practices; empty where there are none.

    A practice that was taken over is no other practice of the unit any more.
    """
    facts = case.facts
    rows = sorted((r.on, r.practice) for r in facts.predecessors if r.practice in facts.others)
    if not rows:
        return []
    days = sorted({case.start, *(on for on, _ in rows if on > case.start)})
    views: list[View] = []
    for on, until_on in zip(days, [*days[1:], FOREVER], strict=True):
        taken = [row for row in rows if row[0] <= on]
        former = sorted({practice for _, practice in taken})
        together = joined(facts, [facts.others[name] for name in former], rule)
        unit = tuple(row for row in facts.unit if row.practice not in former)
        protections = [Protection(*row, rule.protection_months, case, tuple(views)) for row in taken]
        own = case.with_facts(replace(together, predecessors=(), unit=unit))
        own.protections = tuple(protections) if rule.protection_months else ()
        views.append(View(on, until_on, own))
    return views


class Protection(NamedTuple):
    """What was satisfied on the day before `on`, here or at the former practice, stays met in grace for so many months.

    before: who answered for the practice on the days before.
    """

    on: date
    practice: str
    months: int | None
    case: "Case"
    before: tuple[View, ...]

    def laid_over(self, timeline: Timeline, node: Requirement) -> Timeline:
        ends = validity(self.on, self.months)[1]
        lacking = any(part.state == NOT_MET and self.on < part.until_on for part in timeline.segments)
        if not lacking or not any(state and state.is_satisfied for state in self._states_before(node)):
            return timeline
        return timeline.changed(self.on, ends, lambda state: MET_IN_GRACE if state == NOT_MET else state)

    def _states_before(self, node: Requirement) -> Iterator[State | None]:
        day = self.on - ONE_DAY
        yield self.case.of_other(self.practice).timeline(node).at(day)
        yield from (each.case.timeline(node).at(day) for each in self.before if each.from_on <= day < each.until_on)


def joined(facts: Facts, others: Sequence[Facts], rule: SuccessionRule) -> Facts:
    """The facts with those of others that count, as if they were the practice's own."""
    names = {facts.practice, *(other.practice for other in others)}
    entries = {entry.ref: entry for other in others for entry in _entries(other, facts.practice, rule)}
    entries |= {entry.ref: entry for entry in facts.entries}
    staff = others if rule.staff == "union" else []
    return replace(
        facts,
        entries=tuple(entries.values()),
        employments=(*facts.employments, *(row for other in staff for row in _employments(other))),
        leads=(*facts.leads, *chain.from_iterable(other.leads for other in staff)),
        absences=(*facts.absences, *chain.from_iterable(other.absences for other in staff)),
        sizes=tuple(_sums([facts, *others])) if rule.sizes == "union" and others else facts.sizes,
        elsewhere=_away([facts.elsewhere, *(other.elsewhere for other in staff)], names if staff else ()),
        posts_elsewhere=_away(
            [facts.posts_elsewhere, *(other.posts_elsewhere for other in staff)], names if staff else ()
        ),
    )


def _employments(other: Facts) -> Iterator[Employment]:
    """Where somebody worked stays as it was: an assessor of the former practice is not of this one."""
    return (replace(row, practice=row.practice or other.practice) for row in other.employments)


def _away(parts: Iterable[tuple[Row, ...]], names: Collection[str]) -> tuple[Row, ...]:
    """What people hold outside the practices taken together; of what two know of, one."""
    rows = {row.ref: row for rows in parts for row in rows if row.practice not in names}
    return tuple(rows.values())


def _entries(other: Facts, practice: str, rule: SuccessionRule) -> Iterable[Entry]:
    for entry in other.entries:
        if entry.person is not None:
            yield entry
        elif entry.practice == other.practice and entry.kind not in OF_ONE_PRACTICE and rule.takes(entry.kind):
            yield replace(entry, practice=practice)


def _sums(parts: Sequence[Facts]) -> Iterable[Size]:
    """By measure, the sum of everybody's last counts, from the day everybody has one."""
    for measure in sorted({row.measure for part in parts for row in part.sizes}):
        rows = [sorted(r for r in _rows(part, measure)) for part in parts]
        for on, ref in sorted({(day, ref) for each in rows for day, ref, _ in each}):
            last = [[count for day, its, count in each if (day, its) <= (on, ref)][-1:] for each in rows]
            if all(last):
                yield Size(f"sum {ref}", measure, sum(count for (count,) in last), on, parts[0].sizes[0].recorded_at)


def _rows(facts: Facts, measure: str) -> Iterable[tuple[date, str, int]]:
    return ((row.counted_on, row.ref, row.count) for row in facts.sizes if row.measure == measure)
