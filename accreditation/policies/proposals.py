from __future__ import annotations

from datetime import date

from accreditation.enums import ProposalState
from accreditation.models import Framework, Proposal
from cms.dates import in_words
from practices.models import Person, Practice


def check_no_open_proposal(practice: Practice, framework: Framework, kind: str) -> None:
    if Proposal.objects.filter(practice=practice, framework=framework, kind=kind, state=ProposalState.OPEN).exists():
        raise ValueError("The same has been proposed already, and waits for a second officer.")


def check_waits(proposal: Proposal, on: date) -> None:
    if proposal.state != ProposalState.OPEN:
        raise ValueError(f"The proposal is closed: {ProposalState(proposal.state).label.lower()}.")
    if on > proposal.expires_on:
        raise ValueError(f"The proposal expired after {in_words(proposal.expires_on)}. Propose it again.")


def check_second_person(proposal: Proposal, officer: Person) -> None:
    if proposal.proposed_by_id == officer.pk:
        raise ValueError("You proposed this, so another officer has to confirm it.")


def check_own(proposal: Proposal, officer: Person) -> None:
    if proposal.proposed_by_id != officer.pk:
        raise ValueError("Only whoever proposed this can take it back. You can refuse it.")
