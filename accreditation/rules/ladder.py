"""Which tier is held over time (rule R21): the ladder, what a lost tier falls to, and provisional days (R24)."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from .days import FOREVER, Span
from .evaluate import Assessment
from .grammar.framework import Framework
from .verdicts import SATISFIED, Verdict


class Rung(NamedTuple):
    """`tier` (None: none) on the days [from_on, until_on)."""

    from_on: date
    until_on: date
    tier: str | None


def ladder(assessment: Assessment) -> tuple[Rung, ...]:
    """The highest tier of the ladder that is satisfied, for every day from the assessment's start."""
    return _rungs(assessment, assessment.tier_on)


def kept(framework: Framework, assessment: Assessment, awarded: str) -> tuple[Rung, ...]:
    """What an award of a tier is worth for every day: the tier while it is satisfied.

    When it is lost: the highest satisfied tier before it where the framework says downgrade, else none.
    """
    below = [tier.code for tier in framework.tiers if not tier.addon]
    below = below[: below.index(awarded)] if framework.downgrade and awarded in below else []

    def held(day: date) -> str | None:
        return next((code for code in (awarded, *reversed(below)) if _satisfied(assessment, code, day)), None)

    return _rungs(assessment, held)


def provisional_spans(framework: Framework, assessment: Assessment, tier: str) -> list[Span]:
    """The days of the entry period on which a tier may be held provisionally: allowed, and not yet due.

    They end with the entry period, whatever the verdict is after it.
    """
    if not framework.provisional_tier_allowed or not assessment.entry_until:
        return []
    ends = assessment.entry_until
    waiting = assessment.tiers[tier].spans(Verdict.NOT_YET_DUE)
    return [(began, min(ended, ends)) for began, ended in waiting if began < ends]


def _satisfied(assessment: Assessment, code: str, day: date) -> bool:
    state = assessment.tiers[code].at(day)
    return state is not None and state.verdict in SATISFIED


def _rungs(assessment: Assessment, held: Callable[[date], str | None]) -> tuple[Rung, ...]:
    days = sorted({day for timeline in assessment.tiers.values() for day in timeline.starts})
    rungs: list[Rung] = []
    for day, until_on in zip(days, [*days[1:], FOREVER], strict=True) if days else ():
        tier = held(day)
        if rungs and rungs[-1].tier == tier:
            rungs[-1] = rungs[-1]._replace(until_on=until_on)
        else:
            rungs.append(Rung(day, until_on, tier))
    return tuple(rungs)
