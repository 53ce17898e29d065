"""attendance_by_practice: which events count, and who of the practice was there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..algebra import all_of
from ..facts import Entry
from ..findings import Counted, Missing, Weighing
from ..grammar import words
from ..grammar.base import Roles
from ..grammar.cadence import Cadence, Rolling
from ..grammar.represented import CLINICS, SESSIONS, Represented
from ..matching import assign
from ..spans import covers
from ..timeline import Timeline, combine, holding
from ..verdicts import MET
from . import slots
from .evidence import Candidate, EvidenceKind, days_of, months_of, once_each, refused, spaced, weighed
from .person import stayed

if TYPE_CHECKING:
    from ..case import Case

ENTRIES = {SESSIONS: "session.attended", CLINICS: "clinic.attended"}
Occasion = tuple[str, str, date]  # kind of entry, session or clinic, day
Present = Mapping[Occasion, Sequence[Entry]]


class RepresentedKind(EvidenceKind[Represented]):
    noun = "session"

    def noun_of(self, entry: Entry) -> str:
        return "virtual clinic" if entry.kind == ENTRIES[CLINICS] else self.noun

    def cadence(self, node: Represented) -> Cadence:
        return node.cadence

    def weigh(self, node: Represented, case: "Case", person: str | None) -> Weighing:
        attended = sorted(self._attended(node, case), key=lambda each: (each.entry.happened_on, each.entry.ref))
        judged = self._together(node, case, attended)
        once = once_each(self.noun, "session", once_each("virtual clinic", "clinic", judged))
        return weighed(spaced(self.noun, node.spacing, once), months_of(node.cadence))

    def _attended(self, node: Represented, case: "Case") -> Iterator[Candidate]:
        for person in case.staff:
            spans = case.employed_spans(person, node.roles)
            for entry in attendances(node, case, person):
                if covers(spans, entry.happened_on):
                    yield stayed(self.noun_of(entry), entry, node.min_minutes)
                else:
                    told = "not in a role asked at this practice that day"
                    yield refused(self.noun_of(entry), entry, "role", told)

    def _together(self, node: Represented, case: "Case", attended: Sequence[Candidate]) -> Iterator[Candidate]:
        present = by_occasion(attended)
        faults: dict[Occasion, str] = {}
        for each in attended:
            here = occasion(each.entry)
            if not each.reason and here not in faults:
                faults[here] = fault(node, case, present[here])
            if each.reason or not faults[here]:
                yield each
            else:
                yield refused(self.noun_of(each.entry), each.entry, "together", faults[here])

    def timeline(self, node: Represented, case: "Case", person: str | None) -> Timeline:
        if not node.over_time:
            return super().timeline(node, case, person)
        if isinstance(node.cadence, Rolling):
            each_role = [_rolling(case, self._with(node, case, asked)) for asked in node.over_time]
            return combine([super().timeline(node, case, person), *each_role], all_of)
        return slots.timeline(case, node.cadence, self.filling(node, case, person))

    def filling(self, node: Represented, case: "Case", person: str | None) -> slots.Filling:
        with_each = [slots.counting(days_of(self._with(node, case, asked)), 1) for asked in node.over_time]
        return slots.all_filled([super().filling(node, case, person), *with_each])

    def _with(self, node: Represented, case: "Case", asked: Roles) -> list[Counted]:
        """The counted events at which somebody in the role represented the practice."""
        present = by_occasion(list(self._attended(node, case)))
        return [
            each for each in case.weighing(node).counted if _held_by_one(case, asked, present[occasion(each.entry)])
        ]

    def missing(self, node: Represented, case: "Case", person: str | None, on: date) -> Missing:
        """Where enough events count, who was at none of them."""
        plain = super().missing(node, case, person, on)
        if not node.over_time:
            return plain
        if isinstance(node.cadence, Rolling):
            enough = super().timeline(node, case, person).at(on) == MET
            seen = [_rolling(case, self._with(node, case, asked)).at(on) == MET for asked in node.over_time]
        else:
            slot = slots.lacking(case, node.cadence, self.filling(node, case, person), on)
            enough = super().filling(node, case, person).done_by(slot, on)
            withs = [slots.counting(days_of(self._with(node, case, asked)), 1) for asked in node.over_time]
            seen = [filling.done_by(slot, on) for filling in withs]
        if not enough:
            return plain
        absent = [asked.names[0] for asked, there in zip(node.over_time, seen, strict=True) if not there]
        return Missing(node.key, f"{node.common.label}: {words.roles(absent, 'and')} at one of them.")


def attendances(node: Represented, case: "Case", person: str) -> Iterator[Entry]:
    for events in node.events:
        for entry in case.entries(ENTRIES[events], person):
            if events == CLINICS:
                fits = entry.values.get("side") == "practice"
            else:
                fits = not node.any_of or entry.values.get("programme") in node.any_of
            if fits:
                yield entry


def occasion(entry: Entry) -> Occasion:
    """An event on a day: entries about it that say another day are another occasion."""
    return entry.kind, str(entry.values.get("session") or entry.values.get("clinic")), entry.happened_on


def by_occasion(attended: Sequence[Candidate]) -> Present:
    present: dict[Occasion, list[Entry]] = defaultdict(list)
    for each in attended:
        if not each.reason:
            present[occasion(each.entry)].append(each.entry)
    return present


def fault(node: Represented, case: "Case", present: Sequence[Entry]) -> str:
    """Why those who were there are not who is asked; "" when they are."""
    people = sorted({str(entry.person) for entry in present})
    if len(people) < node.representatives:
        return f"{len(people)} of the practice were there, {node.representatives} asked"
    on = present[0].happened_on
    seats = [[who for who in people if covers(case.employed_spans(who, asked), on)] for asked in node.together]
    for asked, seated in zip(node.together, assign(seats), strict=True):
        if seated is None:
            return f"no {words.role(asked.names[0])} of the practice was there"
    return ""


def _held_by_one(case: "Case", asked: Roles, present: Sequence[Entry]) -> bool:
    return any(covers(case.employed_spans(str(entry.person), asked), entry.happened_on) for entry in present)


def _rolling(case: "Case", counted: Sequence[Counted]) -> Timeline:
    return holding(case.start, ((each.from_on, each.until_on) for each in counted))
