"""external_standing: the last value recorded stands."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..days import FOREVER, ONE_DAY, add_days, validity
from ..facts import Entry
from ..findings import Counted, Ending, Findings, Missing, NotCounted
from ..grammar import words
from ..grammar.standing import ExternalStanding, asked
from ..timeline import Segment, Timeline
from ..verdicts import MET, NOT_MET, UNKNOWN, State
from .base import Kind, improved

if TYPE_CHECKING:
    from ..case import Case


class ExternalStandingKind(Kind[ExternalStanding]):
    def timeline(self, node: ExternalStanding, case: "Case", person: str | None) -> Timeline:
        changes = [(case.start, UNKNOWN)]
        for began, ended, state in standings(node, recorded(node, case)):
            if ended > case.start:
                changes += [(max(began, case.start), state)]
        return Timeline.of(changes)

    def findings(self, node: ExternalStanding, case: "Case", person: str | None, on: date) -> Findings:
        known = [entry for entry in recorded(node, case) if entry.happened_on <= on]
        state = case.raw(node).at(on)
        now = next((entry for entry in reversed(known) if entry.values.get("value") not in node.pending), None)
        pending = tuple(_pending(entry) for entry in known[-1:] if entry is not now)
        if now and state == MET:
            return Findings((Counted(now, now.happened_on, case.raw(node).until(on)),), pending)
        refused = (_refused(node, now, state),) if now else ()
        return Findings((), (*refused, *pending), (), (_missing(node, now),))

    def ending(self, node: ExternalStanding, case: "Case", person: str | None, on: date) -> Ending:
        entry = next((e for e in reversed(recorded(node, case)) if e.happened_on == on), None)
        label = node.common.label
        if improved(case.raw(node), on):
            return Ending(on, node.key, "begins", f"{label} is met from {words.day(on)}", None, entry)
        if entry:
            text = f"{label}: “{words.code(str(entry.values.get('value')))}” from {words.day(on)}"
            return Ending(on, node.key, "changed", text, None, entry)
        return Ending(on, node.key, "expired", f"{label} stands for the last time on {words.day(on - ONE_DAY)}")

    def forgives(self, node: ExternalStanding, case: "Case", on: date, causes: Collection[str]) -> bool:
        """A worse value has not run out."""
        return False


def recorded(node: ExternalStanding, case: "Case") -> list[Entry]:
    return [entry for entry in case.entries("external.recorded") if entry.values.get("scheme") == node.scheme]


def standings(node: ExternalStanding, entries: Sequence[Entry]) -> Iterator[Segment]:
    """What each entry makes of the days until the next, in order."""
    rated, waits_from = UNKNOWN, FOREVER
    for number, entry in enumerate(entries):
        began = entry.happened_on
        ended = entries[number + 1].happened_on if number + 1 < len(entries) else FOREVER
        if entry.values.get("value") in node.pending:
            waits_from = min(waits_from, began)
            until_on = FOREVER if node.pending_days is None else add_days(waits_from, node.pending_days)
        else:
            rated, waits_from = judged(node, entry), FOREVER
            until_on = validity(began, node.valid_months)[1]
        until_on = max(until_on, began)
        yield Segment(began, min(until_on, ended), rated)
        if until_on < ended:
            yield Segment(until_on, ended, UNKNOWN)


def judged(node: ExternalStanding, entry: Entry) -> State:
    level = entry.values.get("level")
    if entry.values.get("value") in node.accepted or (node.min_level and level and level >= node.min_level):
        return MET
    return UNKNOWN if level is None and not node.accepted else NOT_MET


def _pending(entry: Entry) -> NotCounted:
    value = words.code(str(entry.values.get("value")))
    return NotCounted(entry, "pending", f"record of {words.day(entry.happened_on)}: “{value}”, the one before stands")


def _refused(node: ExternalStanding, entry: Entry, state: State | None) -> NotCounted:
    value = words.code(str(entry.values.get("value")))
    told = f"“{value}”, {asked(node)} asked" if state == NOT_MET else f"“{value}”, too long ago or without a level"
    return NotCounted(entry, "value", f"record of {words.day(entry.happened_on)}: {told}")


def _missing(node: ExternalStanding, now: Entry | None) -> Missing:
    found = "nothing recorded" if now is None else f"“{words.code(str(now.values.get('value')))}” recorded last"
    return Missing(node.key, f"{node.common.label}: {found}, {asked(node)} asked.")
