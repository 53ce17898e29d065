"""What a practice has to put right, and what it does against a decision."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accreditation import operations, queries
from accreditation.enums import AppealState, AwardState, DecisionKind, NoticeState, ReasonCode
from accreditation.models import Appeal, Decision, Framework, Notice
from accreditation.reconciliation import SOURCES
from evidence.models import Entry
from evidence.reconciliation import discrepancies
from practices.models import Network, Person
from tests.factories.accounts import signed_in
from tests.factories.accreditation import Team
from tests.factories.practices import an_officer

GRANTED = date(2026, 6, 1)


@pytest.fixture
def officer(network: Network) -> Person:
    return an_officer(network)


@pytest.fixture
def another(network: Network) -> Person:
    return an_officer(network)


def decide(team: Team, framework: Framework, by: Person, at: datetime, **values: Any) -> Decision:
    given = {
        "kind": DecisionKind.GRANT,
        "effective_on": GRANTED,
        "reason_code": ReasonCode.REQUIREMENTS_MET,
        "no_conflict_declared": True,
    }
    return operations.decide(practice=team.practice, framework=framework, by=by, at=at, **{**given, **values})


@pytest.fixture
def granted(team: Team, framework: Framework, officer: Person, now: datetime) -> Decision:
    team.meets_everything()
    return decide(team, framework, officer, now)


def suspend(team: Team, framework: Framework, by: Person, at: datetime, **values: Any) -> Decision:
    given = {
        "kind": DecisionKind.SUSPEND,
        "effective_on": at.date(),
        "reason_code": ReasonCode.DATA_CONCERN,
        "reason": "Two registers differ.",
    }
    return decide(team, framework, by, at, **{**given, **values})


def serve(team: Team, framework: Framework, by: Person, at: datetime, **values: Any) -> Notice:
    given = {"reason_code": "requirements_not_met", "asked": "Agree a visit.", "no_conflict_declared": True}
    return operations.serve_notice(practice=team.practice, framework=framework, by=by, at=at, **{**given, **values})


def state(team: Team, framework: Framework, on: date, known_at: datetime) -> AwardState:
    return queries.award_on(team.practice, framework, as_of=on, known_at=known_at).state


@pytest.mark.parametrize(("reason", "days"), [("requirements_not_met", 28), ("patient_safety", 7)])
def test_a_notice_gives_the_framework_s_days(
    granted: Decision, team: Team, framework: Framework, officer: Person, now: datetime, reason: str, days: int
) -> None:
    notice = serve(team, framework, officer, now, reason_code=reason)
    assert (notice.served_on, notice.due_on) == (now.date(), now.date() + timedelta(days=days))
    assert [
        list(Notice.objects.overdue(notice.due_on)),
        list(Notice.objects.overdue(notice.due_on + timedelta(1))),
    ] == [
        [],
        [notice],
    ]


def test_a_notice_never_gives_fewer_days(
    granted: Decision, team: Team, framework: Framework, officer: Person, now: datetime
) -> None:
    with pytest.raises(ValueError, match=r"The framework gives 28 days. Choose 13 July 2026 or a later day."):
        serve(team, framework, officer, now, due_on=date(2026, 7, 12))
    serve(team, framework, officer, now, due_on=date(2026, 7, 13))


def test_a_notice_goes_to_a_practice_that_holds_an_award(
    team: Team, framework: Framework, officer: Person, now: datetime
) -> None:
    with pytest.raises(ValueError, match=r"This one is “Working towards”."):
        serve(team, framework, officer, now)


def test_a_notice_is_answered_once_and_says_why(
    granted: Decision, team: Team, framework: Framework, officer: Person, now: datetime
) -> None:
    notice = serve(team, framework, officer, now)
    answer: dict[str, Any] = {"notice": notice, "no_conflict_declared": True, "by": officer, "at": now}
    with pytest.raises(ValueError, match=r"Say why in your own words"):
        operations.close_notice(outcome="not_met", findings="", **answer)
    closed = operations.close_notice(outcome="not_met", findings="No visit was agreed.", **answer)
    assert closed.state == NoticeState.NOT_MET
    with pytest.raises(ValueError, match=r"The notice is closed: not met."):
        operations.close_notice(outcome="met", findings="", **answer)
    suspended = suspend(team, framework, officer, now + timedelta(hours=1), reason_code=ReasonCode.NOTICE_NOT_MET)
    assert suspended.get_reason_code_display() == "A remedial notice was not met"


def test_an_appeal_upheld_restores_from_the_original_day_and_the_past_stays_known(
    granted: Decision, team: Team, framework: Framework, officer: Person, another: Person, now: datetime
) -> None:
    taken_at, heard_at = now + timedelta(days=1), now + timedelta(days=20)
    suspended = suspend(team, framework, officer, taken_at)
    appeal = operations.lodge_appeal(
        decision=suspended, grounds="The registers agree.", by=team.lead_gp, at=taken_at + timedelta(days=2)
    )
    assert not appeal.freezes
    assert state(team, framework, heard_at.date(), heard_at) == AwardState.SUSPENDED
    operations.hear_appeal(
        appeal=appeal, upheld=True, findings="They do.", no_conflict_declared=True, by=another, at=heard_at
    )
    later = heard_at + timedelta(hours=1)
    assert state(team, framework, suspended.effective_on, later) == AwardState.ACCREDITED
    assert state(team, framework, suspended.effective_on, heard_at - timedelta(seconds=1)) == AwardState.SUSPENDED
    award = queries.award_on(team.practice, framework, as_of=heard_at.date(), known_at=later)
    assert (award.since_on, award.decision_id) == (GRANTED, granted.pk)
    assert not any(list(discrepancies(source)) for source in SOURCES)


def test_notices_and_appeals_are_in_the_ledger_with_both_clocks(
    granted: Decision, team: Team, framework: Framework, officer: Person, another: Person, now: datetime
) -> None:
    notice = serve(team, framework, officer, now)
    operations.close_notice(
        notice=notice, outcome="met", findings="", no_conflict_declared=True, by=officer, at=now + timedelta(days=2)
    )
    takes_effect = now.date() + timedelta(days=10)
    suspended = suspend(team, framework, officer, now + timedelta(days=3), effective_on=takes_effect)
    appeal = operations.lodge_appeal(decision=suspended, grounds="Unfair.", by=team.lead_gp, at=now + timedelta(days=4))
    operations.take_back_appeal(appeal=appeal, by=team.lead_gp, at=now + timedelta(days=12))
    told = Entry.objects.filter(source__in=["accreditation.notice", "accreditation.appeal"]).order_by("pk")
    days = [now.date() + timedelta(days=each) for each in (0, 2, 4, 12)]
    assert [(each.kind, each.happened_on, each.recorded_by, each.practice) for each in told] == [
        ("notice.served", days[0], officer, team.practice),
        ("notice.closed", days[1], officer, team.practice),
        ("appeal.lodged", days[2], team.lead_gp, team.practice),
        ("appeal.closed", days[3], team.lead_gp, team.practice),
    ]
    assert [each.recorded_at for each in told] == [now + timedelta(days=each) for each in (0, 2, 4, 12)]
    assert told[1].values == {"notice": str(notice.pk), "outcome": "met"}
    assert told[2].values == {
        "framework": framework.key,
        "appeal": str(appeal.pk),
        "case": str(suspended.pk),
        "freezes": True,
    }
    assert told[3].values["takes_effect_on"] == (now.date() + timedelta(days=12)).isoformat()
    assert not any(list(discrepancies(source)) for source in SOURCES)


def test_a_notice_or_appeal_changed_behind_the_operations_is_found(
    granted: Decision, team: Team, framework: Framework, officer: Person, now: datetime
) -> None:
    notice = serve(team, framework, officer, now)
    suspended = suspend(team, framework, officer, now + timedelta(days=1))
    appeal = operations.lodge_appeal(decision=suspended, grounds="Unfair.", by=team.lead_gp, at=now + timedelta(days=2))
    Notice.objects.filter(pk=notice.pk).update(due_on=notice.due_on + timedelta(days=1))
    Appeal.objects.filter(pk=appeal.pk).update(freezes=True)
    found = [each.kind for source in SOURCES for each in discrepancies(source)]
    assert found == ["notice.served", "appeal.lodged"]


def test_what_was_known_before_an_appeal_is_not_changed_by_what_became_of_it(
    granted: Decision, team: Team, framework: Framework, officer: Person, another: Person, now: datetime
) -> None:
    """Before it was lodged, the decision took effect on its day; while heard it waited; then it came later."""
    day = now.date() + timedelta(days=10)
    decided, lodged, heard = (now + timedelta(days=each) for each in (1, 2, 15))
    suspended = suspend(team, framework, officer, decided, effective_on=day)

    def award(known_at: datetime) -> tuple[AwardState, date | None]:
        found = queries.award_on(team.practice, framework, as_of=day, known_at=known_at)
        return found.state, found.since_on

    before = [award(decided), queries.award_on(team.practice, framework, as_of=heard.date(), known_at=decided)]
    assert before[0] == (AwardState.SUSPENDED, day)
    appeal = operations.lodge_appeal(decision=suspended, grounds="Unfair.", by=team.lead_gp, at=lodged)
    waiting = award(lodged)
    assert waiting == (AwardState.ACCREDITED, GRANTED)
    _dismiss(appeal, another, heard)
    assert [award(decided), queries.award_on(team.practice, framework, as_of=heard.date(), known_at=decided)] == before
    assert award(lodged) == waiting
    assert award(heard) == (AwardState.ACCREDITED, GRANTED)


def test_what_runs_beside_a_standing_is_told_as_it_was_known(
    granted: Decision, team: Team, framework: Framework, officer: Person, another: Person, now: datetime
) -> None:
    notice = serve(team, framework, officer, now)
    suspended = suspend(team, framework, officer, now + timedelta(days=1))
    appeal = operations.lodge_appeal(decision=suspended, grounds="Unfair.", by=team.lead_gp, at=now + timedelta(days=2))
    operations.close_notice(
        notice=notice, outcome="met", findings="", no_conflict_declared=True, by=officer, at=now + timedelta(days=3)
    )
    _dismiss(appeal, another, now + timedelta(days=4))

    def beside(days: float) -> tuple[list[Notice], list[Appeal]]:
        known_at = now + timedelta(days=days)
        heard = queries.appeals_being_heard(team.practice, framework, known_at=known_at)
        return list(queries.open_notices(team.practice, known_at=known_at)), list(heard)

    assert [beside(days) for days in (-1, 1, 2.5, 3.5, 5)] == [
        ([], []),
        ([notice], []),
        ([notice], [appeal]),
        ([], [appeal]),
        ([], []),
    ]


def test_the_practice_takes_its_appeal_back_on_screen(
    granted: Decision, team: Team, framework: Framework, officer: Person, now: datetime, client: Client
) -> None:
    suspended = suspend(team, framework, officer, now + timedelta(days=1))
    appeal = operations.lodge_appeal(decision=suspended, grounds="Unfair.", by=team.lead_gp, at=now + timedelta(days=2))
    page, way_back = (reverse(f"accreditation:{name}", args=[appeal.pk]) for name in ("appeal", "take_back_appeal"))
    assert way_back not in signed_in(client, officer).get(page).content.decode()
    client = signed_in(client, team.lead_gp)
    assert f'href="{way_back}"' in client.get(page).content.decode()
    assert "The decision stands, as it did." in client.get(way_back).content.decode()
    assert client.post(way_back).status_code == 302
    appeal.refresh_from_db()
    assert (appeal.state, appeal.closed_by) == (AppealState.WITHDRAWN, team.lead_gp)
    assert way_back not in client.get(page).content.decode()
    assert "The appeal is closed: taken back." in client.post(way_back).content.decode()


def test_an_appeal_dismissed_leaves_the_decision(
    granted: Decision, team: Team, framework: Framework, officer: Person, another: Person, now: datetime
) -> None:
    suspended = suspend(team, framework, officer, now + timedelta(days=1))
    appeal = operations.lodge_appeal(decision=suspended, grounds="Unfair.", by=team.lead_gp, at=now + timedelta(days=2))
    with pytest.raises(ValueError, match=r"Say why in your own words"):
        _dismiss(appeal, another, now + timedelta(days=3), findings="")
    _dismiss(appeal, another, now + timedelta(days=3))
    assert state(team, framework, suspended.effective_on, now + timedelta(days=4)) == AwardState.SUSPENDED
    with pytest.raises(ValueError, match=r"The appeal is closed: dismissed."):
        _dismiss(appeal, another, now + timedelta(days=4))


def _dismiss(appeal: Appeal, by: Person, at: datetime, findings: str = "The concern stands.") -> Appeal:
    return operations.hear_appeal(
        appeal=appeal, upheld=False, findings=findings, no_conflict_declared=True, by=by, at=at
    )


def test_whoever_decided_does_not_hear_the_appeal(
    granted: Decision, team: Team, framework: Framework, officer: Person, now: datetime
) -> None:
    suspended = suspend(team, framework, officer, now + timedelta(days=1))
    appeal = operations.lodge_appeal(decision=suspended, grounds="Unfair.", by=team.lead_gp, at=now + timedelta(days=2))
    with pytest.raises(ValueError, match=r"You took part in this decision, so others have to hear the appeal."):
        _dismiss(appeal, officer, now + timedelta(days=3))


def test_a_decision_still_to_come_waits_for_its_appeal(
    granted: Decision, team: Team, framework: Framework, officer: Person, another: Person, now: datetime
) -> None:
    takes_effect, heard_at = now.date() + timedelta(days=10), now + timedelta(days=15)
    suspended = suspend(team, framework, officer, now + timedelta(days=1), effective_on=takes_effect)
    appeal = operations.lodge_appeal(decision=suspended, grounds="Unfair.", by=team.lead_gp, at=now + timedelta(days=2))
    assert appeal.freezes
    assert state(team, framework, takes_effect, heard_at) == AwardState.ACCREDITED
    with pytest.raises(ValueError, match=r"An appeal is being heard, and holds the decision appealed against."):
        decide(
            *(team, framework, officer, now + timedelta(days=3)),
            kind=DecisionKind.WITHDRAW,
            reason_code=ReasonCode.PRACTICE_ASKED,
            reason="It asked to stop.",
            effective_on=takes_effect,
        )
    _dismiss(appeal, another, heard_at)
    later = heard_at + timedelta(hours=1)
    assert state(team, framework, heard_at.date() - timedelta(days=1), later) == AwardState.ACCREDITED
    assert state(team, framework, heard_at.date(), later) == AwardState.SUSPENDED


def test_where_patients_are_at_risk_nothing_waits(
    granted: Decision, team: Team, framework: Framework, officer: Person, now: datetime
) -> None:
    takes_effect = now.date() + timedelta(days=10)
    suspended = suspend(
        *(team, framework, officer, now + timedelta(days=1)),
        effective_on=takes_effect,
        reason_code=ReasonCode.PATIENT_SAFETY,
    )
    appeal = operations.lodge_appeal(decision=suspended, grounds="Unfair.", by=team.lead_gp, at=now + timedelta(days=2))
    assert not appeal.freezes


@pytest.mark.parametrize(("days", "is_late"), [(28, False), (29, True)])
def test_an_appeal_is_lodged_within_the_framework_s_days(
    granted: Decision, team: Team, framework: Framework, officer: Person, now: datetime, days: int, is_late: bool
) -> None:
    suspended = suspend(team, framework, officer, now + timedelta(hours=1))
    at = now + timedelta(days=days)
    if is_late:
        with pytest.raises(ValueError, match=r"An appeal could be lodged until 13 July 2026."):
            operations.lodge_appeal(decision=suspended, grounds="Late.", by=team.lead_gp, at=at)
        return
    operations.lodge_appeal(decision=suspended, grounds="In time.", by=team.lead_gp, at=at)
    with pytest.raises(ValueError, match=r"has been lodged already"):
        operations.lodge_appeal(decision=suspended, grounds="Again.", by=team.lead_gp, at=at)


def test_how_an_appeal_ended_changes_nothing_that_was_known_before(
    granted: Decision, team: Team, framework: Framework, officer: Person, another: Person, now: datetime
) -> None:
    """A dismissal puts the effect off; who asked before the appeal saw the day first named, and still does."""
    to_come = now.date() + timedelta(days=10)
    suspended = suspend(team, framework, officer, now + timedelta(days=1), effective_on=to_come)
    appeal = operations.lodge_appeal(decision=suspended, grounds="Unfair.", by=team.lead_gp, at=now + timedelta(days=2))
    operations.hear_appeal(
        appeal=appeal, upheld=False, findings="No.", no_conflict_declared=True, by=another, at=now + timedelta(days=20)
    )
    days = [to_come, now.date() + timedelta(days=19), now.date() + timedelta(days=20)]
    before, after = ([state(team, framework, day, now + timedelta(days=known)) for day in days] for known in (1, 21))
    assert before == [AwardState.SUSPENDED] * 3
    assert after == [AwardState.ACCREDITED, AwardState.ACCREDITED, AwardState.SUSPENDED]


def test_there_is_no_appeal_against_a_grant(granted: Decision, team: Team, now: datetime) -> None:
    with pytest.raises(ValueError, match=r"There is no appeal against this kind of decision."):
        operations.lodge_appeal(decision=granted, grounds="Why?", by=team.lead_gp, at=now)


def test_reinstated_while_the_appeal_is_heard_and_then_upheld(
    granted: Decision, team: Team, framework: Framework, officer: Person, another: Person, now: datetime
) -> None:
    """What followed on the overturned decision falls away with it."""
    suspended = suspend(team, framework, officer, now + timedelta(days=1))
    appeal = operations.lodge_appeal(decision=suspended, grounds="Unfair.", by=team.lead_gp, at=now + timedelta(days=2))
    decide(
        *(team, framework, officer, now + timedelta(days=3)),
        kind=DecisionKind.REINSTATE,
        reason_code=ReasonCode.CONCERN_RESOLVED,
        effective_on=now.date() + timedelta(days=3),
    )
    operations.hear_appeal(
        appeal=appeal, upheld=True, findings="Yes.", no_conflict_declared=True, by=another, at=now + timedelta(days=9)
    )
    known_at = now + timedelta(days=10)
    days = [now.date() + timedelta(days=each) for each in (1, 3, 9)]
    assert {state(team, framework, day, known_at) for day in days} == {AwardState.ACCREDITED}


def test_a_suspension_says_what_it_means(
    granted: Decision, team: Team, framework: Framework, officer: Person, now: datetime
) -> None:
    by_default = suspend(team, framework, officer, now + timedelta(hours=1)).effects
    assert (by_default.badge, by_default.new_initiations) == (False, False)
    assert by_default.payment_stops_on == by_default.cover_starts_on == now.date()
    decide(
        *(team, framework, officer, now + timedelta(hours=2)),
        kind=DecisionKind.REINSTATE,
        reason_code=ReasonCode.CONCERN_RESOLVED,
        effective_on=now.date(),
    )
    terms = operations.SuspensionTerms(badge=True, new_initiations=True, patients_told_by=date(2026, 7, 1))
    said = suspend(team, framework, officer, now + timedelta(hours=3), effects=terms).effects
    assert (said.badge, said.payment_stops_on, said.patients_told_by) == (True, None, date(2026, 7, 1))
