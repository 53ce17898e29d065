"""competencies and assessment: what assessors and tests found."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from ..days import Span
from ..facts import Entry
from ..findings import Counted, Missing, Weighing
from ..grammar import words
from ..grammar.cadence import Spacing
from ..grammar.competence import Assessment, Competencies, editions_english
from ..spans import covers, union
from ..timeline import Timeline, holding
from .assessors import assessor_fault
from .evidence import Candidate, EvidenceKind, cut_short, refused, spaced, weighed

if TYPE_CHECKING:
    from ..case import Case


class CompetenciesKind(EvidenceKind[Competencies]):
    noun = "assessment"

    def weigh(self, node: Competencies, case: "Case", person: str | None) -> Weighing:
        asked = dict(node.topics)
        about = (
            entry
            for entry in case.entries("competency.assessed", person)
            if entry.values.get("framework") == node.framework and entry.values.get("topic") in asked
        )
        return weighed((self._judge(node, case, entry, asked) for entry in about), node.valid_months)

    def _judge(self, node: Competencies, case: "Case", entry: Entry, asked: dict[str, int]) -> Candidate:
        edition, level = entry.values.get("edition") or 0, entry.values.get("level") or 0
        least = asked[str(entry.values.get("topic"))]
        if entry.values.get("result") != "passed":
            return refused(self.noun, entry, "result", "not passed yet")
        if not (node.min_edition or edition) <= edition <= (node.max_edition or edition):
            asked_for = editions_english(node).removeprefix(", ")
            return refused(self.noun, entry, "edition", f"edition {edition}, {asked_for} asked")
        if level < least:
            return refused(self.noun, entry, "level", f"level {level}, {least} asked")
        told = assessor_fault(node.assessor, case, entry)
        return refused(self.noun, entry, "assessor", told) if told else Candidate(entry)

    def timeline(self, node: Competencies, case: "Case", person: str | None) -> Timeline:
        spans = _by_topic(case.weighing(node, person).counted).values()
        return holding(case.start, chain.from_iterable(spans), at_least=len(node.topics))

    def missing(self, node: Competencies, case: "Case", person: str | None, on: date) -> Missing:
        spans = _by_topic(case.weighing(node, person).counted)
        absent = [topic for topic, _ in node.topics if not covers(spans.get(topic, []), on)]
        return Missing(node.key, f"{node.common.label}: {words.codes(absent, 'and')} still to be passed.", person)


def _by_topic(counted: tuple[Counted, ...]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for each in counted:
        found[str(each.entry.values["topic"])].append((each.from_on, each.until_on))
    return {topic: union(spans) for topic, spans in found.items()}


class AssessmentKind(EvidenceKind[Assessment]):
    noun = "attempt"

    def weigh(self, node: Assessment, case: "Case", person: str | None) -> Weighing:
        sat = [e for e in case.entries("assessment.taken", person) if e.values.get("assessment") == node.assessment]
        attempts = [Candidate(entry) for entry in sat if _is_attempt(node, entry)]
        in_time = list(_numbered(node, spaced(self.noun, Spacing(days=node.cool_off_days), attempts)))
        judged = [each if each.reason else self._judge(node, each.entry, sat) for each in in_time]
        weighing = weighed(judged, node.valid_months)
        if node.which != "last":
            return weighing
        days = [each.entry for each in in_time if not each.reason]
        return cut_short(weighing, {one.ref: other.happened_on for one, other in pairwise(days)})

    def _judge(self, node: Assessment, entry: Entry, sat: list[Entry]) -> Candidate:
        score = entry.values.get("score") or 0
        if score < node.pass_mark:
            return refused(self.noun, entry, "score", f"{score} per cent, {node.pass_mark} asked")
        if node.improved_by is None:
            return Candidate(entry)
        before = [e for e in sat if e.values.get("part") == "pre" and e.happened_on <= entry.happened_on]
        if not before:
            return refused(self.noun, entry, "no_pre", "no assessment before training to compare it with")
        better = score - (before[-1].values.get("score") or 0)
        if better < node.improved_by:
            return refused(self.noun, entry, "improvement", f"{better} points better, {node.improved_by} asked")
        return Candidate(entry)


def _is_attempt(node: Assessment, entry: Entry) -> bool:
    part = entry.values.get("part") or ""
    return part != "pre" if node.improved_by is None else part == "post"


def _numbered(node: Assessment, attempts: Iterator[Candidate]) -> Iterator[Candidate]:
    """With `max_attempts` (or `first`: one), those after the last allowed one do not count."""
    allowed = 1 if node.which == "first" else node.max_attempts
    number = 0
    for each in attempts:
        number += not each.reason
        if each.reason or allowed is None or number <= allowed:
            yield each
        else:
            yield refused("attempt", each.entry, "attempts", f"the first {words.counted(allowed, 'attempt')} count")
