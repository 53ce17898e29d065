"""A framework applied to a practice's facts, for every day at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .case import Case
from .facts import Facts
from .grammar.framework import Framework
from .timeline import Timeline
from .verdicts import SATISFIED


@dataclass(frozen=True, slots=True)
class Assessment:
    """`start` and `root` are None for a practice that is not enrolled; then there are no timelines.

    timelines: by key of every requirement of the practice. tiers: by tier code, each with the tiers it includes.
    root: the first tier, "is the practice accredited at all". people: by key of a requirement that a person
    meets, then by person. entry_until: the first day after the entry period.
    """

    start: date | None
    root: Timeline | None
    timelines: Mapping[str, Timeline] = field(default_factory=dict)
    tiers: Mapping[str, Timeline] = field(default_factory=dict)
    people: Mapping[str, Mapping[str, Timeline]] = field(default_factory=dict)
    entry_until: date | None = None
    addons: frozenset[str] = frozenset()

    def tier_on(self, day: date) -> str | None:
        """The highest tier of the ladder satisfied on the day."""
        held = [code for code in self._satisfied(day) if code not in self.addons]
        return held[-1] if held else None

    def addons_on(self, day: date) -> tuple[str, ...]:
        """The add-ons satisfied on the day."""
        return tuple(code for code in self._satisfied(day) if code in self.addons)

    def _satisfied(self, day: date) -> list[str]:
        states = ((code, timeline.at(day)) for code, timeline in self.tiers.items())
        return [code for code, state in states if state and state.verdict in SATISFIED]


def evaluate(framework: Framework, facts: Facts) -> Assessment:
    if facts.enrolled_on is None:
        return Assessment(None, None)
    return assess(Case(framework, facts, facts.enrolled_on))


def assess(case: Case) -> Assessment:
    tiers = {tier.code: case.tier(tier.code) for tier in case.framework.tiers}
    timelines = {node.key: case.timeline(node) for node in case.framework.nodes() if not case.is_of_person(node)}
    return Assessment(
        start=case.start,
        root=next(iter(tiers.values())),
        timelines=timelines,
        tiers=tiers,
        people=_people(case),
        entry_until=case.entry_until if case.framework.entry_months else None,
        addons=frozenset(tier.code for tier in case.framework.tiers if tier.addon),
    )


def _people(case: Case) -> Mapping[str, Mapping[str, Timeline]]:
    found: dict[str, dict[str, Timeline]] = {}
    for key, person in case.places:
        if person is not None:
            found.setdefault(key, {})[person] = case.timeline(case.nodes[key], person)
    return found
