"""The facts of the engine, as known at a moment: everything ever recorded, with the moments it was known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from accreditation import gathering
from accreditation.gathering import Merge
from accreditation.models import Framework
from accreditation.rules import facts as rules
from accreditation.rules.needs import ALL, only
from practices.models import Practice

ENROLLED = "practice.enrolled"
WAIVED = "requirement.waived"


@dataclass(frozen=True)
class History:
    """All that was ever recorded of a practice and of whoever ever worked there, and which records are of one person;
    `facts` without a day of enrolment, and with nobody merged.

    The day of enrolment differs by framework and by moment, so it is read from the entries each time it is asked for.
    """

    facts: rules.Facts
    merges: tuple[Merge, ...] = ()

    def as_known_at(self, moment: datetime, framework_key: str, needs: frozenset[str] = ALL) -> rules.Facts:
        """What was known at the moment (included) and bears on the framework: of people, only those known to have
        worked here; of other practices, only those known to belong to it.
        """
        known = only(self.facts, needs).as_known_at(moment)
        survivors = {merge.former: merge.survivor for merge in self.merges if merge.is_known_at(moment)}
        if survivors:
            known = as_one_person(known, survivors)
        return _borne(known, framework_key)

    @property
    def moments(self) -> list[datetime]:
        """Every moment at which something became known, one for each fact, ascending and with repeats."""
        found = [*_moments(self.facts), *_moments_of(self.merges)]
        for other in self.facts.others.values():
            found += _moments(other)
        return sorted(found)


def enrolled_on(facts: rules.Facts, framework_key: str) -> date | None:
    """The first day of enrolment that the facts hold; None if they hold none."""
    days = [e.happened_on for e in facts.entries if e.kind == ENROLLED and e.values["framework"] == framework_key]
    return min(days, default=None)


def waivers_of(facts: rules.Facts, framework_key: str) -> tuple[rules.Waiver, ...]:
    """What the entries say is waived of the framework."""
    return tuple(
        rules.Waiver(
            ref=entry.ref,
            requirement=entry.values["requirement"],
            from_on=entry.happened_on,
            until_on=date.fromisoformat(entry.values["valid_until"]) + date.resolution,
            recorded_at=entry.recorded_at,
            superseded_at=entry.voided_at,
            reason=entry.values["reason"],
        )
        for entry in facts.entries
        if entry.kind == WAIVED and entry.values["framework"] == framework_key
    )


def history_of(practice: Practice, needs: frozenset[str] = ALL) -> History:
    """Four queries, and up to eight more for what is needed besides; never more, however much there is."""
    facts, merges = gathering.gather(practice, needs)
    return History(facts, merges)


def facts_of(
    practice: Practice, framework: Framework, *, known_at: datetime, needs: frozenset[str] = ALL
) -> rules.Facts:
    """What the engine is told about the practice for the framework, as known at the moment."""
    return history_of(practice, needs).as_known_at(known_at, framework.key, needs)


def _borne(known: rules.Facts, framework_key: str) -> rules.Facts:
    staff = {employment.person for employment in known.employments}
    named = {each.practice for each in (*known.unit, *known.predecessors)}
    return replace(
        known,
        entries=tuple(e for e in known.entries if (e.person is None or e.person in staff) and e.kind != WAIVED),
        elsewhere=tuple(post for post in known.elsewhere if post.person in staff),
        posts_elsewhere=tuple(post for post in known.posts_elsewhere if post.person in staff),
        others={key: _borne(other, framework_key) for key, other in known.others.items() if key in named},
        enrolled_on=enrolled_on(known, framework_key),
        waivers=waivers_of(known, framework_key),
    )


def as_one_person(facts: rules.Facts, survivors: Mapping[str, str]) -> rules.Facts:
    """The facts with each of these people named as the one they are, wherever a key stands."""

    def renamed(value: Any) -> Any:
        if isinstance(value, str):
            return survivors.get(value, value)
        if isinstance(value, Mapping):
            return {name: renamed(each) for name, each in value.items()}
        return [renamed(each) for each in value] if isinstance(value, list) else value

    def posts(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(row, person=survivors[row.person]) if row.person in survivors else row for row in rows)

    of_people = ("employments", "leads", "absences", "elsewhere", "posts_elsewhere")
    changed: dict[str, Any] = {name: posts(getattr(facts, name)) for name in of_people}
    entries = (replace(entry, person=renamed(entry.person), values=renamed(entry.values)) for entry in facts.entries)
    others = {key: as_one_person(other, survivors) for key, other in facts.others.items()}
    return replace(facts, entries=tuple(entries), others=others, **changed)


def _moments(facts: rules.Facts) -> Iterator[datetime]:
    for entry in facts.entries:
        yield entry.recorded_at
        if entry.voided_at:
            yield entry.voided_at
    for name in rules.BITEMPORAL:
        yield from _moments_of(getattr(facts, name))


def _moments_of(rows: tuple[Any, ...]) -> Iterator[datetime]:
    for row in rows:
        yield row.recorded_at
        if row.superseded_at:
            yield row.superseded_at
