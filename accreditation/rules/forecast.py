"""What happens if nothing happens, and who must not go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from . import suppose
from .case import Case
from .days import FOREVER, ONE_DAY
from .facts import Facts
from .findings import Ending
from .grammar.base import Common, Requirement
from .grammar.composite import AllOf
from .grammar.framework import Framework
from .timeline import Timeline
from .verdicts import SATISFIED, State


@dataclass(frozen=True, slots=True)
class Change:
    """The verdict becomes `after.verdict` on `on`; `grace_from` when grace comes before that.

    `hangs_on` names the leaf, and the person or entry, behind the first thing that goes (the start of grace
    where there is one): what somebody would have to see to.
    """

    on: date
    before: State
    after: State
    grace_from: date | None
    hangs_on: Ending


@dataclass(frozen=True, slots=True)
class Hold:
    """How long a standing that is satisfied on a day goes on.

    `plain_until` is the first day on which it is lost or met only in grace, `until` the first on which it is lost;
    FOREVER for never.
    """

    plain_until: date
    until: date


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """What would become of the standing without the person, or (with `post`) without them in that post.

    `plain_until` and `until` as in `Hold`; at least one of them is earlier than it would be with the person.
    """

    person: str
    post: str | None
    plain_until: date
    until: date


def next_change(framework: Framework, facts: Facts, on: date, tier: str = "") -> Change | None:
    """The next day on which the verdict of the tier (the first, if none is named) changes if nothing happens.

    Going into or out of grace is no change of verdict. None if it never changes, or without a timeline on `on`.
    """
    if facts.enrolled_on is None:
        return None
    case = Case(framework, facts, facts.enrolled_on)
    root = asked_by(framework, tier)
    timeline = case.timeline(root)
    before = timeline.at(on)
    change = _next_verdict(timeline, on)
    if before is None or change is None:
        return None
    after = timeline.at(change)
    assert after is not None
    last = timeline.since(change - ONE_DAY)
    grace_from = last if last > on and (held := timeline.at(last)) and held.in_grace else None
    return Change(change, before, after, grace_from, case.ending(root, None, grace_from or change))


def coming_changes(framework: Framework, facts: Facts, on: date, until: date, tier: str = "") -> tuple[Change, ...]:
    """Every change of state after `on` and up to and including `until`, if nothing happens; grace is one too."""
    if facts.enrolled_on is None:
        return ()
    case = Case(framework, facts, facts.enrolled_on)
    root = asked_by(framework, tier)
    timeline = case.timeline(root)
    return tuple(
        Change(part.from_on, before, part.state, None, case.ending(root, None, part.from_on))
        for part in timeline.segments
        if on < part.from_on <= until and (before := timeline.at(part.from_on - ONE_DAY)) is not None
    )


def asked_by(framework: Framework, tier: str = "") -> Requirement:
    """What the tier (the first, if none is named) asks: its own requirement with those of every tier it includes."""
    asked = next((each for each in framework.tiers if each.code == tier), framework.tiers[0])
    codes = (*asked.includes, asked.code)
    nodes = tuple(each.requirement for each in framework.tiers if each.code in codes)
    return (
        nodes[0] if len(nodes) == 1 else AllOf(Common(f"tier:{tier}", asked.label), of_person=False, requirements=nodes)
    )


def timeline_of(framework: Framework, facts: Facts, tier: str = "") -> Timeline | None:
    """The tier's timeline alone, without working out what it does not ask. None before enrolment."""
    if facts.enrolled_on is None:
        return None
    return Case(framework, facts, facts.enrolled_on).timeline(asked_by(framework, tier))


def hold(timeline: Timeline | None, on: date) -> Hold | None:
    """None if the standing is not satisfied on the day."""
    state = timeline.at(on) if timeline else None
    if timeline is None or state is None or state.verdict not in SATISFIED:
        return None
    later = [part for part in timeline.segments if part.from_on > on]
    until = next((part.from_on for part in later if part.state.verdict not in SATISFIED), FOREVER)
    plain = (part.from_on for part in later if part.state.verdict not in SATISFIED or part.state.in_grace)
    return Hold(on if state.in_grace else next(plain, FOREVER), until)


def single_points(framework: Framework, facts: Facts, on: date, until: date, tier: str = "") -> tuple[SinglePoint, ...]:
    """Who, working here on `on` for the last time, would end the standing or turn it to grace by `until` (included).

    And who would by giving up a named post. The earliest first, then by person. Nobody for a standing that is not
    satisfied on `on`: there is nothing to lose.
    """
    held = hold(timeline_of(framework, facts, tier), on)
    if held is None:
        return ()
    gone_from = on + ONE_DAY
    found = []
    for person, post in _holders(facts, on):
        without = suppose.gives_up(facts, person, post, gone_from) if post else suppose.leaves(facts, person, gone_from)
        left = hold(timeline_of(framework, without, tier), on) or Hold(on, on)
        loses = left.plain_until < held.plain_until or left.until < held.until
        if loses and (left.plain_until if left.plain_until > on else left.until) <= until:
            found.append(SinglePoint(person, post, left.plain_until, left.until))
    return tuple(sorted(found, key=lambda each: (each.plain_until, each.until, each.person, each.post or "")))


def _holders(facts: Facts, on: date) -> Iterator[tuple[str, str | None]]:
    """Each person working here on the day, and each named post that one of them is in."""
    at_work = {row.person for row in facts.employments if row.from_on <= on < (row.until_on or FOREVER)}
    yield from ((person, None) for person in sorted(at_work))
    posts = {(row.person, row.lead_role) for row in facts.leads if row.from_on <= on < (row.until_on or FOREVER)}
    yield from ((person, post) for person, post in sorted(posts) if person in at_work)


def _next_verdict(timeline: Timeline, on: date) -> date | None:
    """The first day after `on` with another verdict; going into or out of grace is not one."""
    now = timeline.at(on)
    for segment in timeline.segments:
        if now and segment.from_on > on and segment.state.verdict != now.verdict:
            return segment.from_on
    return None
