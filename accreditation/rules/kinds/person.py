"""course, credential, attendance: what one person holds."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..days import after_last
from ..facts import Entry
from ..findings import Weighing
from ..grammar.cadence import Cadence
from ..grammar.person import VERIFICATION, Attendance, Course, Credential
from .evidence import Candidate, EvidenceKind, cut_short, once_each, refused, spaced, weighed

if TYPE_CHECKING:
    from ..case import Case


class CourseKind(EvidenceKind[Course]):
    noun = "course"

    def weigh(self, node: Course, case: "Case", person: str | None) -> Weighing:
        taken = (e for e in case.entries("course.completed", person) if e.values.get("course") in node.any_of)
        return weighed((self._judge(node, entry) for entry in taken), node.valid_months)

    def _judge(self, node: Course, entry: Entry) -> Candidate:
        edition, score = entry.values.get("edition") or 0, entry.values.get("score") or 0
        if node.min_edition and edition < node.min_edition:
            return refused(self.noun, entry, "edition", f"edition {edition}, {node.min_edition} or later asked")
        if node.min_score and score < node.min_score:
            return refused(self.noun, entry, "score", f"{score} per cent, {node.min_score} asked")
        return Candidate(entry)


class CredentialKind(EvidenceKind[Credential]):
    noun = "credential"

    def weigh(self, node: Credential, case: "Case", person: str | None) -> Weighing:
        held = [e for e in case.entries("credential.verified", person) if e.values.get("credential") in node.any_of]
        weighing = weighed((self._judge(node, entry) for entry in held), node.valid_months)
        return cut_short(weighing, stated_ends(held))

    def _judge(self, node: Credential, entry: Entry) -> Candidate:
        level, seen = entry.values.get("level") or 0, entry.values.get("verification") or 0
        if node.min_level and level < node.min_level:
            return refused(self.noun, entry, "level", f"level {level}, {node.min_level} asked")
        if seen < node.min_verification:
            asked = VERIFICATION[min(node.min_verification, 3)]
            return refused(self.noun, entry, "verification", f"{VERIFICATION[min(seen, 3)]}, at least {asked} asked")
        return Candidate(entry)


class AttendanceKind(EvidenceKind[Attendance]):
    noun = "session"

    def cadence(self, node: Attendance) -> Cadence:
        return node.cadence

    def weigh(self, node: Attendance, case: "Case", person: str | None) -> Weighing:
        judged = once_each(self.noun, "session", self._judged(node, case.entries("session.attended", person)))
        return weighed(spaced(self.noun, node.spacing_days, judged), node.cadence.months)

    def _judged(self, node: Attendance, entries: list[Entry]) -> Iterator[Candidate]:
        for entry in entries:
            if entry.values.get("programme") in node.any_of:
                yield stayed(self.noun, entry, node.min_minutes)


def stayed(noun: str, entry: Entry, min_minutes: int) -> Candidate:
    minutes = entry.values.get("minutes") or 0
    if minutes < min_minutes:
        return refused(noun, entry, "too_short", f"{minutes} minutes, {min_minutes} asked")
    return Candidate(entry)


def stated_ends(entries: list[Entry]) -> dict[str, date]:
    """By ref, the first day after the `valid_until` an entry states (its last covered day)."""
    stated = ((entry.ref, entry.values.get("valid_until")) for entry in entries)
    return {ref: after_last(date.fromisoformat(last)) for ref, last in stated if last}
