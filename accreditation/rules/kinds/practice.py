"""events, attendance_by_practice, declaration: entries of the practice as a whole."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..facts import Entry
from ..findings import Weighing
from ..grammar.cadence import Cadence
from ..grammar.practice import Declaration, Events, Represented
from ..spans import covers
from .evidence import Candidate, EvidenceKind, cut_short, months_of, once_each, refused, spaced, weighed
from .person import stated_ends, stayed

if TYPE_CHECKING:
    from ..case import Case


class EventsKind(EvidenceKind[Events]):
    noun = "entry"

    def cadence(self, node: Events) -> Cadence:
        return node.cadence

    def weigh(self, node: Events, case: "Case", person: str | None) -> Weighing:
        fitting = (Candidate(entry) for entry in case.entries(node.entry) if self._fits(node, entry))
        spread = spaced(self.noun, node.spacing_days, once_each(self.noun, node.once_per, fitting))
        return weighed(spread, months_of(node.cadence))

    def _fits(self, node: Events, entry: Entry) -> bool:
        return all(entry.values.get(name) in allowed for name, allowed in node.where)


class RepresentedKind(EvidenceKind[Represented]):
    noun = "session"

    def cadence(self, node: Represented) -> Cadence:
        return node.cadence

    def weigh(self, node: Represented, case: "Case", person: str | None) -> Weighing:
        attended = sorted(self._attended(node, case), key=lambda each: (each.entry.happened_on, each.entry.ref))
        once = once_each(self.noun, "session", attended)
        return weighed(spaced(self.noun, node.spacing_days, once), months_of(node.cadence))

    def _attended(self, node: Represented, case: "Case") -> Iterator[Candidate]:
        for person in case.staff:
            spans = case.employed_spans(person, node.roles)
            for entry in case.entries("session.attended", person):
                if entry.values.get("programme") not in node.any_of:
                    continue
                if covers(spans, entry.happened_on):
                    yield stayed(self.noun, entry, node.min_minutes)
                else:
                    yield refused(self.noun, entry, "role", "not in a role asked at this practice that day")


class DeclarationKind(EvidenceKind[Declaration]):
    noun = "declaration"

    def weigh(self, node: Declaration, case: "Case", person: str | None) -> Weighing:
        signed = [e for e in case.entries("declaration.signed") if e.values.get("declaration") in node.any_of]
        weighing = weighed((Candidate(entry) for entry in signed), node.valid_months)
        return cut_short(weighing, stated_ends(signed))
