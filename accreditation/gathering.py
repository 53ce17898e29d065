"""From rows to the facts of the engine, in a constant number of queries: everything ever known, nothing left out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from accreditation.rules import facts as rules
from evidence.enums import Verification
from evidence.queries import entries_about
from practices import histories
from practices.enums import SuccessionKind
from practices.identity import merges_about
from practices.models import (
    Absence,
    DiabetesRegister,
    Employment,
    LeadPost,
    ListSize,
    Practice,
    SamePerson,
    Succession,
)

NOT_WEIGHED = frozenset({"award.decided", "notice.served", "notice.closed", "appeal.lodged", "appeal.closed"})
COURSE_COMPLETED = "course.completed"
LIST_SIZE, REGISTER = "list_size", "diabetes_register"
PCN = "pcn"
ENTRY_COLUMNS = (
    *("pk", "kind", "person_id", "practice_id", "happened_on", "recorded_at", "void__recorded_at", "text"),
    "verification",
)


@dataclass(frozen=True)
class Merge:
    """While it is known, whatever is known of `former` is known of `survivor`."""

    former: str
    survivor: str
    recorded_at: datetime
    superseded_at: datetime | None

    def is_known_at(self, moment: datetime) -> bool:
        return self.recorded_at <= moment and (self.superseded_at is None or self.superseded_at > moment)


def gather(practice: Practice, needs: frozenset[str]) -> tuple[rules.Facts, tuple[Merge, ...]]:
    """Of the practice, of other practices as far as they are needed, and of whoever ever worked at one of them."""
    unit = tuple(_unit(practice)) if "unit" in needs else ()
    predecessors = tuple(map(_succession, histories.predecessors_of(practice))) if "predecessors" in needs else ()
    ids = {practice.pk, *(int(each.practice) for each in (*unit, *predecessors))}
    employments = list(histories.employments_at(ids))
    merges = list(merges_about({row.person_id for row in employments}))
    people = _people_of(employments, merges)
    rows = rows_of(ids, needs, employments)
    entries = _entries(ids, set().union(*people.values()))

    away = _elsewhere(needs, people)

    def facts_of(pk: int, **more: Any) -> rules.Facts:
        key, keys = str(pk), {str(person) for person in people[pk]}
        borne = tuple(entry for entry in entries if entry.practice == key or entry.person in keys)
        own = {name: tuple(fact for place, fact in facts if place == pk) for name, facts in rows.items()}
        return rules.Facts(practice=key, enrolled_on=None, entries=borne, **own, **away.get(pk, {}), **more)

    others = {str(pk): facts_of(pk) for pk in sorted(ids - {practice.pk})}
    here = facts_of(practice.pk, unit=unit, predecessors=predecessors)
    return replace(here, others=others), tuple(map(_merge, merges))


def _people_of(employments: Iterable[Employment], merges: Iterable[SamePerson]) -> dict[int, set[UUID]]:
    """By practice, the records of whoever ever worked there, and those ever known to be of the same person."""
    same: dict[UUID, set[UUID]] = defaultdict(set)
    for merge in merges:
        same[merge.survivor_id] |= {merge.survivor_id, merge.former_id}
    people: dict[int, set[UUID]] = defaultdict(set)
    for row in employments:
        people[row.practice_id].add(row.person_id)
    for staff in people.values():
        staff.update(*[records for records in same.values() if records & staff])
    return people


def rows_of(
    ids: set[int], needs: frozenset[str], employments: Iterable[Employment]
) -> dict[str, list[tuple[int, Any]]]:
    """Each with the id of its practice. What is not here is not seen when many practices are assessed at once."""
    rows: dict[str, list[tuple[int, Any]]] = {
        "employments": [(row.practice_id, _employment(row)) for row in employments],
        "leads": [(row.practice_id, _lead(row)) for row in histories.lead_posts_at(ids)],
    }
    if "absences" in needs:
        rows["absences"] = [(row.practice_id, _absence(row)) for row in histories.absences_at(ids)]
    if "sizes" in needs:
        rows["sizes"] = [(row.practice_id, _size(LIST_SIZE, row)) for row in histories.list_sizes_of(ids)]
        rows["sizes"] += [(row.practice_id, _size(REGISTER, row)) for row in histories.registers_of(ids)]
    return rows


def _elsewhere(needs: frozenset[str], people: dict[int, set[UUID]]) -> dict[int, dict[str, tuple[Any, ...]]]:
    """By practice, what its people hold at other practices."""
    rows: dict[str, list[tuple[Any, Any]]] = {}
    everybody = set().union(*people.values())
    if "elsewhere" in needs:
        posts = histories.employments_of(everybody)
        rows["elsewhere"] = [(row, _employment(row, str(row.practice_id))) for row in posts]
    if "posts_elsewhere" in needs:
        leads = histories.lead_posts_of(everybody)
        rows["posts_elsewhere"] = [(row, _lead(row, str(row.practice_id))) for row in leads]
    return {
        pk: {
            name: tuple(fact for row, fact in found if row.person_id in staff and row.practice_id != pk)
            for name, found in rows.items()
        }
        for pk, staff in people.items()
    }


def _unit(practice: Practice) -> Iterator[rules.UnitMember]:
    pcns = [(PCN, row.pcn.code, row) for row in histories.pcns_of(practice)]
    units = [(row.unit.kind, row.unit.code, row) for row in histories.units_of(practice)]
    yield from _together(practice, pcns)
    yield from _together(practice, units)


def _together(practice: Practice, rows: list[tuple[str, str, Any]]) -> Iterator[rules.UnitMember]:
    """Another practice with this one, for as long as both belonged and while both was known."""
    own = [row for row in rows if row[2].practice_id == practice.pk]
    for kind, code, other in rows:
        if other.practice_id == practice.pk:
            continue
        for _kind, _code, mine in own:
            if (_kind, _code) == (kind, code) and (member := _member(kind, code, mine, other)):
                yield member


def _member(kind: str, code: str, mine: Any, other: Any) -> rules.UnitMember | None:
    recorded_at = max(mine.recorded_at, other.recorded_at)
    superseded_at = _first(mine.superseded_at, other.superseded_at)
    from_on, until_on = max(mine.started_on, other.started_on), _first(mine.ended_on, other.ended_on)
    if (superseded_at and superseded_at <= recorded_at) or (until_on and until_on <= from_on):
        return None
    return rules.UnitMember(
        ref=f"{mine.pk}.{other.pk}",
        unit_kind=kind,
        unit=code,
        practice=str(other.practice_id),
        from_on=from_on,
        until_on=until_on,
        recorded_at=recorded_at,
        superseded_at=superseded_at,
    )


def _first(one: Any, other: Any) -> Any:
    """The earlier of two ends; None is no end."""
    ends = [end for end in (one, other) if end is not None]
    return min(ends, default=None)


def _succession(row: Succession) -> rules.Succession:
    """A branch is, to the rules, merged: what is particular to it is its own code."""
    how = SuccessionKind.MERGED if row.how == SuccessionKind.BRANCH else row.how
    return rules.Succession(
        ref=str(row.pk),
        how=str(how),
        practice=str(row.predecessor_id),
        on=row.started_on,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
    )


def _merge(row: SamePerson) -> Merge:
    return Merge(str(row.former_id), str(row.survivor_id), row.recorded_at, row.superseded_at)


def _entries(practices: set[int], people: set[UUID]) -> list[rules.Entry]:
    about = entries_about(practice_ids=practices, person_ids=people).exclude(kind__in=NOT_WEIGHED)
    about = about.annotate(text=Cast("values", TextField()))
    rows = about.values_list(*ENTRY_COLUMNS)
    return [
        rules.Entry(
            ref=str(pk),
            kind=kind,
            person=str(person) if person else None,
            practice=str(at_practice) if at_practice else None,
            happened_on=happened_on,
            recorded_at=recorded_at,
            voided_at=voided_at,
            values=as_vouched(kind, values_of(text), verification),
        )
        for pk, kind, person, at_practice, happened_on, recorded_at, voided_at, text, verification in rows
    ]


def as_vouched(kind: str, values: Mapping[str, rules.Value], verification: int) -> Mapping[str, rules.Value]:
    """What a package says of itself carries how far it was verified; what the site marked needs no such word."""
    if kind == COURSE_COMPLETED and verification < Verification.COUNTERSIGNED:
        return {**values, "verification": verification}
    return values


@lru_cache(maxsize=1 << 14)
def values_of(text: str) -> Mapping[str, rules.Value]:
    """The same few come again and again: everybody who came to a session has the same. Nobody changes them."""
    read: dict[str, rules.Value] = json.loads(text)
    return read


def _employment(row: Employment, practice: str | None = None) -> rules.Employment:
    return rules.Employment(
        ref=str(row.pk),
        person=str(row.person_id),
        role=row.role,
        sessions=float(row.sessions),
        from_on=row.started_on,
        until_on=row.ended_on,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
        practice=practice,
    )


def _lead(row: LeadPost, practice: str | None = None) -> rules.Lead:
    return rules.Lead(
        ref=str(row.pk),
        person=str(row.person_id),
        lead_role=row.lead_role,
        from_on=row.started_on,
        until_on=row.ended_on,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
        practice=practice,
    )


def _absence(row: Absence) -> rules.Absence:
    return rules.Absence(
        ref=str(row.pk),
        person=str(row.person_id),
        from_on=row.started_on,
        until_on=row.ended_on,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
    )


def _size(measure: str, row: ListSize | DiabetesRegister) -> rules.Size:
    return rules.Size(
        ref=f"{measure}.{row.pk}",
        measure=measure,
        count=row.patients,
        counted_on=row.counted_on,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
    )
