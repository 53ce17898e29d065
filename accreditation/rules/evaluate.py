"""A framework applied to a practice's facts, for every day at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .algebra import all_of
from .case import Case
from .facts import Facts
from .grammar.framework import Framework
from .timeline import Timeline, combine
from .verdicts import SATISFIED


@dataclass(frozen=True, slots=True)
class Assessment:
    """`start` and `root` are None for a practice that is not enrolled; then there are no timelines.

    timelines: by key of every requirement of the practice. tiers: by tier code, each with the tiers below it.
    root: the first tier, "is the practice accredited at all". people: by key of a requirement that a person
    meets, then by person. entry_until: the first day after the entry period.
    """

    start: date | None
    root: Timeline | None
    timelines: Mapping[str, Timeline] = field(default_factory=dict)
    tiers: Mapping[str, Timeline] = field(default_factory=dict)
    people: Mapping[str, Mapping[str, Timeline]] = field(default_factory=dict)
    entry_until: date | None = None

    def tier_on(self, day: date) -> str | None:
        """The highest tier satisfied on the day."""
        held = None
        for code, timeline in self.tiers.items():
            state = timeline.at(day)
            if state and state.verdict in SATISFIED:
                held = code
        return held


def evaluate(framework: Framework, facts: Facts) -> Assessment:
    if facts.enrolled_on is None:
        return Assessment(None, None)
    return assess(Case(framework, facts, facts.enrolled_on))


def assess(case: Case) -> Assessment:
    tiers: dict[str, Timeline] = {}
    below: list[Timeline] = []
    for tier in case.framework.tiers:
        below.append(case.timeline(tier.requirement))
        tiers[tier.code] = combine(below, all_of) if len(below) > 1 else below[0]
    timelines = {node.key: case.timeline(node) for node in case.framework.nodes() if not case.is_of_person(node)}
    return Assessment(
        start=case.start,
        root=next(iter(tiers.values())),
        timelines=timelines,
        tiers=tiers,
        people=_people(case),
        entry_until=case.entry_until if case.framework.entry_months else None,
    )


def _people(case: Case) -> Mapping[str, Mapping[str, Timeline]]:
    found: dict[str, dict[str, Timeline]] = {}
    for (key, person), timeline in case.raw_timelines.items():
        if person is not None:
            found.setdefault(key, {})[person] = timeline
    return found
