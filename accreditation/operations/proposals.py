"""What the framework wants two officers for: one proposes, another confirms or refuses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from accreditation import policies
from accreditation.enums import ProposalState
from accreditation.models import Decision, Framework, Proposal, Waiver
from accreditation.models.proposals import WAIVE
from accreditation.operations.decisions import ABOUT_A_PRACTICE, SuspensionTerms, check_officer, rule, take
from accreditation.operations.standing import lock_reckoning
from accreditation.operations.telling import tell
from accreditation.operations.waivers import grant_waivers, waiving
from cms.clock import london_date
from practices.confidentiality import check_no_identifiers
from practices.models import Person, Practice

DAYS_TO_CONFIRM = timedelta(days=14)


@transaction.atomic
def propose_decision(
    *,
    practice: Practice,
    framework: Framework,
    kind: str,
    effective_on: date,
    reason_code: str,
    no_conflict_declared: bool,
    by: Person,
    at: datetime,
    reason: str = "",
    tier: str = "",
    effects: SuspensionTerms | None = None,
) -> Proposal:
    """The first of two officers. Everything is checked now and again when it is confirmed; until then nothing moves."""
    lock_reckoning(practice)
    check_officer(practice, no_conflict_declared, by, at)
    rule(practice, framework, kind, effective_on, reason_code, reason, tier, effects, at)
    terms = {
        "effective_on": effective_on.isoformat(),
        "reason_code": reason_code,
        "reason": reason.strip(),
        "tier": tier,
        "effects": {name: _plain(value) for name, value in asdict(effects).items()} if effects else None,
    }
    return _propose(practice, framework, kind, terms, by=by, at=at)


@transaction.atomic
def propose_waiver(
    *,
    practice: Practice,
    framework: Framework,
    requirement_keys: Collection[str],
    from_on: date,
    until_on: date,
    reason_code: str,
    reason: str,
    no_conflict_declared: bool,
    by: Person,
    at: datetime,
    conditions: str = "",
) -> Proposal:
    lock_reckoning(practice)
    check_officer(practice, no_conflict_declared, by, at)
    asked = waiving(framework, requirement_keys, from_on, until_on, reason_code, reason, conditions, at)
    asked.check_for(practice)
    terms = {
        "requirement_keys": list(asked.requirement_keys),
        "from_on": from_on.isoformat(),
        "until_on": until_on.isoformat(),
        "reason_code": reason_code,
        "reason": asked.reason,
        "conditions": asked.conditions,
    }
    return _propose(practice, framework, WAIVE, terms, by=by, at=at)


@transaction.atomic
def confirm_proposal(
    *, proposal: Proposal, no_conflict_declared: bool, by: Person, at: datetime
) -> Decision | list[Waiver]:
    """The second officer takes the decision, on the assessment as known now. Raises ValueError when it no longer
    stands, is the officer's own, or the officer is not independent.
    """
    proposal = _locked(proposal, at)
    policies.check_second_person(proposal, by)
    check_officer(proposal.practice, no_conflict_declared, by, at)
    done = _waive(proposal, by, at) if proposal.kind == WAIVE else _decide(proposal, by, at)
    decision = done if isinstance(done, Decision) else None
    _close(proposal, ProposalState.CONFIRMED, by=by, at=at, decision=decision)
    return done


@transaction.atomic
def refuse_proposal(*, proposal: Proposal, refusal: str, by: Person, at: datetime) -> Proposal:
    proposal = _locked(proposal, at)
    policies.check_second_person(proposal, by)
    policies.check_independent(proposal.practice, by, london_date(at))
    policies.check_words(refusal)
    check_no_identifiers(refusal, allowing=ABOUT_A_PRACTICE)
    return _close(proposal, ProposalState.REFUSED, by=by, at=at, refusal=refusal.strip())


@transaction.atomic
def take_back_proposal(*, proposal: Proposal, by: Person, at: datetime) -> Proposal:
    proposal = _locked(proposal, at)
    policies.check_own(proposal, by)
    return _close(proposal, ProposalState.WITHDRAWN, by=by, at=at)


@transaction.atomic
def expire_proposals(*, on: date, at: datetime) -> int:
    """Close every proposal whose last day has passed. Returns how many."""
    late = Proposal.objects.filter(state=ProposalState.OPEN, expires_on__lt=on)
    return late.update(state=ProposalState.EXPIRED, closed_at=at)


def _propose(
    practice: Practice, framework: Framework, kind: str, terms: dict[str, Any], *, by: Person, at: datetime
) -> Proposal:
    expired = Proposal.objects.filter(
        practice=practice,
        framework=framework,
        kind=kind,
        state=ProposalState.OPEN,
        expires_on__lt=london_date(at),
    )
    expired.update(state=ProposalState.EXPIRED, closed_at=at)
    policies.check_no_open_proposal(practice, framework, kind)
    proposal = Proposal.objects.create(
        practice=practice,
        framework=framework,
        kind=kind,
        terms=terms,
        proposed_by=by,
        proposed_at=at,
        expires_on=london_date(at) + DAYS_TO_CONFIRM,
    )
    tell("proposal", proposal.pk, at=at)
    return proposal


def _decide(proposal: Proposal, by: Person, at: datetime) -> Decision:
    terms = proposal.terms
    effects = _effects(terms["effects"]) if terms["effects"] else None
    effective_on = date.fromisoformat(terms["effective_on"])
    ruling = rule(
        proposal.practice,
        proposal.framework,
        proposal.kind,
        effective_on,
        terms["reason_code"],
        terms["reason"],
        terms["tier"],
        effects,
        at,
    )
    return take(ruling, by=by, at=at, proposed_by=proposal.proposed_by)


def _waive(proposal: Proposal, by: Person, at: datetime) -> list[Waiver]:
    terms = proposal.terms
    asked = waiving(
        proposal.framework,
        terms["requirement_keys"],
        date.fromisoformat(terms["from_on"]),
        date.fromisoformat(terms["until_on"]),
        terms["reason_code"],
        terms["reason"],
        terms["conditions"],
        at,
    )
    return grant_waivers([proposal.practice], asked, by=by, at=at, proposed_by=proposal.proposed_by)


def _locked(proposal: Proposal, at: datetime) -> Proposal:
    """The practice's lock first, as everywhere, so that two officers never wait for each other."""
    lock_reckoning(proposal.practice)
    proposals = Proposal.objects.select_for_update(of=("self",)).select_related("practice", "framework", "proposed_by")
    locked = proposals.get(pk=proposal.pk)
    policies.check_waits(locked, london_date(at))
    return locked


def _close(proposal: Proposal, state: ProposalState, *, by: Person, at: datetime, **changes: Any) -> Proposal:
    proposal.state, proposal.closed_by, proposal.closed_at = state, by, at
    for name, value in changes.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=["state", "closed_by", "closed_at", *changes])
    tell("proposal_closed", proposal.pk, at=at)
    return proposal


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _effects(said: dict[str, Any]) -> SuspensionTerms:
    return SuspensionTerms(
        badge=said["badge"],
        new_initiations=said["new_initiations"],
        payment_stops_on=_day(said["payment_stops_on"]),
        cover_starts_on=_day(said["cover_starts_on"]),
        patients_told_by=_day(said["patients_told_by"]),
    )
