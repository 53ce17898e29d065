"""The stored standing of one practice under one framework version: what it should be, what it is, and the
difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from accreditation.bitemporal import Belief, Row, replay
from accreditation.governing import Knowledge
from accreditation.models import KNOWN_FOR_EVER, FrameworkVersion, Standing
from practices.models import Practice

BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BELIEF = ("requirement_key", *Belief._fields[1:])
MICROSECOND = timedelta(microseconds=1)

Stored = dict[Row, int]


@dataclass(frozen=True)
class Difference:
    """Rows to be written, and the ids of rows to be removed."""

    missing: list[Row]
    surplus: Stored

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus)


def microseconds(moment: datetime) -> int:
    """Since 1970: a moment as JSON keeps it exactly."""
    return (moment - EPOCH) // MICROSECOND


def first_unseen(seen: Sequence[int], now: Sequence[int]) -> datetime | None:
    """The first moment at which the facts are not those that were seen; both ascending, a moment for each fact."""
    pairs = zip(seen, now, strict=False)
    different = next((min(was, is_) for was, is_ in pairs if was != is_), None)
    if different is None and len(seen) != len(now):
        different = max(seen, now, key=len)[min(len(seen), len(now))]
    return None if different is None else EPOCH + different * MICROSECOND


def stored_rows(practice: Practice, version: FrameworkVersion) -> Stored:
    rows = Standing.objects.filter(practice=practice, framework_version=version)
    return {
        Row(Belief(*belief), known_from, known_until): pk
        for pk, known_from, known_until, *belief in rows.values_list("pk", "known_from", "known_until", *BELIEF)
    }


def difference(known: Knowledge, version: FrameworkVersion, stored: Stored, *, since: datetime) -> Difference:
    """What has to change for the stored rows to say what was known from `since` on."""
    later = [moment for moment in known.moments_of(version) if moment >= since]
    wanted = replay(stored, later, known.believer(version), since=since, for_ever=KNOWN_FOR_EVER)
    kept = stored.keys() & set(wanted)
    return Difference([row for row in wanted if row not in kept], {r: pk for r, pk in stored.items() if r not in kept})


def write(practice: Practice, version: FrameworkVersion, change: Difference) -> int:
    """Bring the stored rows to what they should be. Returns how many rows were closed, opened or removed.

    A row whose only change is the moment up to which it was known keeps its id.
    """
    ends = {(row.belief, row.known_from): row.known_until for row in change.missing}
    moved = {
        pk: ends.pop(place) for row, pk in change.surplus.items() if (place := (row.belief, row.known_from)) in ends
    }
    Standing.objects.filter(pk__in=[pk for pk in change.surplus.values() if pk not in moved]).delete()
    for known_until, pks in _grouped(moved).items():
        Standing.objects.filter(pk__in=pks).update(known_until=known_until)
    opened = [_row(practice, version, Row(*place, known_until)) for place, known_until in ends.items()]
    Standing.objects.bulk_create(opened)
    return len(change.surplus) + len(opened)


def _grouped(moved: dict[int, datetime]) -> dict[datetime, list[int]]:
    groups: dict[datetime, list[int]] = defaultdict(list)
    for pk, known_until in moved.items():
        groups[known_until].append(pk)
    return groups


def _row(practice: Practice, version: FrameworkVersion, row: Row) -> Standing:
    belief = row.belief
    return Standing(
        practice=practice,
        framework_version=version,
        requirement_key=belief.key,
        verdict=belief.verdict,
        in_grace=belief.in_grace,
        from_on=belief.from_on,
        until_on=belief.until_on,
        lapses_on=belief.lapses_on,
        by_plan=belief.by_plan,
        by_waiver=belief.by_waiver,
        known_from=row.known_from,
        known_until=row.known_until,
    )


def sentences(change: Difference) -> Iterable[str]:
    """A difference in words, for whoever checks the stored standing."""
    for row in sorted(change.missing):
        yield f"should be there: {_words(row)}"
    for row in sorted(change.surplus):
        yield f"should not be there: {_words(row)}"


def _words(row: Row) -> str:
    belief = row.belief
    grace = " in grace" if belief.in_grace else ""
    known = f"known from {row.known_from.isoformat()} until {row.known_until.isoformat()}"
    return f"{belief.key} {belief.verdict}{grace} on [{belief.from_on}, {belief.until_on}), {known}"
