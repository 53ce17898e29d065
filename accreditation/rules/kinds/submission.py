"""submission: for each part of the contract year what came, and whether in time."""

from datetime import date
from typing import TYPE_CHECKING

from ..days import FOREVER, ONE_DAY, Span, add_days, slot_of
from ..facts import Entry
from ..findings import Counted, Ending, Missing, Weighing
from ..grammar import words
from ..grammar.cadence import SLOT_WORDS, Cadence
from ..grammar.submission import Submission
from . import base, slots
from .evidence import Candidate, EvidenceKind, refused, weighed

if TYPE_CHECKING:
    from ..case import Case


class SubmissionKind(EvidenceKind[Submission]):
    noun = "submission"

    def cadence(self, node: Submission) -> Cadence:
        return node.cadence

    def weigh(self, node: Submission, case: "Case", person: str | None) -> Weighing:
        handed_in = [e for e in case.entries("submission.received") if e.values.get("submission") in node.any_of]
        weighing = weighed((self._judge(node, case, entry) for entry in handed_in), None)
        counted = (Counted(e.entry, e.from_on, _until(node, case, e.entry)) for e in weighing.counted)
        return Weighing(tuple(counted), weighing.refused)

    def _judge(self, node: Submission, case: "Case", entry: Entry) -> Candidate:
        slot = period_of(node, case, entry)
        if slot is None:
            told = f"its period does not begin with a {SLOT_WORDS[node.cadence.slots]}"
            return refused(self.noun, entry, "period", told)
        if entry.happened_on < slot[0]:
            return refused(self.noun, entry, "too_early", f"its period begins only on {words.day(slot[0])}")
        if node.complete and not entry.values.get("complete"):
            return refused(self.noun, entry, "incomplete", "not complete")
        if node.accepted and not entry.values.get("accepted"):
            return refused(self.noun, entry, "rejected", "not accepted")
        last = last_day(node, slot)
        allowed = last if node.late == "never" else add_days(last, node.late_days) if node.late_days else FOREVER
        if entry.happened_on > allowed:
            return refused(self.noun, entry, "late", f"due by {words.day(last)}")
        return Candidate(entry)

    def filling(self, node: Submission, case: "Case", person: str | None) -> slots.Filling:
        came: dict[Span, date] = {}
        for each in case.weighing(node).counted:
            slot = period_of(node, case, each.entry)
            assert slot is not None
            came.setdefault(slot, each.from_on)
        settled = max((slot[0] for slot in came), default=date.min)
        return slots.Filling(came.get, settled, lambda slot: add_days(last_day(node, slot), 1))

    def missing(self, node: Submission, case: "Case", person: str | None, on: date) -> Missing:
        slot = slots.lacking(case, node.cadence, self.filling(node, case, person), on)
        last = last_day(node, slot)
        period = f"{words.day(slot[0])} to {words.day(slot[1] - ONE_DAY)}"
        return Missing(node.key, f"{node.common.label}: for {period}, by {words.day(last)}.", person, due_on=last)

    def ending(self, node: Submission, case: "Case", person: str | None, on: date) -> Ending:
        if base.improved(case.raw(node), on):
            return self._begins(node, case, person, on)
        text = f"{node.common.label}: what was due by {words.day(on - ONE_DAY)} is not there"
        return Ending(on, node.key, "slot_over", text)


def _until(node: Submission, case: "Case", entry: Entry) -> date:
    """The first day on which the part it was for is not looked at any more."""
    slot = period_of(node, case, entry)
    assert slot is not None
    for _ in range(node.cadence.look_back):
        slot = slot_of(slot[1], case.framework.contract_year_start, node.cadence.slots)
    return add_days(last_day(node, slot), 1)


def period_of(node: Submission, case: "Case", entry: Entry) -> Span | None:
    """The part of the contract year that begins on the first day the entry names."""
    try:
        began = date.fromisoformat(str(entry.values.get("period")))
    except ValueError:
        return None
    slot = slot_of(began, case.framework.contract_year_start, node.cadence.slots)
    return slot if slot[0] == began else None


def last_day(node: Submission, slot: Span) -> date:
    """The last day in time."""
    ended = slot[1] - ONE_DAY
    if node.due_on is None:
        return add_days(ended, node.due_days)
    this_year = _in_year(ended.year, node.due_on)
    return this_year if this_year >= ended else _in_year(ended.year + 1, node.due_on)


def _in_year(year: int, month_and_day: tuple[int, int]) -> date:
    return date(year, *month_and_day)
