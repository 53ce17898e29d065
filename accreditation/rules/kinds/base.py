"""What a kind can do. One class per kind; no state."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from ..days import ONE_DAY
from ..findings import Ending, Findings, Weighing
from ..grammar.base import Requirement
from ..timeline import Timeline

if TYPE_CHECKING:
    from ..case import Case

R = TypeVar("R", bound=Requirement)


class Kind(Generic[R]):
    """`person` is None for a requirement of the practice, a person's key for one that a person meets."""

    def timeline(self, node: R, case: "Case", person: str | None) -> Timeline:
        raise NotImplementedError

    def findings(self, node: R, case: "Case", person: str | None, on: date) -> Findings:
        raise NotImplementedError

    def ending(self, node: R, case: "Case", person: str | None, on: date) -> Ending:
        """Why the kind's own timeline changes on `on`."""
        raise NotImplementedError

    def weigh(self, node: R, case: "Case", person: str | None) -> Weighing:
        """The entries looked at; nothing for kinds that rest on their parts."""
        return Weighing()

    def forgives(self, node: R, case: "Case", on: date, causes: Collection[str]) -> bool:
        """Was the requirement, met on the day before, lost on `on` only through one of `causes`?"""
        return "expired" in causes


def improved(timeline: Timeline, on: date) -> bool:
    """Did the timeline go from something else to met on `on`?"""
    before, after = timeline.at(on - ONE_DAY), timeline.at(on)
    return after is not None and after.verdict == "met" and (before is None or before.verdict != "met")
