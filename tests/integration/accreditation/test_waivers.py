"""A waiver replaces the verdict, never the evidence, and is called waived wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from accreditation import operations, queries
from accreditation.exports import as_csv, head_of
from accreditation.models import Framework, Waiver
from accreditation.reconciliation import SOURCES
from accreditation.rules.verdicts import Verdict
from evidence.reconciliation import discrepancies
from practices.models import Network, Person, Practice
from tests.factories.accreditation import Team, enrolled
from tests.factories.practices import a_practice, an_officer

FROM, UNTIL = date(2026, 6, 1), date(2026, 7, 1)
Waive = Callable[..., list[Waiver]]


@pytest.fixture
def officer(network: Network) -> Person:
    return an_officer(network)


@pytest.fixture
def waive(practice: Practice, framework: Framework, officer: Person, now: datetime) -> Waive:
    def waive(**values: Any) -> list[Waiver]:
        given = {
            "practices": [practice],
            "framework": framework,
            "requirement_keys": ["visits"],
            "from_on": FROM,
            "until_on": UNTIL,
            "reason_code": "not_on_offer",
            "reason": "No specialist was free in the half-year.",
            "no_conflict_declared": True,
            "by": officer,
            "at": now,
        }
        return operations.waive_requirements(**{**given, **values})

    return waive


def verdict(practice: Practice, framework: Framework, on: date, known_at: datetime) -> Verdict:
    standing = queries.standing_of(practice, framework, as_of=on, known_at=known_at)
    state = standing.assessment.timelines["visits"].at(on)
    assert state is not None
    return state.verdict


def test_it_holds_from_its_first_day_to_its_last(
    waive: Waive, practice: Practice, framework: Framework, now: datetime
) -> None:
    waive()
    days = [date(2026, 5, 31), FROM, date(2026, 6, 30), UNTIL]
    assert [verdict(practice, framework, day, now) for day in days] == ["not_met", "waived", "waived", "not_met"]


def test_what_was_not_waived_yet_was_not_known(
    waive: Waive, practice: Practice, framework: Framework, now: datetime
) -> None:
    waive()
    assert verdict(practice, framework, FROM, now - timedelta(seconds=1)) == Verdict.NOT_MET


def test_the_stored_standing_follows(
    waive: Waive, practice: Practice, framework: Framework, now: datetime, worked_out: Callable[[], int]
) -> None:
    worked_out()
    waive()
    worked_out()
    assert list(operations.standing_differences(practice)) == []
    assert queries.waived_on(framework, as_of=FROM, known_at=now) == {practice.pk: ["visits"]}
    assert queries.waived_on(framework, as_of=UNTIL, known_at=now) == {}
    assert not any(list(discrepancies(source)) for source in SOURCES)


def test_the_register_s_file_says_what_is_waived(
    waive: Waive, practice: Practice, framework: Framework, now: datetime, worked_out: Callable[[], int]
) -> None:
    waive()
    worked_out()
    rows = queries.register(framework, as_of=FROM, known_at=now)
    assert [row.waived for row in rows] == [("Visits by the specialist team",)]
    text = as_csv(head_of(framework, as_of=FROM, known_at=now), rows)
    assert "Waived" in text
    assert "Visits by the specialist team" in text


def test_it_can_end_early_and_what_was_known_stays_known(
    waive: Waive, practice: Practice, framework: Framework, officer: Person, now: datetime
) -> None:
    [waiver] = waive()
    later = now + timedelta(days=1)
    operations.end_waiver(waiver=waiver, until_on=date(2026, 6, 20), by=officer, at=later)
    assert verdict(practice, framework, date(2026, 6, 25), now) == Verdict.WAIVED
    assert verdict(practice, framework, date(2026, 6, 19), later) == Verdict.WAIVED
    assert verdict(practice, framework, date(2026, 6, 20), later) == Verdict.NOT_MET
    with pytest.raises(ValueError, match=r"The waiver ends on 19 June 2026 anyway."):
        operations.end_waiver(waiver=waiver, until_on=UNTIL, by=officer, at=later)
    assert not any(list(discrepancies(source)) for source in SOURCES)


def test_taken_back_it_covers_no_day(
    waive: Waive, practice: Practice, framework: Framework, officer: Person, now: datetime
) -> None:
    [waiver] = waive()
    operations.end_waiver(waiver=waiver, until_on=date(2026, 1, 1), by=officer, at=now + timedelta(days=1))
    assert verdict(practice, framework, FROM, now + timedelta(days=1)) == Verdict.NOT_MET
    assert not any(list(discrepancies(source)) for source in SOURCES)
    waive(at=now + timedelta(days=2))


def test_a_fault_in_the_data_is_waived_for_many_practices_in_one_step(
    waive: Waive, practice: Practice, framework: Framework
) -> None:
    other = a_practice(framework.network, "Uphill Surgery")
    enrolled(other, framework)
    granted = waive(practices=[other, practice], requirement_keys=["visits", "trained-team"], reason_code="data_fault")
    assert {(each.practice_id, each.requirement_key) for each in granted} == {
        (pk, key) for pk in (practice.pk, other.pk) for key in ("visits", "trained-team")
    }
    assert len({each.batch for each in granted}) == 1


def test_all_of_many_or_none(waive: Waive, practice: Practice, framework: Framework) -> None:
    stranger = a_practice(framework.network)
    with pytest.raises(ValueError, match=f"{stranger.code} takes part in no such framework"):
        waive(practices=[practice, stranger])
    assert Waiver.objects.count() == 0


def test_no_more_days_than_the_framework_allows(waive: Waive, practice: Practice) -> None:
    waive(until_on=FROM + timedelta(days=300))
    with pytest.raises(ValueError, match=r"at most, and this would make 367. Choose an earlier last day."):
        waive(from_on=FROM + timedelta(days=300), until_on=FROM + timedelta(days=367))
    waive(from_on=FROM + timedelta(days=300), until_on=FROM + timedelta(days=366))


def test_two_waivers_of_a_requirement_do_not_overlap(waive: Waive) -> None:
    waive()
    with pytest.raises(ValueError, match=r"this is waived already from 1 June 2026 to 30 June 2026"):
        waive(from_on=date(2026, 6, 30), until_on=date(2026, 8, 1))
    waive(from_on=UNTIL, until_on=date(2026, 8, 1))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"requirement_keys": []}, "Choose at least one requirement."),
        ({"requirement_keys": ["visit"]}, "The framework has no requirement 'visit' of a practice."),
        ({"until_on": FROM}, "The last day is before the first."),
        ({"reason": " "}, "Say why in your own words"),
        ({"reason_code": "because"}, "Choose a reason for the waiver."),
        ({"no_conflict_declared": False}, "Declare whether you have a conflict of interest."),
        ({"from_on": date(2024, 3, 1)}, "No version of the framework is in force on the first day."),
        ({"conditions": "See 943 476 5919."}, "This text holds"),
    ],
)
def test_what_is_refused(waive: Waive, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        waive(**values)
    assert Waiver.objects.count() == 0


def test_nothing_is_waived_before_enrolment(waive: Waive, framework: Framework) -> None:
    late = a_practice(framework.network)
    enrolled(late, framework, date(2026, 6, 10))
    with pytest.raises(ValueError, match=f"{late.code} enrolled on 10 June 2026. Choose that day or a later one."):
        waive(practices=[late])


def test_whoever_works_there_does_not_waive(waive: Waive, team: Team) -> None:
    with pytest.raises(ValueError, match=r"You work at this practice"):
        waive(by=team.lead_gp)
