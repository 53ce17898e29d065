"""What a framework lets follow by itself, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from accreditation import operations, queries
from accreditation.enums import AwardState, ReasonCode
from accreditation.models import Decision, Framework
from practices.models import Network, Practice
from tests.factories.accreditation import Team, a_framework_that_says, enrolled
from tests.factories.practices import a_practice, an_officer

ON = date(2026, 6, 15)


def team_under(network: Network, **decision: object) -> tuple[Team, Framework]:
    framework = a_framework_that_says(network, **decision)
    practice = a_practice(network)
    enrolled(practice, framework)
    return Team(practice, network), framework


def state(practice: Practice, framework: Framework) -> AwardState:
    return queries.last_award(practice, framework).state


def test_nothing_follows_by_itself_unless_the_framework_says_so(
    network: Network, now: datetime, worked_out: Callable[[], int]
) -> None:
    team, framework = team_under(network)
    team.meets_everything()
    worked_out()
    assert operations.take_automatic_decisions(on=ON, at=now) == 0
    with pytest.raises(ValueError, match=r"The framework does not let this follow by itself."):
        operations.decide_automatically(
            practice=team.practice, framework=framework, kind="grant", effective_on=ON, at=now
        )
    assert Decision.objects.count() == 0


def test_what_follows_by_itself_says_so_and_happens_once(
    network: Network, now: datetime, worked_out: Callable[[], int]
) -> None:
    team, framework = team_under(network, automatic_for=["grant"])
    team.meets_everything()
    worked_out()
    assert operations.take_automatic_decisions(on=ON, at=now) == 1
    assert operations.take_automatic_decisions(on=ON, at=now + timedelta(hours=1)) == 0
    decision = Decision.objects.get()
    assert (decision.is_automatic, decision.decided_by, decision.no_conflict_declared) == (True, None, False)
    assert "followed by itself" in decision.reason
    assert state(team.practice, framework) == AwardState.ACCREDITED


def test_an_award_lapses_on_the_day_its_requirements_do(
    network: Network, now: datetime, worked_out: Callable[[], int]
) -> None:
    """The visits hold up to 30 September."""
    team, framework = team_under(network, automatic_for=["grant", "lapse"])
    team.meets_everything()
    worked_out()
    operations.take_automatic_decisions(on=ON, at=now)
    last, first = date(2026, 9, 30), date(2026, 10, 1)
    assert operations.take_automatic_decisions(on=last, at=now + timedelta(days=107)) == 0
    assert operations.take_automatic_decisions(on=first, at=now + timedelta(days=108)) == 1
    lapsed = queries.last_decision(team.practice, framework)
    assert lapsed is not None
    assert (lapsed.kind, lapsed.effective_on, lapsed.verdict) == ("lapse", first, "not_met")


def test_what_an_officer_suspended_an_officer_reinstates(
    network: Network, now: datetime, worked_out: Callable[[], int]
) -> None:
    team, framework = team_under(network, automatic=True)
    team.meets_everything()
    worked_out()
    operations.take_automatic_decisions(on=ON, at=now)
    operations.suspend_award(
        practice=team.practice,
        framework=framework,
        effective_on=ON,
        reason_code=ReasonCode.PATIENT_SAFETY,
        reason="Insulin doses were not checked.",
        no_conflict_declared=True,
        by=an_officer(network),
        at=now + timedelta(hours=1),
    )
    assert operations.take_automatic_decisions(on=ON, at=now + timedelta(hours=2)) == 0
    assert state(team.practice, framework) == AwardState.SUSPENDED
