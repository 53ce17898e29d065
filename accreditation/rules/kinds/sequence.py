"""sequence: which entries of one requirement come in time after those of others."""

from datetime import date
from typing import TYPE_CHECKING

from ..days import ONE_DAY
from ..findings import Counted, Missing, NotCounted, Weighing
from ..grammar import words
from ..grammar.base import Requirement
from ..grammar.gap import Gap, gap_english
from ..grammar.sequence import Sequence
from .evidence import EvidenceKind, by_day

if TYPE_CHECKING:
    from ..case import Case


class SequenceKind(EvidenceKind[Sequence]):
    noun = "entry"

    def weigh(self, node: Sequence, case: "Case", person: str | None) -> Weighing:
        then = case.weighing(node.then, person)
        counted, others = [], list(then.refused)
        for each in then.counted:
            faults = (fault(first, case, person, each.entry.happened_on, node) for first in node.first)
            told = next((fault for fault in faults if fault), "")
            if told:
                text = f"{node.then.common.label} of {words.day(each.entry.happened_on)}: {told}"
                others.append(NotCounted(each.entry, "order", text))
            else:
                counted.append(each)
        return Weighing(tuple(counted), by_day(others))

    def missing(self, node: Sequence, case: "Case", person: str | None, on: date) -> Missing:
        absent = [f for f in node.first if not any(c.from_on <= on for c in case.weighing(f, person).counted)]
        text = f"{node.common.label}: first {words.listed(each.common.label for each in absent)}"
        if not absent:
            text = f"{node.common.label}: {node.then.common.label}"
            text += f", {gap_english(node.gap)} after" if gap_english(node.gap) else " after"
            text += f" {words.listed(each.common.label for each in node.first)}"
        return Missing(node.key, f"{text}.", person)


def fault(first: Requirement, case: "Case", person: str | None, on: date, node: Sequence) -> str:
    """Why nothing that counts for `first` goes before `on` as asked; "" when something does."""
    label = first.common.label
    before = [each for each in case.weighing(first, person).counted if each.entry.happened_on <= on]
    if not before:
        return f"without {label} before it"
    if any(fits(each, on, node.gap, still_in_force=node.still_in_force) for each in before):
        return ""
    last = before[-1]
    if node.still_in_force and last.until_on <= on:
        return f"{label} had run out on {words.day(last.until_on - ONE_DAY)}"
    return f"{(on - last.entry.happened_on).days} days after {label}, {gap_english(node.gap)} asked"


def fits(first: Counted, on: date, gap: Gap, *, still_in_force: bool = False) -> bool:
    happened = first.entry.happened_on
    if still_in_force and not first.from_on <= on < first.until_on:
        return False
    return happened <= on and gap.first_day(happened) <= on <= gap.last_day(happened)
