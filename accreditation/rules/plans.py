"""Agreed plans that stand in for a requirement for a while (rule R35)."""

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from .days import add_days, after_last, contract_year
from .facts import Entry
from .findings import Counted, NotCounted, Weighing
from .grammar.base import Requirement
from .grammar.words import day

if TYPE_CHECKING:
    from .case import Case


def plans_for(node: Requirement, case: "Case") -> Weighing:
    """The plans agreed for a requirement, each from the day it was agreed to its last day or until it was closed.

    Those beyond the number allowed in a contract year, by the day they were agreed, do not count.
    """
    rule = node.common.plans
    if rule is None:
        return Weighing()
    used: Counter[date] = Counter()
    counted, refused = [], []
    for entry in case.entries("plan.agreed"):
        if not _about(entry, node, case):
            continue
        year = contract_year(entry.happened_on, case.framework.contract_year_start)[0]
        used[year] += 1
        if used[year] > rule.per_contract_year:
            text = f"plan of {day(entry.happened_on)}: {rule.per_contract_year} in a contract year allowed"
            refused.append(NotCounted(entry, "too_many", text))
            continue
        ends = min(_due(entry), add_days(entry.happened_on, rule.max_days), _closed(entry, case))
        if ends > entry.happened_on:
            counted.append(Counted(entry, entry.happened_on, ends))
    return Weighing(tuple(counted), tuple(refused))


def _about(entry: Entry, node: Requirement, case: "Case") -> bool:
    """The ledger names a framework by its code, alone or followed by a point and the number it has in the site."""
    named = str(entry.values.get("framework") or "")
    of_framework = named.split(".")[0] == case.framework.code
    return of_framework and entry.values.get("requirement") == node.key


def _due(entry: Entry) -> date:
    due = entry.values.get("due_on")
    return after_last(date.fromisoformat(due) if due else None)


def _closed(entry: Entry, case: "Case") -> date:
    """The day on which the plan was closed, which it no longer covers."""
    plan = entry.values.get("plan")
    days = (e.happened_on for e in case.entries("plan.closed") if e.values.get("plan") == plan)
    return min(days, default=date.max)
