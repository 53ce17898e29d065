"""case_follow_up: a clinic counts from the day on which its last case was followed up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..days import FOREVER, ONE_DAY, Span, add_days, add_months, slot_of
from ..facts import Entry
from ..findings import Counted, Ending, Findings, Missing, NotCounted, Weighing
from ..grammar import words
from ..grammar.cadence import Cadence, Slotted
from ..grammar.follow_up import CaseFollowUp
from ..timeline import Timeline, combine, holding
from ..verdicts import MET, NOT_MET, NOT_YET_DUE, State
from . import base, slots
from .evidence import Candidate, EvidenceKind, by_day, months_of, refused, spaced, weighed

if TYPE_CHECKING:
    from ..case import Case


@dataclass(frozen=True, slots=True)
class Clinic:
    """Its cases are followed up within [first_on, due_on); it is looked at until `until_on`.

    followed_on: of each case the day, FOREVER where it was not in time.
    """

    entry: Entry
    first_on: date
    due_on: date
    until_on: date
    followed_on: Mapping[str, date]

    @property
    def on(self) -> date:
        return self.entry.happened_on

    @property
    def done_on(self) -> date:
        return max(self.followed_on.values())

    @property
    def waits_until(self) -> date:
        return min(self.done_on, self.due_on, self.until_on)

    def open_cases(self, on: date) -> int:
        return sum(day > on for day in self.followed_on.values())


class CaseFollowUpKind(EvidenceKind[CaseFollowUp]):
    noun = "virtual clinic"

    def cadence(self, node: CaseFollowUp) -> Cadence:
        return node.cadence

    def weigh(self, node: CaseFollowUp, case: "Case", person: str | None) -> Weighing:
        """The clinics with enough cases, from their day; whether they are followed up is asked in `clinics`."""
        return weighed(spaced(self.noun, node.spacing, self._judged(node, case)), months_of(node.cadence))

    def _judged(self, node: CaseFollowUp, case: "Case") -> Iterator[Candidate]:
        for entry, cases in discussed(case):
            if len(cases) < node.min_cases:
                told = f"{words.counted(len(cases), 'case')}, {words.number(node.min_cases)} asked"
                yield refused(self.noun, entry, "cases", told)
            else:
                yield Candidate(entry)

    def clinics(self, node: CaseFollowUp, case: "Case") -> list[Clinic]:
        cases = {entry.ref: told for entry, told in discussed(case)}
        outcomes = _outcomes(node, case)
        return [_clinic(node, case, each, cases[each.entry.ref], outcomes) for each in case.weighing(node).counted]

    def timeline(self, node: CaseFollowUp, case: "Case", person: str | None) -> Timeline:
        if isinstance(node.cadence, Slotted):
            return slots.timeline(case, node.cadence, self.filling(node, case, person))
        clinics = self.clinics(node, case)
        done = [(each.done_on, each.until_on) for each in clinics]
        waiting = [(each.on, each.waits_until) for each in clinics]
        enough = holding(case.start, done, node.cadence.at_least)
        perhaps = holding(case.start, [*done, *waiting], node.cadence.at_least)
        return combine([enough, perhaps], _verdict)

    def filling(self, node: CaseFollowUp, case: "Case", person: str | None) -> slots.Filling:
        assert isinstance(node.cadence, Slotted)
        number, done = node.cadence.per_slot, defaultdict(list)
        for each in self.clinics(node, case):
            if each.done_on < FOREVER:
                done[_slot(node.cadence, case, each.on)].append(each.done_on)
        days = {slot: sorted(found)[number - 1] for slot, found in done.items() if len(found) >= number}
        settled = max((slot[0] for slot in days), default=date.min)
        return slots.Filling(days.get, settled, lambda slot: follow_up_days(node, slot[1] - ONE_DAY)[1])

    def findings(self, node: CaseFollowUp, case: "Case", person: str | None, on: date) -> Findings:
        clinics = [each for each in self.clinics(node, case) if each.on <= on]
        counted = (each for each in clinics if each.done_on <= on < each.until_on)
        waiting = [each for each in clinics if each.on <= on < each.waits_until]
        failed = (_not_in_time(each) for each in clinics if each.due_on <= min(on, each.done_on))
        others = (each for each in case.weighing(node).refused if each.entry.happened_on <= on)
        over = (_over(each) for each in clinics if max(each.done_on, each.until_on) <= on)
        met = case.raw(node).at(on) == MET
        missing = () if met else (*(_missing(node, each, on) for each in waiting),)
        return Findings(
            tuple(Counted(each.entry, each.done_on, each.until_on) for each in counted),
            by_day((*others, *failed, *over)),
            (),
            missing if met or waiting else (self.missing(node, case, person, on),),
        )

    def ending(self, node: CaseFollowUp, case: "Case", person: str | None, on: date) -> Ending:
        clinics = self.clinics(node, case)
        if base.improved(case.raw(node), on):
            done = next((each.entry for each in clinics if each.done_on == on), None)
            return Ending(on, node.key, "begins", f"{node.common.label} is met from {words.day(on)}", None, done)
        failed = next((each for each in clinics if each.due_on == on and each.done_on > on), None)
        if failed:
            return Ending(on, node.key, "follow_up_overdue", _not_in_time(failed).sentence, None, failed.entry)
        ended = next((each for each in clinics if each.until_on == on), None)
        if ended and not isinstance(node.cadence, Slotted):
            text = f"virtual clinic of {words.day(ended.on)} counts for the last time on {words.day(on - ONE_DAY)}"
            return Ending(on, node.key, "expired", text, None, ended.entry)
        begun = next((each.entry for each in clinics if each.on == on), None)
        if begun:
            return Ending(
                on, node.key, "begins", f"virtual clinic of {words.day(on)} is to be followed up", None, begun
            )
        text = f"{node.common.label}: what was due by {words.day(on - ONE_DAY)} is not there"
        return Ending(on, node.key, "slot_over", text)


def discussed(case: "Case") -> Iterable[tuple[Entry, set[str]]]:
    """Of each clinic the first entry, and the cases of the practice discussed on that day."""
    clinics: dict[str, tuple[Entry, set[str]]] = {}
    for entry in case.entries("clinic.case_discussed"):
        first, cases = clinics.setdefault(str(entry.values.get("clinic")), (entry, set()))
        if entry.happened_on == first.happened_on:
            cases.add(str(entry.values.get("case")))
    return clinics.values()


def follow_up_days(node: CaseFollowUp, on: date) -> Span:
    """The days on which a case discussed on `on` is followed up in time."""
    then = add_months(on, node.after_months)
    if node.tolerance_days is None:
        return on, add_days(then, 1)
    return max(on, then - timedelta(days=node.tolerance_days)), add_days(then, node.tolerance_days + 1)


def _outcomes(node: CaseFollowUp, case: "Case") -> Mapping[str, list[date]]:
    outcomes: dict[str, list[date]] = defaultdict(list)
    for entry in case.entries("case.outcome_recorded"):
        if not node.outcomes or entry.values.get("outcome") in node.outcomes:
            outcomes[str(entry.values.get("case"))].append(entry.happened_on)
    return outcomes


def _clinic(
    node: CaseFollowUp, case: "Case", counted: Counted, cases: set[str], outcomes: Mapping[str, Sequence[date]]
) -> Clinic:
    first_on, due_on = follow_up_days(node, counted.from_on)
    in_time = {
        each: next((day for day in outcomes.get(each, ()) if first_on <= day < due_on), FOREVER) for each in cases
    }
    until_on = counted.until_on
    if isinstance(node.cadence, Slotted):
        slot = _slot(node.cadence, case, counted.from_on)
        for _ in range(node.cadence.look_back):
            slot = _slot(node.cadence, case, slot[1])
        until_on = follow_up_days(node, slot[1] - ONE_DAY)[1]
    return Clinic(counted.entry, first_on, due_on, until_on, in_time)


def _slot(cadence: Slotted, case: "Case", on: date) -> Span:
    return slot_of(on, case.framework.contract_year_start, cadence.slots)


def _verdict(states: Sequence[State]) -> State:
    enough, perhaps = states
    if enough == MET:
        return MET
    return NOT_YET_DUE if perhaps == MET else NOT_MET


def _not_in_time(clinic: Clinic) -> NotCounted:
    late = sum(day == FOREVER for day in clinic.followed_on.values())
    told = f"{late} of {len(clinic.followed_on)} cases not followed up by {words.day(clinic.due_on - ONE_DAY)}"
    return NotCounted(clinic.entry, "follow_up", f"virtual clinic of {words.day(clinic.on)}: {told}")


def _over(clinic: Clinic) -> NotCounted:
    told = f"counted until {words.day(clinic.until_on - ONE_DAY)}"
    return NotCounted(clinic.entry, "expired", f"virtual clinic of {words.day(clinic.on)}: {told}")


def _missing(node: CaseFollowUp, clinic: Clinic, on: date) -> Missing:
    last = clinic.due_on - ONE_DAY
    open_ = (
        f"{clinic.open_cases(on)} of {len(clinic.followed_on)} cases of the virtual clinic of {words.day(clinic.on)}"
    )
    days = f"between {words.day(clinic.first_on)} and {words.day(last)}"
    return Missing(node.key, f"Follow-up of {open_}, {days}.", due_on=last)
