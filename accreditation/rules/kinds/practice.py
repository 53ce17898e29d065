"""events and declaration: entries of the practice as a whole."""

from typing import TYPE_CHECKING

from ..days import Span
from ..facts import Entry
from ..findings import Weighing
from ..grammar import words
from ..grammar.cadence import Cadence
from ..grammar.practice import Declaration, Events
from ..spans import covers
from .evidence import Candidate, EvidenceKind, cut_short, months_of, once_each, refused, spaced, weighed
from .person import stated_ends

if TYPE_CHECKING:
    from ..case import Case


class EventsKind(EvidenceKind[Events]):
    noun = "entry"

    def cadence(self, node: Events) -> Cadence:
        return node.cadence

    def weigh(self, node: Events, case: "Case", person: str | None) -> Weighing:
        fitting = (Candidate(entry) for entry in case.entries(node.entry) if self._fits(node, entry))
        spread = spaced(self.noun, node.spacing, once_each(self.noun, node.once_per, fitting))
        return weighed(spread, months_of(node.cadence))

    def _fits(self, node: Events, entry: Entry) -> bool:
        return all(entry.values.get(name) in allowed for name, allowed in node.where)


class DeclarationKind(EvidenceKind[Declaration]):
    noun = "declaration"

    def weigh(self, node: Declaration, case: "Case", person: str | None) -> Weighing:
        signed = [e for e in case.entries("declaration.signed") if e.values.get("declaration") in node.any_of]
        weighing = weighed((self._judge(node, case, entry) for entry in signed), node.valid_months)
        return cut_short(weighing, stated_ends(signed))

    def _judge(self, node: Declaration, case: "Case", entry: Entry) -> Candidate:
        if node.signed_from and entry.happened_on < node.signed_from:
            told = f"signed before {words.day(node.signed_from)}"
            return refused(self.noun, entry, "too_early", told)
        if node.signatories and not covers(self._in_role(node, case, entry), entry.happened_on):
            told = f"not signed by {words.roles(node.signatories.names)} of the practice"
            return refused(self.noun, entry, "signatory", told)
        return Candidate(entry)

    def _in_role(self, node: Declaration, case: "Case", entry: Entry) -> list[Span]:
        return case.employed_spans(str(entry.values.get("by")), node.signatories)
