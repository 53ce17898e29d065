from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.db import transaction

from accreditation import policies, records
from accreditation.enums import DecisionKind
from accreditation.lifecycle import state_of
from accreditation.models import Decision, Enrolment, Framework, Recusal
from accreditation.operations.standing import lock_reckoning
from accreditation.queries import PracticeStanding, standing_of
from cms.clock import london_date
from evidence.operations import record
from practices.confidentiality import check_no_identifiers
from practices.models import Person, Practice

# A reason is about a practice and its staff, not about a patient: it may name a day and a member of staff.
ABOUT_A_PRACTICE = ("date", "name")


@transaction.atomic
def decide(
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
) -> Decision:
    """The one door through which an award moves. An officer decides, on the assessment of `effective_on` as known at
    `at`.

    Only a grant names a tier; empty means the first. Raises ValueError, with a sentence to show, when the state of
    the award, the officer's independence, the reason or the assessment does not allow it.
    """
    lock_reckoning(practice)
    policies.check_no_conflict(no_conflict_declared)
    policies.check_independent(practice, by, london_date(at))
    policies.check_reason(kind, reason_code, reason)
    check_no_identifiers(reason, allowing=ABOUT_A_PRACTICE)
    _check_life_cycle(practice, framework, kind, effective_on, at)
    standing = standing_of(practice, framework, as_of=effective_on, known_at=at)
    granted = _tier_to_grant(standing, tier) if kind == DecisionKind.GRANT else ""
    state = policies.check_assessed(standing.state_of_tier(granted or standing.award.tier), effective_on)
    policies.check_requirements(kind, state, standing.rules, effective_on)
    decision = Decision.objects.create(
        practice=practice,
        framework=framework,
        kind=kind,
        tier=granted,
        effective_on=effective_on,
        reason_code=reason_code,
        reason=reason.strip(),
        no_conflict_declared=no_conflict_declared,
        decided_by=by,
        decided_at=at,
        framework_version=standing.version,
        framework_digest=standing.version.digest,
        verdict=state.verdict.value,
        in_grace=state.in_grace,
    )
    record(records.entry_of_decision(decision), by=by, at=at)
    return decision


grant_award = partial(decide, kind=DecisionKind.GRANT)
suspend_award = partial(decide, kind=DecisionKind.SUSPEND)
reinstate_award = partial(decide, kind=DecisionKind.REINSTATE)
withdraw_award = partial(decide, kind=DecisionKind.WITHDRAW)


@transaction.atomic
def recuse(*, practice: Practice, by: Person, at: datetime) -> Recusal:
    """The officer declares a conflict of interest, and from now on does not decide on the practice."""
    recusal, _ = Recusal.objects.get_or_create(practice=practice, person=by, defaults={"declared_at": at})
    return recusal


def _check_life_cycle(practice: Practice, framework: Framework, kind: str, effective_on: date, at: datetime) -> None:
    enrolment = Enrolment.objects.filter(practice=practice, framework=framework).first()
    last = Decision.objects.filter(practice=practice, framework=framework).last()
    policies.check_transition(state_of(last.kind if last else None, is_enrolled=enrolment is not None), kind)
    policies.check_order(last, effective_on, at)
    if enrolment:
        policies.check_after_enrolment(enrolment, effective_on)


def _tier_to_grant(standing: PracticeStanding, asked: str) -> str:
    tier = asked or standing.rules.tiers[0].code
    policies.check_new_tier(standing.rules, standing.award.tier, tier)
    return tier
