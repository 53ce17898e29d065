"""Several versions of one framework: which of them governs a practice on which day (rule R29)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .algebra import leaning
from .award import award_period
from .days import FOREVER, Span
from .evaluate import Assessment, evaluate
from .facts import Facts
from .grammar.framework import Framework
from .timeline import Timeline
from .verdicts import NOT_MET, RANK, State


class Policy(StrEnum):
    """How a version follows on the one before it."""

    FROM_DATE = "from_date"
    UNTIL_RENEWAL = "until_renewal"
    WHICHEVER_BETTER = "whichever_better"


@dataclass(frozen=True, slots=True)
class Version:
    """`effective_from`: the first day on which it can govern. Of the first version the policy says nothing.

    former_until: the first day on which the former version counts no longer, whatever the policy (None: never).
    """

    framework: Framework
    effective_from: date
    policy: Policy = Policy.FROM_DATE
    former_until: date | None = None


@dataclass(frozen=True, slots=True)
class Awards:
    """What was decided on a practice, in days, each ascending.

    granted: the first day of each award granted or renewed. ended: the first day without one, where it was taken away,
    lapsed or ended with the practice. tiers: the tier held from a day on, empty for none.
    """

    granted: tuple[date, ...] = ()
    ended: tuple[date, ...] = ()
    tiers: tuple[tuple[date, str], ...] = ()

    def tier_on(self, day: date) -> str:
        held = [tier for from_on, tier in self.tiers if from_on <= day]
        return held[-1] if held else ""


class Governed(NamedTuple):
    """One version governs on the days [from_on, until_on)."""

    from_on: date
    until_on: date
    framework: Framework


def governed(
    versions: Sequence[Version], facts: Facts, award_dates: Iterable[date] = (), tier: str | None = None
) -> tuple[Governed, ...]:
    """`governing` for a practice that was granted or renewed an award on these days, and never lost one.

    tier: the one that says which version is better; the first tier of each version if None.
    """
    days = tuple(sorted(award_dates))
    return governing(versions, _Assessments(facts).of, Awards(days, (), ((date.min, tier),) if tier else ()))


def governing(
    versions: Sequence[Version], assessed: Callable[[Framework], Assessment], awards: Awards
) -> tuple[Governed, ...]:
    """Which version governs the practice when, from the first day of the first version on.

    assessed: the practice under a version; asked only where a policy needs it. Better is what is better for the tier
    held on the day, or for the first tier of each version: for a practice that holds none, or where it knows no such.
    """
    first, *later = sorted(versions, key=lambda each: (each.effective_from, each.framework.version))
    spans = [Governed(date.min, FOREVER, first.framework)]
    for version in later:
        if version.policy == Policy.WHICHEVER_BETTER:
            spans = _better(spans, version, assessed, awards)
        else:
            renewal = version.policy == Policy.UNTIL_RENEWAL
            spans = _cut(spans, version, _renewed_on(spans, version, awards) if renewal else version.effective_from)
    starts = first.effective_from
    cut = (Governed(max(each.from_on, starts), each.until_on, each.framework) for each in spans)
    return tuple(_joined(each for each in cut if each.from_on < each.until_on))


def governed_timeline(spans: Sequence[Governed], facts: Facts, tier: str | None = None) -> Timeline | None:
    """The timeline of a tier (None: the first) under whichever version governs; None for a practice not enrolled.

    A tier that a version does not know is not met under it.
    """
    assessments = _Assessments(facts)
    pieces: list[tuple[date, State]] = []
    for from_on, until_on, framework in spans:
        timeline = _tier_line(assessments.of(framework), tier, else_first=False)
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

    def of(self, framework: Framework) -> Assessment:
        if framework.version not in self.found:
            self.found[framework.version] = evaluate(framework, self.facts)
        return self.found[framework.version]


def _tier_line(assessment: Assessment, tier: str | None, *, else_first: bool) -> Timeline | None:
    if assessment.root is None or not tier:
        return assessment.root
    unknown = assessment.root if else_first else Timeline.always(assessment.root.start, NOT_MET)
    return assessment.tiers.get(tier, unknown)


def _within(timeline: Timeline, from_on: date, until_on: date) -> Iterable[tuple[date, date, State]]:
    return (part for part in timeline.segments if part.from_on < until_on and part.until_on > from_on)


def _cut(spans: Sequence[Governed], version: Version, on: date) -> list[Governed]:
    before = [Governed(each.from_on, min(each.until_on, on), each.framework) for each in spans if each.from_on < on]
    return before if on == FOREVER else [*before, Governed(on, FOREVER, version.framework)]


def _renewed_on(spans: Sequence[Governed], version: Version, awards: Awards) -> date:
    """The first award from the version's first day on, or the end of the one before; at once if none was held."""
    starts = version.effective_from
    period = _period_before(spans, awards, starts)
    if period is None:
        return starts
    lost = (day for day in awards.ended if day > period[0])
    renewed = (day for day in awards.granted if day >= starts)
    ends = min(period[1], next(lost, FOREVER), next(renewed, FOREVER), version.former_until or FOREVER)
    return max(ends, starts)


def _period_before(spans: Sequence[Governed], awards: Awards, starts: date) -> Span | None:
    """The last award before the day, each by the version that governed when it was granted."""
    period: Span | None = None
    for day in awards.granted:
        if day >= starts:
            break
        is_lost = period is not None and any(period[0] < ended <= day for ended in awards.ended)
        framework = next(each.framework for each in spans if each.from_on <= day < each.until_on)
        period = award_period(framework, day, None if is_lost else period)
    return period


def _better(
    spans: Sequence[Governed], version: Version, assessed: Callable[[Framework], Assessment], awards: Awards
) -> list[Governed]:
    starts, ends = version.effective_from, max(version.former_until or FOREVER, version.effective_from)
    new = assessed(version.framework)
    found = [Governed(each.from_on, min(each.until_on, starts), each.framework) for each in spans]
    for each in spans:
        old = assessed(each.framework)
        began, ended = max(each.from_on, starts), min(each.until_on, ends)
        days = sorted({began, *(day for day in _changes(old, new, awards) if began < day < ended)})
        for on, until_on in zip(days, [*days[1:], ended], strict=True):
            tier = awards.tier_on(on)
            is_new = _worth(new, tier, on) >= _worth(old, tier, on)
            found.append(Governed(on, until_on, version.framework if is_new else each.framework))
    if ends < FOREVER:
        found.append(Governed(ends, FOREVER, version.framework))
    return _joined(sorted((each for each in found if each.from_on < each.until_on), key=lambda each: each.from_on))


def _changes(old: Assessment, new: Assessment, awards: Awards) -> Iterable[date]:
    yield from (day for day, _tier in awards.tiers)
    for assessment in (old, new):
        for timeline in (assessment.root, *assessment.tiers.values()):
            yield from timeline.starts if timeline else ()


def _worth(assessment: Assessment, tier: str, on: date) -> tuple[int, int]:
    """The better verdict first; of two satisfied ones the one that leans on less. Equal: the newer version."""
    timeline = _tier_line(assessment, tier, else_first=True)
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
