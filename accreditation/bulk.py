"""Hundreds of practices at once, as known at one moment: their facts in a few queries, their rows in one statement.

What one practice needs beyond its own rows (a unit, predecessors, posts elsewhere, people under two records) is
gathered for it alone.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from accreditation import gathering
from accreditation.bitemporal import Belief, beliefs_of
from accreditation.facts import WAIVED, enrolled_on, history_of, waivers_of
from accreditation.models import KNOWN_FOR_EVER, FrameworkVersion, Standing
from accreditation.reckoning import BELIEF
from accreditation.rules import facts as rules
from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import Framework
from accreditation.rules.needs import needs_of
from accreditation.rules.reading import Reading, reading_of_all
from evidence.queries import plain_entries
from practices import histories
from practices.identity import merges_about
from practices.models import Practice

AT_ONCE = 50
OWN = frozenset({"absences", "sizes"})
COLUMNS = ("practice_id", "framework_version_id", *BELIEF, "known_from", "known_until")

Believed = tuple[int, frozenset[Belief]]


def beliefs_under(
    version: FrameworkVersion, practices: Iterable[Practice], *, known_at: datetime
) -> Iterator[Believed]:
    """By id of the practice, its timelines under a version as rows. Reads only."""
    for some in in_batches(practices, version.framework.key, [version.parsed], known_at=known_at):
        with collector_at_rest():
            believed = [(practice.pk, beliefs_of(evaluate(version.parsed, facts))) for practice, facts in some]
        yield from believed


def in_batches(
    practices: Iterable[Practice], framework_key: str, under: Collection[Framework], *, known_at: datetime
) -> Iterator[list[tuple[Practice, rules.Facts]]]:
    """Practices, in their order, with what the frameworks look at of them; some at a time, so that memory is bounded.
    Whoever works with a batch lets the collector rest as well.
    """
    needs, reading = frozenset().union(*map(needs_of, under)), reading_of_all(under)
    for some in _batches(practices):
        with collector_at_rest():
            facts = facts_of_many(some, framework_key, needs, reading, known_at=known_at)
            batch = [(practice, each) for practice, (_, each) in zip(some, facts, strict=True)]
        yield batch


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """While tens of thousands of facts are made, all alive, looking for cycles among them costs as much again."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()


def facts_of_many(
    practices: Sequence[Practice], framework_key: str, needs: frozenset[str], reading: Reading, *, known_at: datetime
) -> Iterator[tuple[int, rules.Facts]]:
    """Of each what `History.as_known_at` says, without the entries that are not read: as many queries as for one, and
    `history_of` for the others. An entry says that it was recorded at `known_at`: nobody asks when it was.
    """
    if needs - OWN:
        yield from ((each.pk, _alone(each, framework_key, needs, known_at)) for each in practices)
        return
    ids = {practice.pk for practice in practices}
    employments = list(histories.employments_at(ids))
    staff: dict[int, set[UUID]] = defaultdict(set)
    for row in employments:
        staff[row.practice_id].add(row.person_id)
    people = set().union(*staff.values())
    merged = {pk for merge in merges_about(people) for pk in (merge.former_id, merge.survivor_id)}
    own = _own(ids, needs, employments, known_at)
    entries = _entries(ids, people - merged, reading, known_at)
    for practice in practices:
        if staff[practice.pk] & merged:
            yield practice.pk, _alone(practice, framework_key, needs, known_at)
            continue
        yield practice.pk, _together(practice.pk, own[practice.pk], entries, framework_key)


def _alone(practice: Practice, framework_key: str, needs: frozenset[str], known_at: datetime) -> rules.Facts:
    return history_of(practice, needs).as_known_at(known_at, framework_key, needs)


def _together(
    pk: int, own: dict[str, Any], entries: dict[int | str, list[rules.Entry]], framework_key: str
) -> rules.Facts:
    here = sorted({post.person for post in own.get("employments", ())})
    of_practice = entries.get(pk, [])
    borne = [entry for entry in of_practice if entry.kind != WAIVED]
    for person in here:
        borne += entries.get(person, ())
    asked = rules.Facts(practice=str(pk), enrolled_on=None, entries=tuple(of_practice))
    waived, enrolled = waivers_of(asked, framework_key), enrolled_on(asked, framework_key)
    return rules.Facts(practice=str(pk), enrolled_on=enrolled, entries=tuple(borne), waivers=waived, **own)


def _own(
    ids: set[int], needs: frozenset[str], employments: Iterable[Any], known_at: datetime
) -> dict[int, dict[str, tuple[Any, ...]]]:
    """By practice, every fact but entries that was known at the moment."""
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name, rows in gathering.rows_of(ids, needs, employments).items():
        for pk, fact in rows:
            if fact.recorded_at <= known_at and not (fact.superseded_at and fact.superseded_at <= known_at):
                found[pk][name].append(fact)
    known: dict[int, dict[str, tuple[Any, ...]]] = defaultdict(dict)
    for pk, facts in found.items():
        known[pk] = {name: tuple(rows) for name, rows in facts.items()}
    return known


def _entries(
    ids: Collection[int], people: Collection[UUID], reading: Reading, known_at: datetime
) -> dict[int | str, list[rules.Entry]]:
    """By practice, and by key of the person, what the framework can read."""
    found: dict[int | str, list[rules.Entry]] = defaultdict(list)
    keys = {spelt: str(person) for person in people for spelt in (str(person), person.hex)}
    plain = plain_entries(
        practice_ids=ids, person_ids=people, known_at=known_at, kinds=reading.kinds, codes=reading.codes
    )
    for pk, kind, spelt, practice, happened_on, text, verification in plain:
        if kind in gathering.NOT_WEIGHED:
            continue
        values = gathering.as_vouched(kind, gathering.values_of(text), verification)
        if spelt:
            person = keys[spelt]
            found[person].append(rules.Entry(str(pk), kind, person, None, happened_on, known_at, None, values))
        elif practice:
            here = str(practice)
            found[practice].append(rules.Entry(str(pk), kind, None, here, happened_on, known_at, None, values))
    return found


def open_rows(version: FrameworkVersion, believed: Iterable[Believed], *, known_from: datetime) -> int:
    """Store what is believed from a moment on, of practices that have no row under the version yet."""
    rows = [
        (pk, version.pk, *belief, known_from, KNOWN_FOR_EVER) for pk, beliefs in believed for belief in sorted(beliefs)
    ]
    if connection.vendor != "postgresql":
        Standing.objects.bulk_create(Standing(**dict(zip(COLUMNS, row, strict=True))) for row in rows)
        return len(rows)
    named = ", ".join(COLUMNS)
    with connection.cursor() as cursor, cursor.copy(f"COPY accreditation_standing ({named}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    return len(rows)


def _batches(practices: Iterable[Practice]) -> Iterator[list[Practice]]:
    batch: list[Practice] = []
    for practice in practices:
        batch.append(practice)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
