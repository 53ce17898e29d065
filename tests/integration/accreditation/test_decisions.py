from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accreditation import operations, queries
from accreditation.enums import AwardState, DecisionKind, ReasonCode, Status
from accreditation.models import Decision, Framework
from accreditation.reconciliation import SOURCES
from evidence.queries import entry_of_source
from evidence.reconciliation import discrepancies
from practices.confidentiality import IdentifierFound
from practices.enums import NetworkRole
from practices.models import Person, Practice
from tests.factories.accreditation import ENROLLED_ON, TIER, Team
from tests.factories.practices import a_practice, an_officer, appointed

FROM = date(2026, 6, 1)
Decide = Callable[..., Decision]


@pytest.fixture
def officer(framework: Framework) -> Person:
    return an_officer(framework.network)


@pytest.fixture
def decide(practice: Practice, framework: Framework, officer: Person, now: datetime) -> Decide:
    """The officer decides, each time an hour later, without a conflict of interest."""
    hours = iter(range(100))

    def decide(kind: str, reason_code: str = ReasonCode.REQUIREMENTS_MET, **values: Any) -> Decision:
        given = {
            "practice": practice,
            "framework": framework,
            "effective_on": FROM,
            "no_conflict_declared": True,
            "by": officer,
            "at": now + timedelta(hours=next(hours)),
        }
        return operations.decide(kind=kind, reason_code=reason_code, **{**given, **values})

    return decide


def award(practice: Practice, framework: Framework, as_of: date, known_at: datetime) -> AwardState:
    return queries.award_on(practice, framework, as_of=as_of, known_at=known_at).state


def test_a_grant_rests_on_an_assessment_that_can_be_asked_for_again(
    practice: Practice, framework: Framework, team: Team, decide: Decide, officer: Person, now: datetime
) -> None:
    team.meets_everything()
    decision = decide(DecisionKind.GRANT)
    version = framework.versions.get()
    assert (decision.tier, decision.verdict, decision.in_grace) == (TIER, "met", False)
    assert (decision.framework_version, decision.framework_digest) == (version, version.digest)
    again = queries.standing_of(practice, framework, as_of=decision.effective_on, known_at=decision.decided_at)
    assert again.state is not None
    assert again.state.verdict == decision.verdict
    assert again.status == Status.ACCREDITED


def test_a_decision_is_an_entry_of_the_ledger(team: Team, framework: Framework, decide: Decide) -> None:
    team.meets_everything()
    decision = decide(DecisionKind.GRANT)
    entry = entry_of_source(source="accreditation.decision", source_ref=str(decision.pk), kind="award.decided")
    assert entry is not None
    assert (entry.practice, entry.happened_on, entry.recorded_by) == (team.practice, FROM, decision.decided_by)
    assert entry.values == {
        "framework": framework.key,
        "decision": "grant",
        "tier": TIER,
        "reason": "requirements_met",
        "case": str(decision.pk),
    }
    assert not any(list(discrepancies(source)) for source in SOURCES)


def test_an_award_lives_from_grant_to_withdrawal_and_again(
    practice: Practice, framework: Framework, team: Team, decide: Decide, now: datetime
) -> None:
    team.meets_everything()
    decide(DecisionKind.GRANT)
    decide(
        DecisionKind.SUSPEND, ReasonCode.DATA_CONCERN, effective_on=date(2026, 6, 10), reason="Two registers differ."
    )
    decide(DecisionKind.REINSTATE, ReasonCode.CONCERN_RESOLVED, effective_on=date(2026, 6, 20))
    decide(DecisionKind.WITHDRAW, ReasonCode.PRACTICE_ASKED, effective_on=date(2026, 7, 1), reason="It asked to stop.")
    decide(DecisionKind.GRANT, effective_on=date(2026, 8, 1))
    days = [date(2026, 5, 31), FROM, date(2026, 6, 10), date(2026, 6, 20), date(2026, 7, 1), date(2026, 8, 1)]
    assert [award(practice, framework, day, now + timedelta(days=1)) for day in days] == [
        AwardState.WORKING_TOWARDS,
        AwardState.ACCREDITED,
        AwardState.SUSPENDED,
        AwardState.REINSTATED,
        AwardState.WITHDRAWN,
        AwardState.ACCREDITED,
    ]
    kinds = [each.kind for each in queries.history_of_decisions(practice, framework, known_at=now + timedelta(days=1))]
    assert kinds == ["grant", "withdraw", "reinstate", "suspend", "grant"]


def test_what_was_decided_later_was_not_known_before(
    practice: Practice, framework: Framework, team: Team, decide: Decide, now: datetime
) -> None:
    team.meets_everything()
    decide(DecisionKind.GRANT)
    decide(DecisionKind.WITHDRAW, ReasonCode.PRACTICE_CLOSED, reason="It merged.", at=now + timedelta(days=30))
    assert award(practice, framework, FROM, now + timedelta(days=29)) == AwardState.ACCREDITED
    assert award(practice, framework, FROM, now + timedelta(days=30)) == AwardState.WITHDRAWN


def test_nothing_is_granted_on_requirements_that_are_not_met(team: Team, decide: Decide) -> None:
    with pytest.raises(ValueError, match=r"On 1 June 2026 the requirements are “not met” as far as is known now"):
        decide(DecisionKind.GRANT)


def test_nothing_is_granted_in_the_entry_period_unless_the_framework_allows_it(team: Team, decide: Decide) -> None:
    with pytest.raises(ValueError, match=r"the requirements are “not yet due”"):
        decide(DecisionKind.GRANT, effective_on=date(2024, 12, 1))


def test_an_award_that_was_granted_is_not_granted_again(team: Team, decide: Decide) -> None:
    team.meets_everything()
    decide(DecisionKind.GRANT)
    with pytest.raises(ValueError, match=r"The practice holds this award already."):
        decide(DecisionKind.GRANT)


@pytest.mark.parametrize("kind", [DecisionKind.SUSPEND, DecisionKind.REINSTATE, DecisionKind.WITHDRAW])
def test_without_an_award_there_is_nothing_to_take_away(team: Team, decide: Decide, kind: DecisionKind) -> None:
    with pytest.raises(ValueError, match=f"An award that is “Working towards” cannot be followed by “{kind.label}”."):
        decide(kind, ReasonCode.ERROR if kind != DecisionKind.SUSPEND else ReasonCode.DATA_CONCERN, reason="Because.")


def test_a_practice_that_is_not_enrolled_cannot_be_granted_anything(framework: Framework, decide: Decide) -> None:
    with pytest.raises(ValueError, match=r"“Not enrolled” cannot be followed by “Grant”"):
        decide(DecisionKind.GRANT, practice=a_practice(framework.network))


def test_a_decision_takes_effect_no_earlier_than_the_one_before(team: Team, decide: Decide) -> None:
    team.meets_everything()
    decide(DecisionKind.GRANT)
    with pytest.raises(ValueError, match=r"The last decision takes effect on 1 June 2026. Choose that day or a later"):
        decide(DecisionKind.SUSPEND, ReasonCode.DATA_CONCERN, reason="Doubts.", effective_on=date(2026, 5, 31))


def test_a_decision_takes_effect_no_earlier_than_enrolment(team: Team, decide: Decide) -> None:
    with pytest.raises(ValueError, match=r"The practice enrolled on 1 April 2024. Choose that day or a later one."):
        decide(DecisionKind.GRANT, effective_on=ENROLLED_ON - timedelta(days=1))


def test_two_officers_cannot_decide_past_each_other(team: Team, decide: Decide, now: datetime) -> None:
    team.meets_everything()
    decide(DecisionKind.GRANT, at=now)
    with pytest.raises(ValueError, match=r"Another decision on this practice has just been made."):
        decide(DecisionKind.WITHDRAW, ReasonCode.ERROR, reason="A mistake.", at=now)


def test_whoever_works_at_the_practice_does_not_decide_on_it(
    practice: Practice, framework: Framework, team: Team, decide: Decide
) -> None:
    team.meets_everything()
    appointed(framework.network, NetworkRole.COMMISSIONER, person=team.lead_gp)
    with pytest.raises(ValueError, match=r"You work at this practice, so another officer has to decide."):
        decide(DecisionKind.GRANT, by=team.lead_gp)
    decide(DecisionKind.GRANT)


def test_whoever_declared_a_conflict_of_interest_does_not_decide(
    practice: Practice, framework: Framework, team: Team, decide: Decide, officer: Person, now: datetime
) -> None:
    team.meets_everything()
    with pytest.raises(ValueError, match=r"Declare whether you have a conflict of interest."):
        decide(DecisionKind.GRANT, no_conflict_declared=False)
    operations.recuse(practice=practice, by=officer, at=now)
    operations.recuse(practice=practice, by=officer, at=now)
    with pytest.raises(ValueError, match=r"You have declared a conflict of interest here"):
        decide(DecisionKind.GRANT)
    decide(DecisionKind.GRANT, by=an_officer(framework.network))


def test_a_reason_has_to_fit_the_decision_and_a_suspension_needs_words(team: Team, decide: Decide) -> None:
    team.meets_everything()
    with pytest.raises(ValueError, match=r"That is no reason to grant. Choose one of: The requirements are met\."):
        decide(DecisionKind.GRANT, ReasonCode.PATIENT_SAFETY)
    decide(DecisionKind.GRANT)
    with pytest.raises(ValueError, match=r"Say why in your own words: the practice will read it."):
        decide(DecisionKind.SUSPEND, ReasonCode.PATIENT_SAFETY, reason="  ")


def test_a_reason_that_identifies_a_patient_is_refused_and_not_stored(team: Team, decide: Decide) -> None:
    team.meets_everything()
    with pytest.raises(IdentifierFound):
        decide(DecisionKind.GRANT, reason="See patient 943 476 5919.")
    assert Decision.objects.count() == 0


def test_an_unknown_tier_is_refused_with_those_there_are(team: Team, decide: Decide) -> None:
    team.meets_everything()
    with pytest.raises(ValueError, match=r"The framework has no tier 'gold'. It has: endorsed."):
        decide(DecisionKind.GRANT, tier="gold")


def test_a_decision_is_never_changed_or_deleted(team: Team, decide: Decide) -> None:
    team.meets_everything()
    decision = decide(DecisionKind.GRANT)
    with pytest.raises(ValueError, match=r"A decision is never changed once it is written. Write a new one."):
        decision.save()
    with pytest.raises(ValueError, match=r"A decision is never deleted."):
        decision.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(verdict="not_met")


def test_a_failed_decision_leaves_nothing_behind(team: Team, decide: Decide) -> None:
    with pytest.raises(ValueError, match=r"not met"):
        decide(DecisionKind.GRANT)
    assert Decision.objects.count() == 0
    assert entry_of_source(source="accreditation.decision", source_ref="1", kind="award.decided") is None
