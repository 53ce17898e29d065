"""Every practice of a network on one day, as known at one moment: from the stored rows, in a fixed number of
queries.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from itertools import product
from typing import NamedTuple

from accreditation.bitemporal import tier_key
from accreditation.enums import AwardState, Status
from accreditation.lifecycle import status_of
from accreditation.models import Framework, FrameworkVersion, Standing, Waiver
from accreditation.models.standing import StandingQuerySet
from accreditation.queries.awards import NOT_ENROLLED, Award, awards_on
from accreditation.queries.frameworks import version_in_force
from accreditation.rules.days import FOREVER
from accreditation.rules.verdicts import State, Verdict
from practices.models import NetworkMembership, PracticeRecord


class RegisterRow(NamedTuple):
    """A practice on the register. `verdict` is that of the tier held, or of the first; None before there is an
    assessment.

    `until_on` is the first day with another verdict, `lapses_on` the first day on which what is satisfied now (grace
    counted in) is satisfied no longer; both None if nothing known ends it. `decided_on` is when the award came into
    its state; None for a state that nobody decided. `waived` are the labels of what is waived.
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
    by_plan: bool = False
    by_waiver: bool = False
    waived: tuple[str, ...] = ()


class Line(NamedTuple):
    """What is stored of one tier of one practice on the day."""

    state: State
    until_on: date
    lapses_on: date | None


Lines = dict[tuple[int, str], Line]
LINE = ("practice_id", "requirement_key", "verdict", "in_grace", "by_plan", "by_waiver", "until_on", "lapses_on")
LEANS = tuple(product((False, True), repeat=3))
STATES: dict[tuple[object, ...], State] = {
    (verdict.value, *leans): State(verdict, *leans) for verdict in Verdict for leans in LEANS
}


def register(
    framework: Framework,
    *,
    as_of: date,
    known_at: datetime,
    commissioner_id: int | None = None,
    under: int | None = None,
) -> list[RegisterRow]:
    """Every practice of the framework's network on the day, by code; of one commissioning body's if that is given.

    Membership and commissioner are those of the day, as known at the moment. `under` asks for a version by its
    number. Seven queries, however many practices.
    """
    practices = _practices(framework, as_of, known_at, commissioner_id)
    version = version_in_force(framework, as_of=as_of, known_at=known_at, under=under)
    awards = awards_on(framework, as_of=as_of, known_at=known_at)
    lines = _lines(version, as_of, known_at) if version else {}
    first = version.parsed.tiers[0].code if version else ""
    waived = _waived_labels(version, as_of, known_at) if version else {}
    rows = [_row(*practice, awards.get(practice[0], NOT_ENROLLED), lines, first, as_of) for practice in practices]
    return [row._replace(waived=waived[row.practice_id]) if row.practice_id in waived else row for row in rows]


def waived_on(framework: Framework, *, as_of: date, known_at: datetime) -> dict[int, list[str]]:
    """By practice, the keys of what is waived on the day, as known at the moment. Two queries."""
    version = version_in_force(framework, as_of=as_of, known_at=known_at)
    return _waived(version, as_of, known_at) if version else {}


def _waived(version: FrameworkVersion, as_of: date, known_at: datetime) -> dict[int, list[str]]:
    """Of the requirements that were ever waived for anybody, so that nothing else of the table is read."""
    keys = Waiver.objects.filter(framework=version.framework_id).values("requirement_key")
    rows = Standing.objects.filter(framework_version=version, requirement_key__in=keys, verdict=Verdict.WAIVED.value)
    found: dict[int, list[str]] = defaultdict(list)
    waived = rows.known_at(known_at).on(as_of).order_by("requirement_key")
    for practice_id, key in waived.values_list("practice_id", "requirement_key"):
        found[practice_id].append(key)
    return dict(found)


def _waived_labels(version: FrameworkVersion, as_of: date, known_at: datetime) -> dict[int, tuple[str, ...]]:
    label = {node.key: node.common.label for node in version.parsed.nodes()}
    waived = _waived(version, as_of, known_at)
    return {practice_id: tuple(label[key] for key in keys) for practice_id, keys in waived.items()}


def root_states(framework: Framework, *, as_of: date, known_at: datetime) -> dict[int, State]:
    """The first tier's verdict for every practice that has one. Two queries."""
    version = version_in_force(framework, as_of=as_of, known_at=known_at)
    if version is None:
        return {}
    rows = _stored(version, version.parsed.tiers[0].code).known_at(known_at).on(as_of)
    columns = rows.values_list("practice_id", "verdict", "in_grace", "by_plan", "by_waiver")
    return {practice_id: STATES[tuple(state)] for practice_id, *state in columns}


def _stored(version: FrameworkVersion, *tiers: str) -> StandingQuerySet:
    keys = [tier_key(code) for code in tiers]
    return Standing.objects.filter(framework_version=version, requirement_key__in=keys)


def _lines(version: FrameworkVersion, as_of: date, known_at: datetime) -> Lines:
    """By practice and tier: one row each."""
    rows = _stored(version, *(tier.code for tier in version.parsed.tiers)).known_at(known_at).on(as_of)
    return {
        (practice_id, key): Line(STATES[verdict, in_grace, by_plan, by_waiver], until_on, lapses_on)
        for practice_id, key, verdict, in_grace, by_plan, by_waiver, until_on, lapses_on in rows.values_list(*LINE)
    }


def _row(practice_id: int, code: str, name: str, award: Award, lines: Lines, first: str, as_of: date) -> RegisterRow:
    line = lines.get((practice_id, tier_key(award.tier or first)))
    state, until_on, lapses_on = line or (None, None, None)
    return RegisterRow(
        practice_id,
        code,
        name,
        status_of(award.state, state, on=as_of, ends_on=until_on if lapses_on else None),
        award.state,
        award.tier,
        award.since_on if award.decision_id else None,
        state.verdict if state else None,
        state.in_grace if state else False,
        None if until_on == FOREVER else until_on,
        lapses_on,
        state.by_plan if state else False,
        state.by_waiver if state else False,
    )


def _practices(
    framework: Framework, as_of: date, known_at: datetime, commissioner_id: int | None
) -> list[tuple[int, str, str]]:
    """Id, code and name of each, by code."""
    members = NetworkMembership.objects.known_at(known_at).on(as_of).filter(network=framework.network_id)
    records = PracticeRecord.objects.known_at(known_at).on(as_of)
    records = records.filter(practice_id__in=members.values("practice_id"))
    if commissioner_id is not None:
        records = records.filter(commissioner_id=commissioner_id)
    names = dict(records.order_by().values_list("practice_id", "name"))
    codes = members.order_by("practice__code").values_list("practice_id", "practice__code")
    return [(pk, code, names.get(pk, code)) for pk, code in codes if commissioner_id is None or pk in names]
