"""Where candidates are looked for, and what every kind's candidates are made with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..case import Case
from ..days import FOREVER, ONE_DAY, add_months
from ..facts import Entry
from ..grammar.base import Requirement, Roles
from ..spans import covers
from ..suppose import SUPPOSED_AT
from .actions import Action, Key
from .offers import Costs, Offers

MOST_DAYS = 14


@dataclass(frozen=True)
class Ground:
    """A practice's case, what is on offer, and the days (`on`, `until`] for it.

    newcomers: by person, how somebody new would come. made: everything that could be done, by key.
    """

    case: Case
    offers: Offers
    on: date
    until: date
    made: dict[Key, Action] = field(default_factory=dict)
    newcomers: dict[str, Action] = field(default_factory=dict)

    def action(self, kind: str, what: str, day: date, minutes: int, person: str = "", **more: Any) -> Action:
        """The same action asked for twice is one."""
        found = Action(kind, what, day, minutes, person, **more)
        return self.made.setdefault(found.key, found)

    @property
    def costs(self) -> Costs:
        return self.offers.costs

    @property
    def practice(self) -> str:
        return self.case.facts.practice

    def is_open(self, day: date) -> bool:
        return self.on < day <= self.until

    def staff(self, node: Requirement) -> list[str]:
        """Who works or worked here; where other practices became part of this one, there too."""
        if self.case.framework.succession and self.case.facts.predecessors:
            return self.case.view(node, self.until).staff
        return self.case.staff

    def works_here(self, person: str, codes: frozenset[str] | None, day: date) -> bool:
        jobs = (job for job in self.case.employments(person) if codes is None or job.role in codes)
        return covers([(job.from_on, job.until_on or FOREVER) for job in jobs], day)

    def in_role(self, roles: Roles | None, day: date) -> tuple[str, tuple[Key, ...]]:
        """Somebody who works here in one of the roles on the day, and what has to be done first: for somebody new, to
        recruit them. An empty name where there is nobody.
        """
        codes = roles.codes if roles else None
        for person in self.case.staff:
            if self.works_here(person, codes, day):
                return person, ()
        for person, action in self.newcomers.items():
            if action.on <= day and (codes is None or action.what in codes):
                return person, (action.key,)
        return "", ()


def entry(
    kind: str, day: date, ref: str, values: Mapping[str, Any], *, person: str | None = None, practice: str | None = None
) -> Entry:
    return Entry(f"supposed {ref}", kind, person, practice, day, SUPPOSED_AT, None, values)


def renewals(ground: Ground, first: date, months: int | None, ends_on: date) -> list[date]:
    """As soon as it can be, again on the last day it covers, and the same from the end of what is held now."""
    days = {first} if ground.is_open(first) else set()
    for day in (first, ends_on - ONE_DAY if first < ends_on < FOREVER else None):
        while months and day is not None and ground.is_open(day):
            days.add(day)
            day = add_months(day, months)
    return sorted(days)[:MOST_DAYS]
