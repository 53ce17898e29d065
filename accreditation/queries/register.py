"""Every practice of a network on one day, as known at one moment: from the stored rows, in a fixed number of
queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from itertools import product
from typing import NamedTuple

from accreditation.bitemporal import tier_key
from accreditation.enums import HOLDING, AwardState, Status
from accreditation.lifecycle import status_of
from accreditation.models import Framework, Standing, Waiver
from accreditation.models.standing import StandingQuerySet
from accreditation.queries.awards import NOT_ENROLLED, Award, awards_on
from accreditation.queries.frameworks import Governing, governing_versions
from accreditation.rules.days import FOREVER
from accreditation.rules.verdicts import State, Verdict
from practices.models import NetworkMembership, PracticeRecord


class RegisterRow(NamedTuple):
    """A practice on the register. `verdict` is that of the tier held, or of the first; None before there is an
    assessment.

    `until_on` is the first day with another verdict, `lapses_on` the first day on which what is satisfied now (grace
    counted in) is satisfied no longer; both None if nothing known ends it. `decided_on` is when the award came into
    its state; None for a state that nobody decided. `waived` are the labels of what is waived. `version` is the number
    of the one that governs the practice, where the day alone does not say so.
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
    version: int | None = None


class Line(NamedTuple):
    """What is stored of one tier of one practice on the day."""

    state: State
    until_on: date
    lapses_on: date | None


Lines = dict[tuple[int, str], Line]
LINE = (
    *("practice_id", "requirement_key", "verdict", "in_grace", "by_plan", "by_waiver", "until_on", "lapses_on"),
    "framework_version_id",
)
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
    governing: Governing | None = None,
) -> list[RegisterRow]:
    """Every practice of the framework's network on the day, by code; of one commissioning body's if that is given.

    Membership and commissioner are those of the day, as known at the moment. `under` asks for a version by its
    number, whatever governs. Seven queries, however many practices, and one more where the day alone does not say which
    version governs; one fewer with `governing`, the answer to that.
    """
    practices = _practices(framework, as_of, known_at, commissioner_id)
    governing = governing or governing_versions(framework, as_of=as_of, known_at=known_at, under=under)
    awards = awards_on(framework, as_of=as_of, known_at=known_at)
    lines = _lines(governing, as_of, known_at)
    waived = _waived_labels(governing, as_of, known_at)
    rows = [_row(*practice, awards.get(practice[0], NOT_ENROLLED), lines, governing, as_of) for practice in practices]
    return [row._replace(waived=waived[row.practice_id]) if row.practice_id in waived else row for row in rows]


def waived_on(framework: Framework, *, as_of: date, known_at: datetime) -> dict[int, list[str]]:
    """By practice, the keys of what is waived on the day, as known at the moment. Two queries."""
    return _waived(governing_versions(framework, as_of=as_of, known_at=known_at), as_of, known_at)


def _waived(governing: Governing, as_of: date, known_at: datetime) -> dict[int, list[str]]:
    """Of the requirements that were ever waived for anybody, so that nothing else of the table is read."""
    if not governing.versions:
        return {}
    keys = Waiver.objects.filter(framework=governing.versions[0].framework_id).values("requirement_key")
    rows = Standing.objects.filter(
        framework_version__in=_ids(governing), requirement_key__in=keys, verdict=Verdict.WAIVED.value
    )
    found: dict[int, list[str]] = defaultdict(list)
    waived = rows.known_at(known_at).on(as_of).order_by("requirement_key")
    for practice_id, version_id, key in waived.values_list("practice_id", "framework_version_id", "requirement_key"):
        if _is_governed_by(governing, practice_id, version_id):
            found[practice_id].append(key)
    return dict(found)


def _waived_labels(governing: Governing, as_of: date, known_at: datetime) -> dict[int, tuple[str, ...]]:
    label = {
        (version.pk, node.key): node.common.label for version in governing.versions for node in version.parsed.nodes()
    }
    found = {}
    for practice_id, keys in _waived(governing, as_of, known_at).items():
        version = governing.of(practice_id)
        assert version is not None
        found[practice_id] = tuple(label[version.pk, key] for key in keys)
    return found


def root_states(framework: Framework, *, as_of: date, known_at: datetime) -> dict[int, State]:
    """The first tier's verdict for every practice that has one. Two queries."""
    governing = governing_versions(framework, as_of=as_of, known_at=known_at)
    first = {version.pk: tier_key(version.parsed.tiers[0].code) for version in governing.versions}
    rows = _stored(governing, first.values()).known_at(known_at).on(as_of)
    columns = ("practice_id", "framework_version_id", "requirement_key", "verdict", "in_grace", "by_plan", "by_waiver")
    return {
        practice_id: STATES[tuple(state)]
        for practice_id, version_id, key, *state in rows.values_list(*columns)
        if key == first[version_id] and _is_governed_by(governing, practice_id, version_id)
    }


def _stored(governing: Governing, keys: Iterable[str]) -> StandingQuerySet:
    return Standing.objects.filter(framework_version__in=_ids(governing), requirement_key__in=sorted(set(keys)))


def _ids(governing: Governing) -> list[int]:
    return [version.pk for version in governing.versions]


def _is_governed_by(governing: Governing, practice_id: int, version_id: int) -> bool:
    version = governing.of(practice_id)
    return version is not None and version.pk == version_id


def _lines(governing: Governing, as_of: date, known_at: datetime) -> Lines:
    """By practice and tier, under the version that governs the practice: one row each."""
    keys = (tier_key(tier.code) for version in governing.versions for tier in version.parsed.tiers)
    rows = _stored(governing, keys).known_at(known_at).on(as_of)
    by_practice = governing.is_by_practice
    return {
        (practice_id, key): Line(STATES[verdict, grace, plan, waiver], until_on, lapses_on)
        for practice_id, key, verdict, grace, plan, waiver, until_on, lapses_on, version_id in rows.values_list(*LINE)
        if not by_practice or _is_governed_by(governing, practice_id, version_id)
    }


def _row(
    practice_id: int, code: str, name: str, award: Award, lines: Lines, governing: Governing, as_of: date
) -> RegisterRow:
    version = governing.of(practice_id)
    first = version.parsed.tiers[0].code if version else ""
    line = lines.get((practice_id, tier_key(award.tier or first)))
    state, until_on, lapses_on = line or (None, None, None)
    status = status_of(award.state, state, on=as_of, ends_on=until_on if lapses_on else None)
    if state is None and governing.is_asked_for and award.state in HOLDING:
        status = Status.NOT_ASSESSED
    return RegisterRow(
        practice_id,
        code,
        name,
        status,
        award.state,
        award.tier,
        award.since_on if award.decision_id else None,
        state.verdict if state else None,
        state.in_grace if state else False,
        None if until_on == FOREVER else until_on,
        lapses_on,
        state.by_plan if state else False,
        state.by_waiver if state else False,
        version=version.number if version and governing.is_by_practice else None,
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
