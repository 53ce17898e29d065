from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from accreditation import operations, queries
from accreditation.enums import AwardState, ReasonCode, Status
from accreditation.models import Framework
from accreditation.queries import RegisterRow
from accreditation.rules.verdicts import Verdict
from practices import operations as practices
from practices.models import Employment, NetworkMembership, Practice
from tests.factories.accreditation import MET_ON, TIER, Team, enrolled
from tests.factories.practices import LONG_AGO_AT, a_commissioner, a_network, a_practice, an_officer

QUERIES = 7
PRACTICE_QUERIES = 8
Work = Callable[[], int]


def accredited(practice: Practice, framework: Framework, at: datetime) -> None:
    operations.grant_award(
        practice=practice,
        framework=framework,
        effective_on=date(2026, 6, 1),
        reason_code=ReasonCode.REQUIREMENTS_MET,
        no_conflict_declared=True,
        by=an_officer(framework.network),
        at=at,
    )


def test_a_row_has_the_award_the_verdict_and_until_when(
    practice: Practice, framework: Framework, team: Team, worked_out: Work, now: datetime
) -> None:
    team.meets_everything()
    accredited(practice, framework, now)
    worked_out()
    assert queries.register(framework, as_of=MET_ON, known_at=now) == [
        RegisterRow(
            practice_id=practice.pk,
            code=practice.code,
            name="Quayside Surgery",
            status=Status.ACCREDITED,
            award=AwardState.ACCREDITED,
            tier=TIER,
            decided_on=date(2026, 6, 1),
            verdict=Verdict.MET,
            in_grace=False,
            until_on=date(2026, 10, 1),
            lapses_on=date(2026, 10, 1),
        )
    ]


def test_grace_is_shown_as_such_with_its_last_day(
    practice: Practice, framework: Framework, team: Team, worked_out: Work, now: datetime
) -> None:
    team.meets_everything()
    accredited(practice, framework, now)
    post = Employment.objects.current().get(practice=practice, person=team.lead_nurse)
    practices.end_employment(employment=post, ended_on=date(2026, 6, 20), by=None, at=now)
    worked_out()
    before = queries.register(framework, as_of=MET_ON, known_at=now)[0]
    after = queries.register(framework, as_of=date(2026, 6, 20), known_at=now)[0]
    last_day_of_grace = date(2026, 6, 20) + timedelta(days=89)
    assert (before.status, before.until_on, before.lapses_on) == (
        Status.LAPSING_SOON,
        date(2026, 6, 20),
        last_day_of_grace + timedelta(days=1),
    )
    assert (after.status, after.in_grace, after.until_on) == (Status.IN_GRACE, True, before.lapses_on)
    lost = queries.register(framework, as_of=before.lapses_on or MET_ON, known_at=now)[0]
    assert (lost.status, lost.verdict, lost.lapses_on) == (Status.LAPSED, Verdict.NOT_MET, None)


def test_the_register_and_the_practice_page_say_the_same(
    practice: Practice, framework: Framework, team: Team, worked_out: Work, now: datetime
) -> None:
    team.meets_everything()
    accredited(practice, framework, now)
    worked_out()
    for day in (date(2024, 3, 31), date(2024, 4, 1), date(2025, 5, 1), MET_ON, date(2026, 9, 30), date(2026, 10, 1)):
        row = queries.register(framework, as_of=day, known_at=now)[0]
        if day < date(2024, 4, 1):
            assert (row.status, row.verdict) == (Status.NEVER, None)
            continue
        live = queries.standing_of(practice, framework, as_of=day, known_at=now)
        assert live.state is not None
        assert (row.status, row.verdict, row.in_grace) == (live.status, live.state.verdict, live.state.in_grace)
        assert (row.until_on, row.lapses_on) == (live.until_on, live.lapses_on)


def test_a_practice_of_the_network_that_never_enrolled_is_on_the_register(framework: Framework, now: datetime) -> None:
    practice = a_practice(framework.network)
    row = queries.register(framework, as_of=MET_ON, known_at=now)[0]
    assert (row.practice_id, row.status, row.verdict) == (practice.pk, Status.NEVER, None)


def test_practices_of_other_networks_are_not_on_the_register(framework: Framework, now: datetime) -> None:
    other = a_network("Moorland Diabetes Network")
    left, stayed = a_practice(framework.network), a_practice(framework.network)
    a_practice(other)
    membership = NetworkMembership.objects.get(practice=left)
    practices.leave_network(membership=membership, ended_on=date(2026, 1, 1), by=None, at=now)
    shown = [
        {row.practice_id for row in queries.register(framework, as_of=day, known_at=known_at)}
        for day, known_at in ((MET_ON, now), (date(2025, 12, 31), now), (MET_ON, now - timedelta(days=1)))
    ]
    assert shown == [{stayed.pk}, {left.pk, stayed.pk}, {left.pk, stayed.pk}]


def test_a_commissioning_body_sees_only_its_practices(framework: Framework, now: datetime) -> None:
    own = a_practice(framework.network, commissioner=a_commissioner("98A"))
    a_practice(framework.network, commissioner=a_commissioner("98B"))
    rows = queries.register(framework, as_of=MET_ON, known_at=now, commissioner_id=a_commissioner("98A").pk)
    assert [row.practice_id for row in rows] == [own.pk]


def test_before_the_framework_was_published_there_was_only_the_list_of_practices(
    practice: Practice, framework: Framework, worked_out: Work
) -> None:
    worked_out()
    known_at = LONG_AGO_AT - timedelta(seconds=1)
    assert queries.register(framework, as_of=MET_ON, known_at=known_at) == []
    row = queries.register(framework, as_of=MET_ON, known_at=datetime(2021, 1, 1, tzinfo=UTC))[0]
    assert (row.status, row.verdict) == (Status.NEVER, None)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_register_takes_the_same_queries_however_many_practices(
    number: int,
    framework: Framework,
    worked_out: Work,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        enrolled(a_practice(framework.network), framework)
    worked_out()
    with django_assert_num_queries(QUERIES):
        rows = queries.register(framework, as_of=MET_ON, known_at=now)
    assert [row.verdict for row in rows] == [Verdict.NOT_MET] * number


@pytest.mark.parametrize("number", [1, 3, 30])
def test_one_practice_takes_the_same_queries_however_many_people(
    number: int,
    practice: Practice,
    framework: Framework,
    worked_out: Work,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    from tests.factories.accreditation import trained
    from tests.factories.practices import employed

    for _ in range(number):
        trained(employed(practice), date(2026, 1, 10))
    with django_assert_num_queries(PRACTICE_QUERIES):
        standing = queries.standing_of(practice, framework, as_of=MET_ON, known_at=now)
    assert len(standing.facts.employments) == number
