"""registration: what the last look-up at each professional body says, while it is fresh."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..days import FOREVER, ONE_DAY, validity
from ..facts import Entry
from ..findings import Counted, Ending, Findings, Missing, NotCounted
from ..grammar import to_english, words
from ..grammar.competence import Registration
from ..timeline import Timeline, combine
from ..verdicts import MET, NOT_MET, UNKNOWN, State
from .base import Kind

if TYPE_CHECKING:
    from ..case import Case


class RegistrationKind(Kind[Registration]):
    def timeline(self, node: Registration, case: "Case", person: str | None) -> Timeline:
        """Met while a fresh look-up at any body is good; else not met while one is bad; else nobody can say."""
        return combine([_of_body(node, case, each) for each in _looked_up(node, case, person).values()], _best)

    def findings(self, node: Registration, case: "Case", person: str | None, on: date) -> Findings:
        counted, others = [], []
        for entries in _looked_up(node, case, person).values():
            known = [entry for entry in entries if entry.happened_on <= on]
            for entry in known[-1:]:
                reason, told = _fault(node, entry, on)
                if told:
                    others.append(NotCounted(entry, reason, told))
                else:
                    counted.append(Counted(entry, *validity(entry.happened_on, node.within_months)))
        state = case.raw(node, person).at(on)
        missing = () if state == MET else (Missing(node.key, to_english(node), person),)
        return Findings(tuple(counted), tuple(others), (), missing)

    def ending(self, node: Registration, case: "Case", person: str | None, on: date) -> Ending:
        for entries in _looked_up(node, case, person).values():
            for entry in entries:
                if entry.happened_on == on:
                    text = f"the registration is looked up on {words.day(on)}: {words.code(_status(entry))}"
                    return Ending(on, node.key, "looked_up", text, person, entry)
                if validity(entry.happened_on, node.within_months)[1] == on:
                    text = f"the look-up of {words.day(entry.happened_on)} is good until {words.day(on - ONE_DAY)}"
                    return Ending(on, node.key, "expired", text, person, entry)
        return Ending(on, node.key, "begins", f"{node.common.label} changes on {words.day(on)}", person)


def _looked_up(node: Registration, case: "Case", person: str | None) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {body: [] for body in node.any_of}
    for entry in case.entries("registration.checked", person):
        if entry.values.get("body") in found:
            found[str(entry.values["body"])].append(entry)
    return found


def _of_body(node: Registration, case: "Case", entries: Sequence[Entry]) -> Timeline:
    changes: dict[date, State] = {case.start: UNKNOWN}
    next_days = [*(entry.happened_on for entry in entries), FOREVER][1:]
    for entry, next_on in zip(entries, next_days, strict=True):
        from_on, until_on = validity(entry.happened_on, node.within_months)
        until_on = min(until_on, next_on)
        began = max(from_on, case.start)
        if began < until_on:
            changes[began] = MET if _is_good(node, entry) else NOT_MET
            changes[until_on] = UNKNOWN
    changes.pop(FOREVER, None)
    return Timeline.of(sorted(changes.items()))


def _best(states: Sequence[State]) -> State:
    return next((state for state in (MET, NOT_MET) if state in states), UNKNOWN)


def _status(entry: Entry) -> str:
    return str(entry.values.get("status"))


def _is_good(node: Registration, entry: Entry) -> bool:
    return _status(entry) == "active" or (node.accept_conditions and _status(entry) == "conditions")


def _fault(node: Registration, entry: Entry, on: date) -> tuple[str, str]:
    looked_up = f"look-up of {words.day(entry.happened_on)}"
    until_on = validity(entry.happened_on, node.within_months)[1]
    if on >= until_on:
        return "expired", f"{looked_up}: good until {words.day(until_on - ONE_DAY)}"
    if _is_good(node, entry):
        return "", ""
    told = {"conditions": "registered with conditions", "lapsed": "the registration has lapsed"}
    return "status", f"{looked_up}: {told.get(_status(entry), _status(entry))}"
