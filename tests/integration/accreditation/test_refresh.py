from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from accreditation import operations, queries
from accreditation.models import Framework
from accreditation.rules.verdicts import MET
from practices.models import Practice
from tests.factories.accreditation import Team

MET_ON = date(2026, 6, 15)


def test_a_practice_that_meets_everything_stands_on_the_stored_register(
    practice: Practice, framework: Framework, team: Team, worked_out: Callable[[], int], now: datetime
) -> None:
    team.meets_everything()
    worked_out()
    states = queries.root_states(framework, as_of=MET_ON, known_at=now)
    assert states == {practice.pk: MET}
    assert list(operations.standing_differences(practice)) == []
    live = queries.standing_of(practice, framework, as_of=MET_ON, known_at=now)
    assert live.state == MET
