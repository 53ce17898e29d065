"""course, credential, attendance: what one person holds."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..days import FOREVER, after_last, validity
from ..facts import Entry
from ..findings import Counted, NotCounted, Weighing
from ..grammar import words
from ..grammar.cadence import Cadence
from ..grammar.equivalence import Equivalence
from ..grammar.person import VERIFICATION, Attendance, Course, Credential
from .evidence import Candidate, EvidenceKind, once_each, refused, spaced, weighed

if TYPE_CHECKING:
    from ..case import Case


class CourseKind(EvidenceKind[Course]):
    noun = "course"

    def weigh(self, node: Course, case: "Case", person: str | None) -> Weighing:
        asked = node.any_of
        taken = [e for e in case.entries("course.completed", person) if e.values.get("course") in asked]
        months = dict(node.months_by_code)
        own = [_Held(self._judge(node, e), months.get(str(e.values.get("course")), node.valid_months)) for e in taken]
        return _weighed(own, _recognised(node, case, person, "course"))

    def _judge(self, node: Course, entry: Entry) -> Candidate:
        seen = entry.values.get("verification", node.min_verification)
        if seen < node.min_verification:
            asked = VERIFICATION[min(node.min_verification, 3)]
            return refused(self.noun, entry, "verification", f"{VERIFICATION[min(seen, 3)]}, at least {asked} asked")
        if node.min_edition and (edition := entry.values.get("edition") or 0) < node.min_edition:
            return refused(self.noun, entry, "edition", f"edition {edition}, {node.min_edition} or later asked")
        if node.min_score and (score := entry.values.get("score") or 0) < node.min_score:
            return refused(self.noun, entry, "score", f"{score} per cent, {node.min_score} asked")
        return Candidate(entry)


class CredentialKind(EvidenceKind[Credential]):
    noun = "credential"

    def weigh(self, node: Credential, case: "Case", person: str | None) -> Weighing:
        held = (e for e in case.entries("credential.verified", person) if e.values.get("credential") in node.any_of)
        months = dict(node.months_by_code)
        own = [_Held(_judge(node, e), months.get(str(e.values.get("credential")), node.valid_months)) for e in held]
        return _weighed(own, _recognised(node, case, person, "credential"))


class _Held(NamedTuple):
    candidate: Candidate
    months: int | None
    note: str = ""


def _weighed(own: list[_Held], recognised: Iterable[_Held]) -> Weighing:
    """Each counts for its own months, but not past the last day it states. `own` come by day."""
    counted, others = [], []
    more = list(recognised)
    for judged, months, note in sorted([*own, *more], key=_by_day) if more else own:
        entry = judged.entry
        if judged.reason:
            others.append(NotCounted(entry, judged.reason, judged.sentence))
        else:
            from_on, until_on = validity(entry.happened_on, months)
            stated = stated_end(entry)
            counted.append(Counted(entry, from_on, stated if stated < until_on else until_on, note))
    return Weighing(tuple(counted), tuple(others))


def _by_day(held: _Held) -> tuple[date, str]:
    return held.candidate.entry.happened_on, held.candidate.entry.ref


def _judge(node: Credential, entry: Entry) -> Candidate:
    level, seen = entry.values.get("level") or 0, entry.values.get("verification") or 0
    if node.min_level and level < node.min_level:
        return refused("credential", entry, "level", f"level {level}, {node.min_level} asked")
    if seen < node.min_verification:
        asked = VERIFICATION[min(node.min_verification, 3)]
        return refused("credential", entry, "verification", f"{VERIFICATION[min(seen, 3)]}, at least {asked} asked")
    return Candidate(entry)


def _recognised(node: Course | Credential, case: "Case", person: str | None, kind: str) -> Iterator[_Held]:
    """Credentials that the framework counts as one of those asked; each as the first it can be counted as."""
    if not case.framework.equivalences:
        return
    found = [each for each in case.framework.equivalences if each.kind == kind and each.code in node.any_of]
    if not found:
        return
    found.sort(key=lambda each: node.any_of.index(each.code))
    months = dict(node.months_by_code)
    for entry in case.entries("credential.verified", person):
        name = entry.values.get("credential")
        fitting = [each for each in found if each.credential == name]
        if not fitting or (kind == "credential" and name in node.any_of):
            continue
        judged = [(each, _as_equivalent(node, each, entry)) for each in fitting]
        as_what, candidate = next((pair for pair in judged if not pair[1].reason), judged[0])
        note = f"“{words.code(str(name))}” counted as “{words.code(as_what.code)}”"
        yield _Held(candidate, months.get(as_what.code, node.valid_months), note)


def _as_equivalent(node: Course | Credential, as_what: Equivalence, entry: Entry) -> Candidate:
    other = f"“{words.code(as_what.code)}”"
    if not as_what.from_on <= entry.happened_on <= as_what.last_on:
        return refused("credential", entry, "equivalence", f"of a day on which it does not count as {other}")
    seen = entry.values.get("verification") or 0
    if seen < as_what.min_verification:
        told = f"{VERIFICATION[min(seen, 3)]}, at least {as_what.asked_verification} asked to count as {other}"
        return refused("credential", entry, "verification", told)
    return _judge(node, entry) if isinstance(node, Credential) else Candidate(entry)


class AttendanceKind(EvidenceKind[Attendance]):
    noun = "session"

    def cadence(self, node: Attendance) -> Cadence:
        return node.cadence

    def weigh(self, node: Attendance, case: "Case", person: str | None) -> Weighing:
        judged = once_each(self.noun, "session", self._judged(node, case.entries("session.attended", person)))
        return weighed(spaced(self.noun, node.spacing, judged), node.cadence.months)

    def _judged(self, node: Attendance, entries: list[Entry]) -> Iterator[Candidate]:
        asked, least = node.any_of, node.min_minutes
        for entry in entries:
            if entry.values.get("programme") in asked:
                yield stayed(self.noun, entry, least)


def stayed(noun: str, entry: Entry, min_minutes: int) -> Candidate:
    minutes = entry.values.get("minutes") or 0
    if minutes < min_minutes:
        return refused(noun, entry, "too_short", f"{minutes} minutes, {min_minutes} asked")
    return Candidate(entry)


def stated_end(entry: Entry) -> date:
    """The first day after the `valid_until` an entry states (its last covered day); FOREVER where it states none."""
    last = entry.values.get("valid_until")
    return after_last(date.fromisoformat(last)) if last else FOREVER


def stated_ends(entries: list[Entry]) -> dict[str, date]:
    return {entry.ref: stated_end(entry) for entry in entries}
