"""activity_count: reports of the practice, each with its days and its number."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..days import ONE_DAY, Span, add_days, slot_of, validity
from ..facts import Entry
from ..findings import Counted, Missing, Weighing
from ..grammar import words
from ..grammar.activity import ActivityCount
from ..grammar.cadence import SLOT_WORDS, Cadence, Rolling, Slotted
from ..timeline import Timeline
from ..verdicts import MET, NOT_MET, State
from . import slots
from .evidence import Candidate, EvidenceKind, refused, weighed

if TYPE_CHECKING:
    from ..case import Case


class ActivityCountKind(EvidenceKind[ActivityCount]):
    noun = "report"

    def cadence(self, node: ActivityCount) -> Cadence:
        return node.cadence

    def weigh(self, node: ActivityCount, case: "Case", person: str | None) -> Weighing:
        weighing = weighed(self._apart(node, case), None)
        counted = (Counted(e.entry, e.from_on, _until(node, case, e.entry)) for e in weighing.counted)
        return Weighing(tuple(counted), weighing.refused)

    def _apart(self, node: ActivityCount, case: "Case") -> Iterator[Candidate]:
        """No day of an activity is counted twice: the first report about it stands."""
        taken: dict[str, list[Span]] = defaultdict(list)
        for entry in case.entries("activity.counted"):
            activity, days = str(entry.values.get("activity")), days_of(entry)
            if activity not in node.any_of:
                continue
            if isinstance(node.cadence, Slotted) and _slot(node.cadence, case, days) is None:
                told = f"not within one {SLOT_WORDS[node.cadence.slots]}"
                yield refused(self.noun, entry, "period", told)
            elif _take(taken[activity], days):
                yield Candidate(entry)
            else:
                yield refused(self.noun, entry, "overlap", "days of it are already counted in another report")

    def timeline(self, node: ActivityCount, case: "Case", person: str | None) -> Timeline:
        if isinstance(node.cadence, Slotted):
            return slots.timeline(case, node.cadence, self.filling(node, case, person))
        steps: dict[date, int] = defaultdict(int, {case.start: 0})
        for each in case.weighing(node).counted:
            steps[max(each.from_on, case.start)] += number_of(each.entry)
            steps[max(each.until_on, case.start)] -= number_of(each.entry)
        return Timeline.of(_totals(steps, node.at_least))

    def filling(self, node: ActivityCount, case: "Case", person: str | None) -> slots.Filling:
        assert isinstance(node.cadence, Slotted)
        reports: dict[Span, list[Counted]] = defaultdict(list)
        for each in case.weighing(node).counted:
            slot = _slot(node.cadence, case, days_of(each.entry))
            assert slot is not None
            reports[slot].append(each)
        done = {slot: _reached(found, node.at_least) for slot, found in reports.items()}
        settled = max((slot[0] for slot in done), default=date.min)
        return slots.Filling(done.get, settled, lambda slot: add_days(slot[1], node.report_days))

    def missing(self, node: ActivityCount, case: "Case", person: str | None, on: date) -> Missing:
        counted = [each for each in case.weighing(node).counted if each.from_on <= on < each.until_on]
        if isinstance(node.cadence, Rolling):
            reported = sum(number_of(each.entry) for each in counted)
            return Missing(node.key, f"{node.common.label}: {reported} reported, {node.at_least} asked.")
        filling = self.filling(node, case, person)
        slot = slots.lacking(case, node.cadence, filling, on)
        reported = sum(number_of(e.entry) for e in counted if _slot(node.cadence, case, days_of(e.entry)) == slot)
        last = filling.overdue_on(slot) - ONE_DAY
        period = f"{words.day(slot[0])} to {words.day(slot[1] - ONE_DAY)}"
        text = f"{node.common.label}: {reported} reported for {period}, {node.at_least} asked by {words.day(last)}."
        return Missing(node.key, text, due_on=last)


def days_of(entry: Entry) -> Span:
    return date.fromisoformat(entry.values["period_from"]), date.fromisoformat(entry.values["period_until"])


def number_of(entry: Entry) -> int:
    return int(entry.values.get("count") or 0)


def _slot(cadence: Slotted, case: "Case", days: Span) -> Span | None:
    """The slot in which all the days lie."""
    slot = slot_of(days[0], case.framework.contract_year_start, cadence.slots)
    return slot if days[1] <= slot[1] else None


def _until(node: ActivityCount, case: "Case", entry: Entry) -> date:
    """The first day on which the report is not looked at any more."""
    days = days_of(entry)
    if isinstance(node.cadence, Rolling):
        return max(validity(days[1] - ONE_DAY, node.cadence.months)[1], entry.happened_on)
    slot = slot_of(days[0], case.framework.contract_year_start, node.cadence.slots)
    for _ in range(node.cadence.look_back):
        slot = slot_of(slot[1], case.framework.contract_year_start, node.cadence.slots)
    return max(add_days(slot[1], node.report_days), entry.happened_on)


def _take(taken: list[Span], days: Span) -> bool:
    """Add the days to those taken, in order, unless they overlap some."""
    place = bisect_left(taken, days)
    if place and taken[place - 1][1] > days[0]:
        return False
    if place < len(taken) and taken[place][0] < days[1]:
        return False
    taken.insert(place, days)
    return True


def _reached(reports: Sequence[Counted], at_least: int) -> date | None:
    total = 0
    for each in reports:
        total += number_of(each.entry)
        if total >= at_least:
            return each.from_on
    return None


def _totals(steps: dict[date, int], at_least: int) -> Iterator[tuple[date, State]]:
    total = 0
    for day in sorted(steps):
        total += steps[day]
        yield day, MET if total >= at_least else NOT_MET
