"""Every practice of a network on one day, as known at one moment: from the stored rows, in a fixed number of
queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from accreditation.bitemporal import tier_key
from accreditation.enums import AwardState, Status
from accreditation.lifecycle import status_of
from accreditation.models import Framework, FrameworkVersion, Standing
from accreditation.queries.awards import NOT_ENROLLED, Award, awards_on
from accreditation.queries.frameworks import version_in_force
from accreditation.rules.days import FOREVER
from accreditation.rules.verdicts import SATISFIED, State, Verdict
from practices.models import NetworkMembership, PracticeRecord


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A practice on the register. `verdict` is that of the tier held, or of the first tier; None before there is an
    assessment.

    `until_on` is the first day with another verdict, `lapses_on` the first day on which what is satisfied now (grace
    counted in) is satisfied no longer; both None if nothing known ends it.
    """

    practice_id: int
    code: str
    name: str
    status: Status
    award: AwardState
    tier: str
    decided_on: date | None
    verdict: Verdict | None
    in_grace: bool
    until_on: date | None
    lapses_on: date | None


class Interval(NamedTuple):
    from_on: date
    until_on: date
    state: State


class Current(NamedTuple):
    state: State
    until_on: date | None
    lapses_on: date | None


def register(
    framework: Framework,
    *,
    as_of: date,
    known_at: datetime,
    commissioner_id: int | None = None,
) -> list[RegisterRow]:
    """Every practice of the framework's network on the day, by code; of one commissioning body's if that is given.

    Membership and commissioner are those of the day, as known at the moment. Six queries, however many practices.
    """
    practices = _practices(framework, as_of, known_at, commissioner_id)
    version = version_in_force(framework, as_of=as_of, known_at=known_at)
    awards = awards_on(framework, as_of=as_of, known_at=known_at)
    lines = _lines(version, as_of, known_at) if version else {}
    first = version.parsed.tiers[0].code if version else ""
    return [_row(*practice, awards.get(practice[0], NOT_ENROLLED), lines, first, as_of) for practice in practices]


def root_states(framework: Framework, *, as_of: date, known_at: datetime) -> dict[int, State]:
    """The first tier's verdict for every practice that has one. Two queries."""
    version = version_in_force(framework, as_of=as_of, known_at=known_at)
    if version is None:
        return {}
    rows = _stored(version, [version.parsed.tiers[0].code]).known_at(known_at).on(as_of)
    return {pk: State(Verdict(verdict), in_grace) for pk, verdict, in_grace in rows.values_list(*STATE)}


STATE = ("practice_id", "verdict", "in_grace")
LINE = (*STATE, "requirement_key", "from_on", "until_on")
Lines = dict[tuple[int, str], list[Interval]]


def _stored(version: FrameworkVersion, tiers: Sequence[str]) -> Any:
    return Standing.objects.filter(framework_version=version, requirement_key__in=[tier_key(code) for code in tiers])


def _lines(version: FrameworkVersion, as_of: date, known_at: datetime) -> Lines:
    """By practice and tier: the interval of the day and those after it, in no order."""
    tiers = [tier.code for tier in version.parsed.tiers]
    rows = _stored(version, tiers).known_at(known_at).filter(until_on__gt=as_of)
    lines: Lines = {}
    for practice_id, verdict, in_grace, key, from_on, until_on in rows.values_list(*LINE):
        lines.setdefault((practice_id, key), []).append(Interval(from_on, until_on, STATES[verdict, in_grace]))
    return lines


STATES = {(verdict.value, in_grace): State(verdict, in_grace) for verdict in Verdict for in_grace in (False, True)}


def _row(practice_id: int, code: str, name: str, award: Award, lines: Lines, first: str, as_of: date) -> RegisterRow:
    line = lines.get((practice_id, tier_key(award.tier or first)))
    current = _current(line, as_of) if line else None
    state = current.state if current else None
    lapses_on = current.lapses_on if current else None
    return RegisterRow(
        practice_id=practice_id,
        code=code,
        name=name,
        status=status_of(award.state, state, on=as_of, lapses_on=lapses_on),
        award=award.state,
        tier=award.tier,
        decided_on=award.since_on,
        verdict=state.verdict if state else None,
        in_grace=bool(state and state.in_grace),
        until_on=current.until_on if current else None,
        lapses_on=lapses_on,
    )


def _current(line: list[Interval], as_of: date) -> Current | None:
    line.sort()
    now = line[0]
    if now.from_on > as_of:
        return None
    lost = next((part.from_on for part in line if part.state.verdict not in SATISFIED), None)
    is_satisfied = now.state.verdict in SATISFIED
    return Current(now.state, None if now.until_on == FOREVER else now.until_on, lost if is_satisfied else None)


def _practices(
    framework: Framework, as_of: date, known_at: datetime, commissioner_id: int | None
) -> list[tuple[int, str, str]]:
    members = NetworkMembership.objects.known_at(known_at).on(as_of).filter(network=framework.network_id)
    records: QuerySet[PracticeRecord] = PracticeRecord.objects.known_at(known_at).on(as_of)
    records = records.filter(practice_id__in=members.values("practice_id"))
    if commissioner_id is not None:
        records = records.filter(commissioner_id=commissioner_id)
    names = dict(records.order_by().values_list("practice_id", "name"))
    codes = members.order_by("practice__code").values_list("practice_id", "practice__code")
    is_shown = names.__contains__ if commissioner_id is not None else lambda _: True
    return [(pk, code, names.get(pk, code)) for pk, code in codes if is_shown(pk)]
