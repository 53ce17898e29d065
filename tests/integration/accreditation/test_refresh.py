from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from accreditation import operations, queries
from accreditation.models import Framework, Reckoning, Standing
from accreditation.rules.verdicts import MET
from jobs.models import Job
from practices.models import Practice
from tests.factories.accreditation import MET_ON, Team, a_framework, attended, completed, enrolled
from tests.factories.practices import a_network, a_practice, employed

Work = Callable[[], int]


def test_a_practice_that_meets_everything_stands_so_on_the_register(
    practice: Practice, framework: Framework, team: Team, worked_out: Work, now: datetime
) -> None:
    team.meets_everything()
    worked_out()
    assert queries.root_states(framework, as_of=MET_ON, known_at=now) == {practice.pk: MET}


def test_working_out_again_writes_nothing(practice: Practice, team: Team, worked_out: Work) -> None:
    team.meets_everything()
    worked_out()
    ids = set(Standing.objects.values_list("pk", flat=True))
    assert operations.refresh_standing(practice=practice, since=datetime(2020, 1, 1, tzinfo=UTC)) == 0
    assert operations.rebuild_standing(practice=practice) == 0
    assert set(Standing.objects.values_list("pk", flat=True)) == ids


def test_a_new_entry_keeps_the_rows_that_it_does_not_change(practice: Practice, team: Team, worked_out: Work) -> None:
    team.meets_everything()
    worked_out()
    ids = set(Standing.objects.values_list("pk", flat=True))
    attended(team.lead_gp, date(2026, 6, 1))
    worked_out()
    assert ids <= set(Standing.objects.values_list("pk", flat=True))


def test_a_new_entry_is_worked_out_in_as_many_queries_however_much_there_is(
    practice: Practice, team: Team, worked_out: Work, django_assert_num_queries: Callable[[int], Any]
) -> None:
    team.meets_everything()
    worked_out()
    minutes = iter(range(100))
    for learned in (1, 3, 30):
        for _ in range(learned):
            at = datetime(2026, 6, 10, 12, next(minutes), tzinfo=UTC)
            completed(team.lead_gp, "flower-arranging", date(2026, 6, 1), at)
        with django_assert_num_queries(11):
            operations.refresh_standing(practice=practice)
        with django_assert_num_queries(9):
            operations.refresh_standing(practice=practice)


def test_a_practice_that_is_not_enrolled_has_no_standing(framework: Framework, worked_out: Work) -> None:
    employed(a_practice(framework.network))
    worked_out()
    assert Standing.objects.count() == 0
    assert Reckoning.objects.count() == 0


def test_what_a_person_does_counts_at_every_practice_they_work_at(
    practice: Practice, framework: Framework, team: Team, worked_out: Work, now: datetime
) -> None:
    other = a_practice(framework.network)
    enrolled(other, framework)
    employed(other, person=team.lead_nurse)
    worked_out()
    attended(team.lead_nurse, date(2026, 6, 1))
    worked_out()
    facts = [queries.standing_of(each, framework, as_of=MET_ON, known_at=now).facts for each in (practice, other)]
    attendances = [[entry.ref for entry in each.entries if entry.kind == "session.attended"] for each in facts]
    assert attendances[0] == attendances[1] != []
    assert [list(operations.standing_differences(each)) for each in (practice, other)] == [[], []]


def test_a_tampered_row_is_found_and_put_right(practice: Practice, team: Team, worked_out: Work) -> None:
    team.meets_everything()
    worked_out()
    Standing.objects.filter(requirement_key="tier:endorsed", verdict="met").update(verdict="not_met")
    assert list(operations.standing_differences(practice)) != []
    operations.rebuild_standing(practice=practice)
    assert list(operations.standing_differences(practice)) == []


@pytest.mark.usefixtures("committed_db")
def test_workers_at_the_same_practice_wait_for_each_other(now: datetime) -> None:
    network = a_network()
    framework = a_framework(network)
    practice = a_practice(network)
    enrolled(practice, framework)
    team = Team(practice, network)
    team.meets_everything()

    def work(month: int) -> None:
        try:
            attended(team.lead_gp, date(2026, month, 1))
            operations.refresh_standing(practice=practice)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(1, 7)))
    assert list(operations.standing_differences(practice)) == []
    assert Job.objects.filter(topic="facts.changed").exists()
