"""What the framework wants two officers for: one proposes, another confirms or refuses."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from accreditation import operations, queries
from accreditation.enums import AwardState, DecisionKind, ProposalState, ReasonCode
from accreditation.models import Decision, Framework, Proposal, Waiver
from evidence.queries import entry_of_source
from practices.models import Network, Person
from tests.factories.accreditation import Team, a_framework_that_says, enrolled
from tests.factories.practices import a_network, a_practice, an_officer

FROM = date(2026, 6, 1)
BY_TWO = ["grant", "suspend", "waive"]
Propose = Callable[..., Proposal]


@pytest.fixture
def framework(network: Network) -> Framework:
    return a_framework_that_says(network, two_people=BY_TWO)


@pytest.fixture
def first(network: Network) -> Person:
    return an_officer(network)


@pytest.fixture
def second(network: Network) -> Person:
    return an_officer(network)


@pytest.fixture
def propose(team: Team, framework: Framework, first: Person, now: datetime) -> Propose:
    team.meets_everything()

    def propose(**values: Any) -> Proposal:
        given = {
            "practice": team.practice,
            "framework": framework,
            "kind": DecisionKind.GRANT,
            "effective_on": FROM,
            "reason_code": ReasonCode.REQUIREMENTS_MET,
            "no_conflict_declared": True,
            "by": first,
            "at": now,
        }
        return operations.propose_decision(**{**given, **values})

    return propose


def confirm(proposal: Proposal, by: Person, at: datetime) -> Any:
    return operations.confirm_proposal(proposal=proposal, no_conflict_declared=True, by=by, at=at)


def test_one_officer_alone_is_sent_to_propose(team: Team, framework: Framework, first: Person, now: datetime) -> None:
    team.meets_everything()
    with pytest.raises(ValueError, match=r"The framework asks for two officers here. Propose it"):
        operations.grant_award(
            practice=team.practice,
            framework=framework,
            effective_on=FROM,
            reason_code=ReasonCode.REQUIREMENTS_MET,
            no_conflict_declared=True,
            by=first,
            at=now,
        )
    assert Decision.objects.count() == 0


def test_nothing_moves_until_a_second_officer_confirms(
    propose: Propose, team: Team, framework: Framework, first: Person, second: Person, now: datetime
) -> None:
    proposal = propose()
    assert queries.last_award(team.practice, framework).state == AwardState.WORKING_TOWARDS
    decision = confirm(proposal, second, now + timedelta(hours=1))
    assert (decision.proposed_by, decision.decided_by, decision.kind) == (first, second, DecisionKind.GRANT)
    assert queries.last_award(team.practice, framework).state == AwardState.ACCREDITED
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decision) == (ProposalState.CONFIRMED, decision)
    entry = entry_of_source(source="accreditation.decision", source_ref=str(decision.pk), kind="award.decided")
    assert entry is not None
    assert entry.recorded_by == second


def test_the_second_is_never_the_first(propose: Propose, first: Person, now: datetime) -> None:
    proposal = propose()
    with pytest.raises(ValueError, match=r"You proposed this, so another officer has to confirm it."):
        confirm(proposal, first, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(state=ProposalState.CONFIRMED, closed_by=first, closed_at=now)


def test_the_second_is_never_recused(propose: Propose, team: Team, second: Person, now: datetime) -> None:
    proposal = propose()
    operations.recuse(practice=team.practice, by=second, at=now)
    with pytest.raises(ValueError, match=r"You have declared a conflict of interest here"):
        confirm(proposal, second, now)
    with pytest.raises(ValueError, match=r"You have declared a conflict of interest here"):
        operations.refuse_proposal(proposal=proposal, refusal="No.", by=second, at=now)


def test_the_second_never_works_at_the_practice(propose: Propose, team: Team, now: datetime) -> None:
    with pytest.raises(ValueError, match=r"You work at this practice"):
        confirm(propose(), team.lead_nurse, now)


def test_what_no_longer_holds_is_not_confirmed(
    propose: Propose, team: Team, framework: Framework, second: Person, now: datetime
) -> None:
    """Checked again on what is known when it is confirmed."""
    proposal = propose()
    for declaration in team.practice.declarations.all():
        operations.withdraw_declaration(declaration=declaration, by=team.lead_gp, at=now)
    with pytest.raises(ValueError, match=r"the requirements are “not met” as far as is known now"):
        confirm(proposal, second, now + timedelta(hours=1))
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.OPEN


def test_a_refusal_gives_its_reason_and_ends_it(propose: Propose, second: Person, now: datetime) -> None:
    proposal = propose()
    with pytest.raises(ValueError, match=r"Say why in your own words"):
        operations.refuse_proposal(proposal=proposal, refusal=" ", by=second, at=now)
    operations.refuse_proposal(proposal=proposal, refusal="The audit is still open.", by=second, at=now)
    with pytest.raises(ValueError, match=r"The proposal is closed: refused."):
        confirm(proposal, second, now)
    assert Decision.objects.count() == 0


def test_only_whoever_proposed_it_takes_it_back(propose: Propose, first: Person, second: Person, now: datetime) -> None:
    proposal = propose()
    with pytest.raises(ValueError, match=r"Only whoever proposed this can take it back"):
        operations.take_back_proposal(proposal=proposal, by=second, at=now)
    operations.take_back_proposal(proposal=proposal, by=first, at=now)
    propose(at=now + timedelta(minutes=1))


def test_the_same_is_proposed_once(propose: Propose, now: datetime) -> None:
    propose()
    with pytest.raises(ValueError, match=r"The same has been proposed already"):
        propose(at=now + timedelta(minutes=1))


@pytest.mark.parametrize(("days", "is_late"), [(14, False), (15, True)])
def test_a_proposal_can_be_confirmed_for_fourteen_days(
    propose: Propose, second: Person, now: datetime, days: int, is_late: bool
) -> None:
    proposal = propose()
    at = now + timedelta(days=days)
    if not is_late:
        assert confirm(proposal, second, at).kind == DecisionKind.GRANT
        return
    with pytest.raises(ValueError, match=r"The proposal expired after 29 June 2026. Propose it again."):
        confirm(proposal, second, at)
    assert operations.expire_proposals(on=at.date(), at=at) == 1
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.EXPIRED
    propose(at=at + timedelta(hours=1))


def test_a_waiver_by_two(team: Team, framework: Framework, first: Person, second: Person, now: datetime) -> None:
    asked: dict[str, Any] = {
        "framework": framework,
        "requirement_keys": ["visits"],
        "from_on": FROM,
        "until_on": date(2026, 7, 1),
        "reason_code": "not_on_offer",
        "reason": "No specialist was free.",
        "no_conflict_declared": True,
    }
    with pytest.raises(ValueError, match=r"two officers"):
        operations.waive_requirements(practices=[team.practice], **asked, by=first, at=now)
    proposal = operations.propose_waiver(practice=team.practice, **asked, by=first, at=now)
    assert Waiver.objects.count() == 0
    [waiver] = confirm(proposal, second, now + timedelta(hours=1))
    assert (waiver.proposed_by, waiver.granted_by, waiver.requirement_key) == (first, second, "visits")


def test_the_second_officer_is_told_and_then_the_first(
    propose: Propose,
    team: Team,
    first: Person,
    second: Person,
    now: datetime,
    worked_out: Callable[[], int],
) -> None:
    proposal = propose()
    worked_out()
    assert [message.to for message in mail.outbox] == [[second.email]]
    mail.outbox.clear()
    confirm(proposal, second, now + timedelta(minutes=1))
    worked_out()
    told = sorted(message.to[0] for message in mail.outbox)
    assert told == sorted([first.email, team.lead_gp.email, team.lead_nurse.email])
    assert any("/decisions/" in str(message.body) for message in mail.outbox)


@pytest.mark.usefixtures("committed_db")
def test_of_two_who_confirm_at_the_same_moment_one_is_told_that_it_is_done(now: datetime) -> None:
    network = a_network()
    framework = a_framework_that_says(network, two_people=BY_TWO)
    practice = a_practice(network)
    enrolled(practice, framework)
    Team(practice, network).meets_everything()
    proposal = operations.propose_decision(
        practice=practice,
        framework=framework,
        kind=DecisionKind.GRANT,
        effective_on=FROM,
        reason_code=ReasonCode.REQUIREMENTS_MET,
        no_conflict_declared=True,
        by=an_officer(network),
        at=now,
    )
    seconds = [an_officer(network) for _ in range(2)]
    together = Barrier(len(seconds))

    def attempt(officer: Person) -> str:
        try:
            mine = Proposal.objects.get(pk=proposal.pk)
            together.wait(timeout=10)
            decision = confirm(mine, officer, now + timedelta(hours=1))
            return f"decided by {decision.decided_by_id}"
        except ValueError as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(seconds)) as officers:
        outcomes = list(officers.map(attempt, seconds))
    decision = Decision.objects.get()
    done = f"decided by {decision.decided_by_id}"
    assert sorted(outcomes) == sorted([done, "The proposal is closed: confirmed."])
    assert seconds[outcomes.index(done)].pk == decision.decided_by_id
    closed = Proposal.objects.get()
    assert (closed.state, closed.decision, closed.closed_by) == (
        ProposalState.CONFIRMED,
        decision,
        decision.decided_by,
    )
