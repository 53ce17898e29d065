"""Facts of several practices taken together: a delivery unit that pools, a practice that took over another one.

On a day the answer is what the facts of all who belong together on that day give for the day.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from .days import FOREVER, Span, after_last
from .facts import Entry, Facts, Size
from .grammar.unit import Pooled, SuccessionRule
from .spans import covers, intersect, union

if TYPE_CHECKING:
    from .case import Case

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
    """One for each stretch of days with the same former practices; empty where there are none."""
    facts = case.facts
    rows = sorted((r.on, r.practice) for r in facts.predecessors if r.practice in facts.others)
    if not rows:
        return []
    days = sorted({case.start, *(on for on, _ in rows if on > case.start)})
    views = []
    for on, until_on in zip(days, [*days[1:], FOREVER], strict=True):
        former = sorted({practice for since, practice in rows if since <= on})
        together = joined(facts, [facts.others[name] for name in former], rule)
        views.append(View(on, until_on, case.with_facts(replace(together, predecessors=()))))
    return views


def joined(facts: Facts, others: Sequence[Facts], rule: SuccessionRule) -> Facts:
    """The facts with those of others that count, as if they were the practice's own."""
    names = {other.practice for other in others}
    entries = {entry.ref: entry for other in others for entry in _entries(other, facts.practice, rule)}
    entries |= {entry.ref: entry for entry in facts.entries}
    staff = others if rule.staff == "union" else []
    return replace(
        facts,
        entries=tuple(entries.values()),
        employments=(*facts.employments, *chain.from_iterable(other.employments for other in staff)),
        leads=(*facts.leads, *chain.from_iterable(other.leads for other in staff)),
        absences=(*facts.absences, *chain.from_iterable(other.absences for other in staff)),
        sizes=tuple(_sums([facts, *others])) if rule.sizes == "union" and others else facts.sizes,
        elsewhere=tuple(row for row in facts.elsewhere if not staff or row.practice not in names),
        posts_elsewhere=tuple(row for row in facts.posts_elsewhere if not staff or row.practice not in names),
    )


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
