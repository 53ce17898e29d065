"""visits: which visits count, and how often they must be."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..facts import Entry
from ..findings import Weighing
from ..grammar import words
from ..grammar.cadence import Cadence
from ..grammar.practice import Presence, Visits
from ..matching import assign
from .evidence import Candidate, EvidenceKind, months_of, once_each, refused, spaced, weighed

if TYPE_CHECKING:
    from ..case import Case


class VisitsKind(EvidenceKind[Visits]):
    noun = "visit"

    def cadence(self, node: Visits) -> Cadence:
        return node.cadence

    def weigh(self, node: Visits, case: "Case", person: str | None) -> Weighing:
        judged = once_each(self.noun, "visit", self._judged(node, case.entries("visit.held")))
        return weighed(spaced(self.noun, node.spacing, judged), months_of(node.cadence))

    def _judged(self, node: Visits, entries: list[Entry]) -> Iterator[Candidate]:
        for entry in entries:
            if not node.visit_kinds or entry.values.get("visit_kind") in node.visit_kinds:
                reason, told = fault(node, entry)
                yield refused(self.noun, entry, reason, told) if reason else Candidate(entry)


def fault(node: Visits, entry: Entry) -> tuple[str, str]:
    """The first reason why a visit does not count, with its words; ("", "") when it does."""
    minutes = entry.values.get("minutes") or 0
    if minutes < node.min_minutes:
        return "too_short", f"{minutes} minutes, {node.min_minutes} asked"
    for name, side in (("visitor", node.visitors), ("host", node.hosts)):
        absent = absent_role(side, entry.values.get(f"{name}s") or [])
        if absent:
            stay = f" for {side.min_minutes} minutes" if side.min_minutes else ""
            whose = "came" if name == "visitor" else "of the practice was there"
            return f"{name}_missing", f"no {words.role(absent)} {whose}{stay}"
    done = set(entry.values.get("agenda") or [])
    done = done.intersection(node.agenda) if node.agenda else done
    if len(done) < node.agenda_at_least:
        return "agenda", f"{words.counted(len(done), 'agenda item')} of the menu, {node.agenda_at_least} asked"
    return "", ""


def absent_role(side: Presence, people: list[dict[str, Any]]) -> str:
    """The first asked role that nobody of their own fills; "" when all are there."""
    stayed = [each for each in people if (each.get("minutes") or 0) >= side.min_minutes]
    named = [(str(each.get("person") or f"unnamed {index}"), each.get("role")) for index, each in enumerate(stayed)]
    seats = [[person for person, role in named if role in asked.codes] for asked in side.roles]
    seated = zip(side.roles, assign(seats), strict=True)
    return next((asked.names[0] for asked, person in seated if person is None), "")
