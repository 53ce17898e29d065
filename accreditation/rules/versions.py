"""Several versions of one framework: which of them governs a practice on which day (rule R29)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .algebra import leaning
from .award import award_period
from .days import FOREVER
from .evaluate import Assessment, evaluate
from .facts import Facts
from .grammar.framework import Framework
from .timeline import Timeline
from .verdicts import NOT_MET, RANK, State


class Policy(StrEnum):
    """How a version follows on the one before it."""

    HARD_CUT = "hard_cut"
    UNTIL_RENEWAL = "until_renewal"
    WHICHEVER_BETTER = "whichever_better"


@dataclass(frozen=True, slots=True)
class Version:
    """`effective_from`: the first day on which it can govern. Of the first version the policy says nothing.

    better_until: for whichever is better, the first day on which the former version counts no longer (None: never).
    """

    framework: Framework
    effective_from: date
    policy: Policy = Policy.HARD_CUT
    better_until: date | None = None


class Governed(NamedTuple):
    """One version governs on the days [from_on, until_on)."""

    from_on: date
    until_on: date
    framework: Framework


def governed(
    versions: Sequence[Version], facts: Facts, award_dates: Iterable[date] = (), tier: str | None = None
) -> tuple[Governed, ...]:
    """Which version governs the practice when, from the first day of the first version on.

    award_dates: the days from which awards were granted or renewed. tier: the one that says which version is
    better; the first tier of each version if None, or where a version does not know it.
    """
    awards, spans = sorted(award_dates), [Governed(date.min, FOREVER, versions[0].framework)]
    assessments = _Assessments(facts)
    for version in sorted(versions[1:], key=lambda each: (each.effective_from, each.framework.version)):
        if version.policy == Policy.WHICHEVER_BETTER:
            spans = _better(spans, version, assessments, tier)
        else:
            renewal = version.policy == Policy.UNTIL_RENEWAL
            spans = _cut(spans, version, _renewed_on(spans, version, awards) if renewal else version.effective_from)
    first = versions[0].effective_from
    cut = (Governed(max(each.from_on, first), each.until_on, each.framework) for each in spans)
    return tuple(_joined(each for each in cut if each.from_on < each.until_on))


def governed_timeline(spans: Sequence[Governed], facts: Facts, tier: str | None = None) -> Timeline | None:
    """The timeline of a tier (None: the first) under whichever version governs; None for a practice not enrolled.

    A tier that a version does not know is not met under it.
    """
    assessments = _Assessments(facts)
    pieces: list[tuple[date, State]] = []
    for from_on, until_on, framework in spans:
        timeline = assessments.timeline(framework, tier, else_first=False)
        if timeline is not None:
            pieces += ((max(began, from_on), state) for began, _, state in _within(timeline, from_on, until_on))
    return Timeline.of(pieces) if pieces else None


def by_version(spans: Sequence[Governed]) -> Mapping[int, list[tuple[date, date]]]:
    """By version number, the days on which it governs."""
    found: dict[int, list[tuple[date, date]]] = {}
    for from_on, until_on, framework in spans:
        found.setdefault(framework.version, []).append((from_on, until_on))
    return found


class _Assessments:
    """The facts under each version, worked out once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.found: dict[int, Assessment] = {}

    def timeline(self, framework: Framework, tier: str | None, *, else_first: bool) -> Timeline | None:
        assessment = self.found.get(framework.version) or evaluate(framework, self.facts)
        self.found[framework.version] = assessment
        if assessment.root is None or tier is None:
            return assessment.root
        unknown = assessment.root if else_first else Timeline.always(assessment.root.start, NOT_MET)
        return assessment.tiers.get(tier, unknown)


def _within(timeline: Timeline, from_on: date, until_on: date) -> Iterable[tuple[date, date, State]]:
    return (part for part in timeline.segments if part.from_on < until_on and part.until_on > from_on)


def _cut(spans: Sequence[Governed], version: Version, on: date) -> list[Governed]:
    before = [Governed(each.from_on, min(each.until_on, on), each.framework) for each in spans if each.from_on < on]
    return before if on == FOREVER else [*before, Governed(on, FOREVER, version.framework)]


def _renewed_on(spans: Sequence[Governed], version: Version, awards: Sequence[date]) -> date:
    """The first award from the version's first day on, or the end of the one before; at once if there was none."""
    starts, before = version.effective_from, [day for day in awards if day < version.effective_from]
    if not before:
        return starts
    former = next(each.framework for each in spans if each.from_on <= before[-1] < each.until_on)
    ends = max(award_period(former, before[-1])[1], starts)
    return min(ends, next((day for day in awards if day >= starts), FOREVER))


def _better(spans: Sequence[Governed], version: Version, assessments: _Assessments, tier: str | None) -> list[Governed]:
    starts, ends = version.effective_from, version.better_until or FOREVER
    new = assessments.timeline(version.framework, tier, else_first=True)
    found = [Governed(each.from_on, min(each.until_on, starts), each.framework) for each in spans]
    for each in spans:
        old = assessments.timeline(each.framework, tier, else_first=True)
        began, ended = max(each.from_on, starts), min(each.until_on, ends)
        days = {began, *(day for line in (old, new) if line for day in line.starts if began < day < ended)}
        for on, until_on in zip(sorted(days), [*sorted(days)[1:], ended], strict=True):
            is_new = _worth(new, on) >= _worth(old, on)
            found.append(Governed(on, until_on, version.framework if is_new else each.framework))
    if ends < FOREVER:
        found.append(Governed(max(starts, ends), FOREVER, version.framework))
    return _joined(sorted((each for each in found if each.from_on < each.until_on), key=lambda each: each.from_on))


def _worth(timeline: Timeline | None, on: date) -> tuple[int, int]:
    """The better verdict first; of two satisfied ones the one that leans on less. Equal: the newer version."""
    state = timeline.at(on) if timeline else None
    return (RANK[state.verdict], -leaning(state)) if state else (-1, 0)


def _joined(spans: Iterable[Governed]) -> list[Governed]:
    joined: list[Governed] = []
    for each in spans:
        if joined and joined[-1].framework is each.framework and joined[-1].until_on == each.from_on:
            joined[-1] = joined[-1]._replace(until_on=each.until_on)
        else:
            joined.append(each)
    return joined
