"""Kinds that rest on entries: each says which entries count, the cadence says on which days that is enough."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from ..days import FOREVER, ONE_DAY, add_months, validity
from ..facts import Entry
from ..findings import Counted, Ending, Findings, Missing, NotCounted, Weighing
from ..grammar import to_english, words
from ..grammar.base import Requirement
from ..grammar.cadence import Cadence, Rolling, Slotted, Spacing
from ..record import record
from ..timeline import Timeline, holding
from ..verdicts import SATISFIED
from . import base, slots

if TYPE_CHECKING:
    from ..case import Case

R = TypeVar("R", bound=Requirement)
ONCE = Rolling(at_least=1, months=None)
ANY = Spacing()


@record
class Candidate:
    """An entry as a kind sees it: refused already with a reason, or still in the running."""

    entry: Entry
    reason: str = ""
    sentence: str = ""


class EvidenceKind(base.Kind[R]):
    noun = "entry"

    def cadence(self, node: R) -> Cadence:
        return ONCE

    def noun_of(self, entry: Entry) -> str:
        return self.noun

    def timeline(self, node: R, case: "Case", person: str | None) -> Timeline:
        cadence = self.cadence(node)
        if isinstance(cadence, Slotted):
            return slots.timeline(case, cadence, self.filling(node, case, person))
        counted = case.weighing(node, person).counted
        return holding(case.start, [(each.from_on, each.until_on) for each in counted], cadence.at_least)

    def filling(self, node: R, case: "Case", person: str | None) -> slots.Filling:
        """How slots are filled, where the cadence is by slots."""
        cadence = self.cadence(node)
        assert isinstance(cadence, Slotted)
        return slots.counting(days_of(case.weighing(node, person).counted), cadence.per_slot)

    def findings(self, node: R, case: "Case", person: str | None, on: date) -> Findings:
        weighing = case.weighing(node, person)
        happened = [each for each in weighing.counted if each.from_on <= on]
        over = tuple(self._over(each) for each in happened if each.until_on <= on)
        others = tuple(each for each in weighing.refused if each.entry.happened_on <= on)
        state = case.raw(node, person).at(on)
        missing = () if state and state.verdict in SATISFIED else (self.missing(node, case, person, on),)
        in_force = tuple(each for each in happened if each.until_on > on)
        return Findings(in_force, by_day((*others, *over)), (), missing)

    def missing(self, node: R, case: "Case", person: str | None, on: date) -> Missing:
        cadence = self.cadence(node)
        if isinstance(cadence, Rolling):
            return Missing(node.key, to_english(node), person)
        slot = slots.lacking(case, cadence, self.filling(node, case, person), on)
        asked = f"{words.counted(cadence.per_slot, self.noun)} that count{'s' if cadence.per_slot == 1 else ''}"
        text = f"{node.common.label}: {asked} between {words.day(slot[0])} and {words.day(slot[1] - ONE_DAY)}."
        return Missing(node.key, text, person, due_on=slot[1] - ONE_DAY)

    def _over(self, counted: Counted) -> NotCounted:
        last = words.day(counted.until_on - ONE_DAY)
        text = f"{self.noun_of(counted.entry)} of {words.day(counted.entry.happened_on)}: counted until {last}"
        return NotCounted(counted.entry, "expired", text)

    def ending(self, node: R, case: "Case", person: str | None, on: date) -> Ending:
        if base.improved(case.raw(node, person), on):
            return self._begins(node, case, person, on)
        ended = next((each for each in case.weighing(node, person).counted if each.until_on == on), None)
        if ended is None:
            text = f"{node.common.label}: what was due by {words.day(on - ONE_DAY)} is not there"
            return Ending(on, node.key, "slot_over", text, person)
        last = words.day(on - ONE_DAY)
        text = f"{self.noun_of(ended.entry)} of {words.day(ended.entry.happened_on)} counts for the last time on {last}"
        return Ending(on, node.key, "expired", text, person, ended.entry)

    def _begins(self, node: R, case: "Case", person: str | None, on: date) -> Ending:
        entry = next((each.entry for each in case.weighing(node, person).counted if each.from_on == on), None)
        return Ending(on, node.key, "begins", f"{node.common.label} is met from {words.day(on)}", person, entry)


def refused(noun: str, entry: Entry, reason: str, told: str) -> Candidate:
    return Candidate(entry, reason, f"{noun} of {words.day(entry.happened_on)}: {told}")


def days_of(counted: Iterable[Counted]) -> list[date]:
    return [each.entry.happened_on for each in counted]


def by_day(not_counted: Iterable[NotCounted]) -> tuple[NotCounted, ...]:
    return tuple(sorted(not_counted, key=lambda each: (each.entry.happened_on, each.entry.ref)))


def once_each(noun: str, name: str, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The same thing (by the value `name`) recorded twice counts once: its first entry in the running."""
    if not name:
        yield from candidates
        return
    seen = set()
    for each in candidates:
        value = each.entry.values.get(name)
        if each.reason or value is None:
            yield each
        elif value in seen:
            yield refused(noun, each.entry, "duplicate", f"the same {name} is already counted")
        else:
            seen.add(value)
            yield each


def spaced(noun: str, spacing: Spacing, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """In date order, one too soon after the last counted one is not counted (8.3.14), nor one too many of a day."""
    return _apart(noun, spacing, candidates) if spacing != ANY else iter(candidates)


def _apart(noun: str, spacing: Spacing, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    last: date | None = None
    that_day = 0
    for each in candidates:
        if each.reason:
            yield each
            continue
        on = each.entry.happened_on
        that_day = that_day if on == last else 0
        reason, told = _crowding(spacing, last, on, that_day)
        if reason:
            yield refused(noun, each.entry, reason, told)
        else:
            last, that_day = on, that_day + 1
            yield each


def _crowding(spacing: Spacing, last: date | None, on: date, that_day: int) -> tuple[str, str]:
    if last is None:
        return "", ""
    since = (on - last).days
    if since < spacing.days:
        return "spacing", f"{since} days after the last counted one, {spacing.days} asked"
    if spacing.months and on < add_months(last, spacing.months):
        asked = words.counted(spacing.months, "month")
        return "spacing", f"{words.counted(since, 'day')} after the last counted one, {asked} asked"
    if spacing.max_per_day and that_day >= spacing.max_per_day:
        return "same_day", f"{words.number(spacing.max_per_day)} of that day counted, no more are"
    return "", ""


def weighed(candidates: Iterable[Candidate], months: int | None) -> Weighing:
    """Those still in the running count, for `months` from their day (None: for ever)."""
    counted, others = [], []
    for each in candidates:
        if each.reason:
            others.append(NotCounted(each.entry, each.reason, each.sentence))
        else:
            from_on, until_on = validity(each.entry.happened_on, months)
            counted.append(Counted(each.entry, from_on, until_on))
    return Weighing(tuple(counted), tuple(others))


def months_of(cadence: Cadence) -> int | None:
    return cadence.months if isinstance(cadence, Rolling) else None


def cut_short(weighing: Weighing, ends: dict[str, date]) -> Weighing:
    """The same with each counted entry over at the end stated for its ref, if that comes first."""
    counted = (
        Counted(each.entry, each.from_on, min(each.until_on, ends.get(each.entry.ref, FOREVER)))
        for each in weighing.counted
    )
    return Weighing(tuple(counted), weighing.refused)
