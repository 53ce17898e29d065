"""supervised and volume: numbers logged, and a sign-off."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..days import FOREVER, ONE_DAY, add_months
from ..facts import Entry
from ..findings import Counted, Ending, Missing, Weighing
from ..grammar import words
from ..grammar.gap import Gap
from ..grammar.person import VERIFICATION
from ..grammar.supervision import Logged, Supervised, Volume
from ..spans import covers
from ..timeline import Timeline, amounting
from ..verdicts import NOT_APPLICABLE, NOT_MET
from .assessors import assessor_fault
from .evidence import Candidate, EvidenceKind, by_day, refused, weighed
from .sequence import fits

if TYPE_CHECKING:
    from ..case import Case

NOUN = "log"


def logs(logged: Logged, entries: Iterable[Entry]) -> Iterator[Candidate]:
    for entry in entries:
        if entry.values.get("activity") not in logged.activities:
            continue
        told = _fault(logged, entry)
        yield refused(NOUN, entry, *told) if told else Candidate(entry)


def _fault(logged: Logged, entry: Entry) -> tuple[str, str] | None:
    supervised, seen = bool(entry.values.get("supervised")), entry.values.get("verification") or 0
    if logged.supervised is not None and supervised != logged.supervised:
        return "supervision", "not under supervision" if logged.supervised else "under supervision"
    if logged.supervised and entry.values.get("supervisor") == entry.person:
        return "supervision", "nobody can supervise themselves"
    if seen < logged.min_verification:
        asked = VERIFICATION[min(logged.min_verification, 3)]
        return "verification", f"{VERIFICATION[min(seen, 3)]}, at least {asked} asked"
    return None


def times(entry: Entry) -> int:
    return int(entry.values.get("count") or 0)


def sum_on(counted: Iterable[Counted], on: date) -> int:
    return sum(times(each.entry) for each in counted if each.from_on <= on < each.until_on)


class SupervisedKind(EvidenceKind[Supervised]):
    """What counts is the sign-off; the log decides whether it may."""

    noun = "sign-off"

    def weigh(self, node: Supervised, case: "Case", person: str | None) -> Weighing:
        log = supervised_log(node, case, person)
        enough = amounting(date.min, ((e.from_on, e.until_on, times(e.entry)) for e in log.counted), node.at_least)
        judged = [
            self._judge(node, case, entry, enough)
            for entry in case.entries("competency.assessed", person)
            if entry.values.get("framework") == node.sign_off.framework
            and (not node.sign_off.topics or entry.values.get("topic") in node.sign_off.topics)
        ]
        weighing = weighed(judged, node.valid_months)
        return Weighing(weighing.counted, by_day((*weighing.refused, *log.refused)))

    def _judge(self, node: Supervised, case: "Case", entry: Entry, enough: Timeline) -> Candidate:
        level, least = entry.values.get("level") or 0, node.sign_off.min_level
        if entry.values.get("result") != "passed":
            return refused(self.noun, entry, "result", "not passed yet")
        if level < least:
            return refused(self.noun, entry, "level", f"level {level}, {least} asked")
        if told := assessor_fault(node.sign_off.assessor, case, entry):
            return refused(self.noun, entry, "assessor", told)
        before = [span for span in enough.spans() if span[0] <= entry.happened_on]
        if not before:
            return refused(self.noun, entry, "too_early", f"before {node.at_least} under supervision were logged")
        last = min(before[-1][1] - ONE_DAY, entry.happened_on)
        late = node.sign_off_within_months
        if late and entry.happened_on > add_months(last, late):
            told = f"more than {words.counted(late, 'month')} after {node.at_least} in {node.months} months"
            return refused(self.noun, entry, "too_late", told)
        return Candidate(entry)

    def missing(self, node: Supervised, case: "Case", person: str | None, on: date) -> Missing:
        have = sum_on(supervised_log(node, case, person).counted, on)
        text = f"{node.common.label}: {min(have, node.at_least)} of {node.at_least} under supervision"
        return Missing(node.key, f"{text}, and the sign-off after them.", person)


def supervised_log(node: Supervised, case: "Case", person: str | None) -> Weighing:
    candidates = logs(node.logged, case.entries("activity.logged", person))
    if node.after is None:
        return weighed(candidates, node.months)
    gap = Gap(at_most_months=node.after_months)
    first, label = case.weighing(node.after, person).counted, node.after.common.label
    limit = f"not within {words.counted(node.after_months, 'month')} after" if node.after_months else "before"
    judged = (
        each
        if each.reason or any(fits(one, each.entry.happened_on, gap) for one in first)
        else refused(NOUN, each.entry, "order", f"{limit} {label}")
        for each in candidates
    )
    return weighed(judged, node.months)


class VolumeKind(EvidenceKind[Volume]):
    noun = NOUN

    def weigh(self, node: Volume, case: "Case", person: str | None) -> Weighing:
        return weighed(self._logs(node, case, person), node.months)

    def _logs(self, node: Volume, case: "Case", person: str | None) -> Iterable[Candidate]:
        if person is not None:
            return logs(node.logged, case.entries("activity.logged", person))
        found = [each for who in case.staff for each in _here(node, case, who)]
        return sorted(found, key=lambda each: (each.entry.happened_on, each.entry.ref))

    def timeline(self, node: Volume, case: "Case", person: str | None) -> Timeline:
        counted = case.weighing(node, person).counted
        parts = ((each.from_on, each.until_on, times(each.entry)) for each in counted)
        timeline = amounting(case.start, parts, _asked(node))
        if node.after is None:
            return timeline
        first, asked_from = _asked_from(node, case, person)
        timeline = timeline.changed(case.start, first, lambda _: NOT_MET)
        return timeline.changed(max(first, case.start), asked_from, lambda _: NOT_APPLICABLE)

    def missing(self, node: Volume, case: "Case", person: str | None, on: date) -> Missing:
        if node.after is not None and on < _asked_from(node, case, person)[0]:
            return Missing(node.key, f"{node.common.label}: first {node.after.common.label}.", person)
        have, asked = sum_on(case.weighing(node, person).counted, on), _asked(node)
        return Missing(node.key, f"{node.common.label}: {have} of {asked} in {node.months} months.", person)

    def ending(self, node: Volume, case: "Case", person: str | None, on: date) -> Ending:
        if node.after is not None and on in _asked_from(node, case, person):
            text = f"{node.common.label} is asked from {words.day(_asked_from(node, case, person)[1])}"
            return Ending(on, node.key, "begins", text, person)
        return super().ending(node, case, person, on)


def _here(node: Volume, case: "Case", person: str) -> Iterator[Candidate]:
    """What somebody did while employed at this practice in a role asked."""
    spans = case.employed_spans(person, node.roles)
    for each in logs(node.logged, case.entries("activity.logged", person)):
        if each.reason or covers(spans, each.entry.happened_on):
            yield each
        else:
            yield refused(NOUN, each.entry, "role", "not in a role asked at this practice that day")


def _asked(node: Volume) -> int:
    return node.at_least * (node.years or 1)


def _asked_from(node: Volume, case: "Case", person: str | None) -> tuple[date, date]:
    """The day of the first entry that counts for `after`, and the day from which the volume is asked."""
    assert node.after is not None
    first = min((each.entry.happened_on for each in case.weighing(node.after, person).counted), default=FOREVER)
    return first, add_months(first, node.after_months)
