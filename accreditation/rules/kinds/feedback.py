"""feedback_after_visits: each counted visit is followed by feedback in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..days import FOREVER, ONE_DAY, add_days, validity
from ..facts import Entry
from ..findings import Counted, Ending, Findings, Missing, NotCounted
from ..grammar.practice import Feedback
from ..grammar.words import day as words_of
from ..timeline import Timeline, combine, holding
from ..verdicts import MET, NOT_APPLICABLE, NOT_MET, NOT_YET_DUE, State
from .base import Kind

if TYPE_CHECKING:
    from ..case import Case


@dataclass(frozen=True, slots=True)
class Obligation:
    """Feedback is owed for `visit` before `due_on` (exclusive), and asked about until `over_on`."""

    visit: Entry
    due_on: date
    over_on: date
    given: Entry | None

    @property
    def given_on(self) -> date:
        return self.given.happened_on if self.given else FOREVER


class FeedbackKind(Kind[Feedback]):
    def timeline(self, node: Feedback, case: "Case", person: str | None) -> Timeline:
        """Not met while one is overdue; else met when one is given; else not yet due; nothing to ask: n/a."""
        owed = obligations(node, case)
        overdue = holding(case.start, ((each.due_on, min(each.given_on, each.over_on)) for each in owed))
        given = holding(case.start, ((each.given_on, each.over_on) for each in owed))
        waiting = holding(
            case.start, ((each.visit.happened_on, min(each.given_on, each.due_on, each.over_on)) for each in owed)
        )
        return combine([overdue, given, waiting], _verdict)

    def findings(self, node: Feedback, case: "Case", person: str | None, on: date) -> Findings:
        asked = [each for each in obligations(node, case) if each.visit.happened_on <= on]
        now = [each for each in asked if on < each.over_on]
        return Findings(
            counted=tuple(Counted(e.given, e.given_on, e.over_on) for e in now if e.given and e.given_on <= on),
            not_counted=tuple(_over(each) for each in asked if on >= each.over_on),
            missing=tuple(_missing(node, each) for each in now if each.given_on > on),
        )

    def ending(self, node: Feedback, case: "Case", person: str | None, on: date) -> Ending:
        for each in obligations(node, case):
            visit = f"visit of {words_of(each.visit.happened_on)}"
            if each.due_on == on and each.given_on > on:
                last = words_of(on - ONE_DAY)
                text = f"feedback on the {visit} is overdue: {last} was the last day"
                return Ending(on, node.key, "feedback_overdue", text, None, each.visit)
            if on in (each.given_on, each.over_on, each.visit.happened_on):
                return Ending(on, node.key, "begins", f"what is asked about the {visit} changes", None, each.visit)
        return Ending(on, node.key, "begins", f"{node.common.label} changes")


def obligations(node: Feedback, case: "Case") -> list[Obligation]:
    counted = case.weighing(case.nodes[node.visits]).counted
    return [_obligation(node, each.entry, case) for each in counted]


def _obligation(node: Feedback, visit: Entry, case: "Case") -> Obligation:
    return Obligation(
        visit,
        add_days(visit.happened_on, node.within_days + 1),
        validity(visit.happened_on, node.look_back_months)[1],
        _first_after(visit, case.entries("feedback.given")),
    )


def _first_after(visit: Entry, feedback: list[Entry]) -> Entry | None:
    """The first feedback about this very visit on or after its day."""
    subject = visit.values.get("visit")
    for entry in feedback:
        about = entry.values.get("about") == "visit" and entry.values.get("subject") == subject
        if about and entry.happened_on >= visit.happened_on:
            return entry
    return None


def _verdict(states: Sequence[State]) -> State:
    overdue, given, waiting = (state == MET for state in states)
    if overdue:
        return NOT_MET
    if given:
        return MET
    return NOT_YET_DUE if waiting else NOT_APPLICABLE


def _missing(node: Feedback, owed: Obligation) -> Missing:
    visit, last = words_of(owed.visit.happened_on), words_of(owed.due_on - ONE_DAY)
    return Missing(node.key, f"Feedback on the visit of {visit}, by {last}.", due_on=owed.due_on - ONE_DAY)


def _over(owed: Obligation) -> NotCounted:
    text = f"visit of {words_of(owed.visit.happened_on)}: no longer asked about"
    return NotCounted(owed.visit, "expired", text)
