"""The same facts under two frameworks: where one practice would stand otherwise, since when, and why. No database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from accreditation.rules.evaluate import Assessment, evaluate
from accreditation.rules.facts import Facts
from accreditation.rules.grammar import Framework
from accreditation.rules.grammar.base import Requirement
from accreditation.rules.proof import explain
from accreditation.rules.verdicts import SATISFIED

YEAR = timedelta(days=365)
DAY = timedelta(days=1)
NOT_ASSESSED = "not assessed"
WORDS = {"met": "met", "not_met": "not met", "not_yet_due": "not yet due", "unknown": "not known"}


class Stretch(NamedTuple):
    """On the days [from_on, until_on) the practice stands differently."""

    from_on: date
    until_on: date
    before: str
    after: str


@dataclass(frozen=True)
class Rehearsed:
    """One practice. `before`, `after`: where it stands on the day. `stretches`: the days of the year up to and
    including it on which the two differ. `why`: the requirements that make the difference, on the last such day.
    """

    before: str
    after: str
    stretches: tuple[Stretch, ...]
    why: tuple[str, ...]

    @property
    def changes_today(self) -> bool:
        return self.before != self.after

    @property
    def changes(self) -> bool:
        return self.changes_today or bool(self.stretches)

    @property
    def days(self) -> int:
        return sum((each.until_on - each.from_on).days for each in self.stretches)


def rehearse(former: Framework | None, latter: Framework, facts: Facts, *, on: date) -> Rehearsed:
    """`former` is None for a framework that is not published yet: then every assessment is new."""
    latter = as_if_in_force(latter, former, facts)
    old = evaluate(former, facts) if former else Assessment(None, None)
    new = evaluate(latter, facts)
    stretches = tuple(stretches_apart(old, new, on + DAY - YEAR, on + DAY))
    last = stretches[-1].until_on - DAY if stretches else on
    why = tuple(_why(former, old, latter, new, facts, last)) if stretches else ()
    return Rehearsed(outcome(old, on), outcome(new, on), stretches, why)


def as_if_in_force(latter: Framework, former: Framework | None, facts: Facts) -> Framework:
    """The framework as if it had been in force for as long as the one before it, or since the practice enrolled."""
    since = former.effective_from if former else facts.enrolled_on
    return replace(latter, effective_from=since) if since else latter


def outcome(assessment: Assessment, day: date) -> str:
    """Where a practice stands on a day, in words: the verdict on the first tier, and the tier reached."""
    state = assessment.root.at(day) if assessment.root else None
    if state is None:
        return NOT_ASSESSED
    words = WORDS.get(state.verdict.value, state.verdict.value.replace("_", " "))
    grace = ", in grace" if state.in_grace else ""
    tier = assessment.tier_on(day) if len(assessment.tiers) > 1 else None
    return f"{words}{grace}{f' ({tier})' if tier else ''}"


def stretches_apart(old: Assessment, new: Assessment, from_on: date, until_on: date) -> Iterator[Stretch]:
    """Neighbours that read alike are one."""
    pending: Stretch | None = None
    for begins, ends in _intervals(old, new, from_on, until_on):
        before, after = outcome(old, begins), outcome(new, begins)
        if pending and pending.until_on == begins and (pending.before, pending.after) == (before, after):
            pending = pending._replace(until_on=ends)
            continue
        if pending:
            yield pending
        pending = Stretch(begins, ends, before, after) if before != after else None
    if pending:
        yield pending


def _intervals(old: Assessment, new: Assessment, from_on: date, until_on: date) -> Iterator[tuple[date, date]]:
    days = {from_on, until_on}
    for assessment in (old, new):
        for timeline in (assessment.root, *assessment.tiers.values()):
            days.update(day for day in (timeline.starts if timeline else ()) if from_on < day < until_on)
    ordered = sorted(days)
    return pairwise(ordered)


def _why(
    former: Framework | None, old: Assessment, latter: Framework, new: Assessment, facts: Facts, day: date
) -> Iterator[str]:
    was = {node.key: node for node in leaves(former)} if former else {}
    is_ = {node.key: node for node in leaves(latter)}
    for key, node in is_.items():
        before, after = _satisfied(old, key, day), _satisfied(new, key, day)
        if after is False and before is not False:
            missing = explain(latter, facts, key, day).missing
            told = f": {missing[0].sentence}" if missing else ""
            yield f"“{node.common.label}” would not be met{told}"
        elif after and before is False:
            yield f"“{node.common.label}” would be met, and is not now"
    for key, node in was.items():
        if key not in is_ and _satisfied(old, key, day) is False:
            yield f"“{node.common.label}” would no longer be asked for, and is not met now"


def leaves(framework: Framework) -> Iterator[Requirement]:
    """The requirements of a practice that are made of no others, and count."""
    of_person = set(framework.keys_of_person())
    for node in framework.nodes():
        made_of_others = any(part.key not in of_person for part in node.parts)
        if node.key not in of_person and not made_of_others and not node.common.informative:
            yield node


def _satisfied(assessment: Assessment, key: str, day: date) -> bool | None:
    """None where there is no such requirement, or no verdict on the day."""
    timeline: Any = assessment.timelines.get(key)
    state = timeline.at(day) if timeline else None
    return None if state is None else state.verdict in SATISFIED
