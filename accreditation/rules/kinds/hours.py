"""hours: minutes of learning in force on a day, with caps and a part that must be participatory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ..days import FOREVER
from ..facts import Entry
from ..findings import Counted, Missing, Weighing
from ..grammar import words
from ..grammar.hours import Hours
from ..grammar.person import VERIFICATION
from ..timeline import Timeline
from ..verdicts import MET, NOT_MET, State
from .evidence import Candidate, EvidenceKind, once_each, refused, weighed

if TYPE_CHECKING:
    from ..case import Case

ONCE_BY = {"session.attended": "session", "clinic.attended": "clinic", "visit.attended": "visit"}
ALWAYS_TAKING_PART = frozenset({"clinic.attended", "visit.attended"})


class Sum(NamedTuple):
    """Minutes after all caps, and those of them that were participatory."""

    minutes: int
    participatory: int


class HoursKind(EvidenceKind[Hours]):
    noun = "learning"

    def weigh(self, node: Hours, case: "Case", person: str | None) -> Weighing:
        found = (self._judged(node, case.entries(source, person), source) for source in node.sources)
        candidates = sorted(chain.from_iterable(found), key=lambda each: (each.entry.happened_on, each.entry.ref))
        return weighed(candidates, node.months)

    def _judged(self, node: Hours, entries: list[Entry], source: str) -> Iterator[Candidate]:
        return once_each(self.noun, ONCE_BY.get(source, ""), (self._judge(node, entry) for entry in entries))

    def _judge(self, node: Hours, entry: Entry) -> Candidate:
        seen = entry.values.get("verification", node.min_verification)
        if node.exclude_sponsored and entry.values.get("sponsored"):
            return refused(self.noun, entry, "sponsored", "a sponsored event does not count")
        if seen < node.min_verification:
            asked = VERIFICATION[min(node.min_verification, 3)]
            return refused(self.noun, entry, "verification", f"{VERIFICATION[min(seen, 3)]}, at least {asked} asked")
        return Candidate(entry)

    def timeline(self, node: Hours, case: "Case", person: str | None) -> Timeline:
        return Timeline.of(_changes(node, case.start, case.weighing(node, person).counted))

    def missing(self, node: Hours, case: "Case", person: str | None, on: date) -> Missing:
        counted = case.weighing(node, person).counted
        have = _total(node, (each.entry for each in counted if each.from_on <= on < each.until_on))
        text = f"{node.common.label}: {words.duration(have.minutes)} of {words.duration(node.minutes)} counted"
        if node.participatory_minutes:
            asked = words.duration(node.participatory_minutes)
            text += f", {words.duration(have.participatory)} of {asked} taking part"
        return Missing(node.key, f"{text}.", person)


def _changes(node: Hours, start: date, counted: Iterable[Counted]) -> Iterator[tuple[date, State]]:
    steps: dict[date, list[tuple[Entry, int]]] = defaultdict(list, {start: []})
    for each in counted:
        if each.until_on > start:
            steps[max(each.from_on, start)].append((each.entry, 1))
            steps[each.until_on].append((each.entry, -1))
    steps.pop(FOREVER, None)
    sums = Sums(node)
    for on in sorted(steps):
        for entry, sign in steps[on]:
            sums.add(entry, sign)
        yield on, MET if sums.are_enough() else NOT_MET


class Sums:
    """Running minutes by kind of entry, so that a cap can take hold of each."""

    def __init__(self, node: Hours) -> None:
        self.node = node
        self.caps = dict(node.max_by_source)
        self.minutes: dict[str, int] = defaultdict(int)
        self.participatory: dict[str, int] = defaultdict(int)

    def add(self, entry: Entry, sign: int) -> None:
        minutes = entry.values.get("minutes") or 0
        if self.node.max_per_entry is not None:
            minutes = min(minutes, self.node.max_per_entry)
        self.minutes[entry.kind] += sign * minutes
        if entry.kind in ALWAYS_TAKING_PART or entry.values.get("participatory"):
            self.participatory[entry.kind] += sign * minutes

    def total(self) -> Sum:
        return Sum(self._capped(self.minutes), self._capped(self.participatory))

    def _capped(self, sums: dict[str, int]) -> int:
        return sum(min(minutes, self.caps.get(source, minutes)) for source, minutes in sums.items())

    def are_enough(self) -> bool:
        total = self.total()
        return total.minutes >= self.node.minutes and total.participatory >= self.node.participatory_minutes


def _total(node: Hours, entries: Iterable[Entry]) -> Sum:
    sums = Sums(node)
    for entry in entries:
        sums.add(entry, 1)
    return sums.total()
