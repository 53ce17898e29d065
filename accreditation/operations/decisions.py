from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction

from accreditation import policies, records
from accreditation.enums import BEGINS_AN_AWARD, GIVES_A_TIER, DecisionKind, ReasonCode
from accreditation.models import Decision, Enrolment, Framework, Recusal, SuspensionEffects
from accreditation.operations.standing import lock_reckoning
from accreditation.operations.telling import tell
from accreditation.queries import PracticeStanding, last_award, last_decision, standing_of
from accreditation.queries.award_histories import period_held
from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.verdicts import State
from cms.clock import london_date
from evidence.operations import record
from practices.confidentiality import check_no_identifiers
from practices.models import Person, Practice

# A reason is about a practice and its staff, not about a patient: it may name a day and a member of staff.
ABOUT_A_PRACTICE = ("date", "name")


@dataclass(frozen=True)
class SuspensionTerms:
    """What a suspension means. Days are the first on which it is so; `patients_told_by` is the last."""

    badge: bool = False
    new_initiations: bool = False
    payment_stops_on: date | None = None
    cover_starts_on: date | None = None
    patients_told_by: date | None = None


@dataclass(frozen=True)
class Ruling:
    """A decision that may be taken: everything but who takes it, and when."""

    practice: Practice
    framework: Framework
    kind: str
    effective_on: date
    reason_code: str
    reason: str
    tier: str
    effects: SuspensionTerms | None
    standing: PracticeStanding
    state: State


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
    effects: SuspensionTerms | None = None,
) -> Decision:
    """The one door through which an award moves. An officer decides, on the assessment of `effective_on` as known at
    `at`.

    Only a grant or a downgrade names a tier; empty means the first. `effects` are those of a suspension; None means
    what the framework says. Raises ValueError, with a sentence to show, when the state of the award, the officer's
    independence, the reason or the assessment does not allow it, or when the framework asks for two officers.
    """
    lock_reckoning(practice)
    check_officer(practice, no_conflict_declared, by, at)
    ruling = rule(practice, framework, kind, effective_on, reason_code, reason, tier, effects, at)
    policies.check_one_suffices(ruling.standing.rules, kind)
    return take(ruling, by=by, at=at)


grant_award = partial(decide, kind=DecisionKind.GRANT)
renew_award = partial(decide, kind=DecisionKind.RENEW)
suspend_award = partial(decide, kind=DecisionKind.SUSPEND)
reinstate_award = partial(decide, kind=DecisionKind.REINSTATE)
withdraw_award = partial(decide, kind=DecisionKind.WITHDRAW)


@transaction.atomic
def decide_automatically(
    *, practice: Practice, framework: Framework, kind: str, effective_on: date, at: datetime, tier: str = ""
) -> Decision:
    """What the framework lets follow by itself. Raises ValueError when it does not, or the state does not allow it."""
    lock_reckoning(practice)
    reason_code = AUTOMATIC_REASON[DecisionKind(kind)]
    ruling = rule(practice, framework, kind, effective_on, reason_code, BY_ITSELF, tier, None, at)
    if kind not in ruling.standing.rules.decision.automatic:
        raise ValueError("The framework does not let this follow by itself.")
    return take(ruling, by=None, at=at)


BY_ITSELF = "This followed by itself, as the framework says, from the assessment of the day."
AUTOMATIC_REASON = {
    DecisionKind.GRANT: ReasonCode.REQUIREMENTS_MET,
    DecisionKind.PROVISIONAL: ReasonCode.PROVISIONAL_ENTRY,
    DecisionKind.DOWNGRADE: ReasonCode.REQUIREMENTS_NOT_MET,
    DecisionKind.SUSPEND: ReasonCode.REQUIREMENTS_NOT_MET,
    DecisionKind.REINSTATE: ReasonCode.REQUIREMENTS_MET,
    DecisionKind.LAPSE: ReasonCode.REQUIREMENTS_NOT_MET,
}


@transaction.atomic
def recuse(*, practice: Practice, by: Person, at: datetime) -> Recusal:
    """The officer declares a conflict of interest, and from now on does not decide on the practice."""
    recusal, _ = Recusal.objects.get_or_create(practice=practice, person=by, defaults={"declared_at": at})
    return recusal


def check_officer(practice: Practice, no_conflict_declared: bool, by: Person, at: datetime) -> None:
    policies.check_no_conflict(no_conflict_declared)
    policies.check_independent(practice, by, london_date(at))


def rule(
    practice: Practice,
    framework: Framework,
    kind: str,
    effective_on: date,
    reason_code: str,
    reason: str,
    tier: str,
    effects: SuspensionTerms | None,
    at: datetime,
) -> Ruling:
    """Everything that has to be right about a decision, whoever takes it. Raises ValueError with a sentence."""
    policies.check_reason(kind, reason_code, reason)
    check_no_identifiers(reason, allowing=ABOUT_A_PRACTICE)
    _check_life_cycle(practice, framework, kind, effective_on, at)
    if kind == DecisionKind.RENEW:
        policies.check_renewable(period_held(practice, framework), effective_on)
    renewed_on = effective_on if kind in BEGINS_AN_AWARD else None
    standing = standing_of(practice, framework, as_of=effective_on, known_at=at, renewed_on=renewed_on)
    held = last_award(practice, framework).tier
    given = _tier_to_give(kind, standing.rules, held, tier)
    state = policies.check_assessed(standing.state_of_tier(given or held), effective_on)
    policies.check_requirements(kind, state, standing.rules, effective_on)
    means = (effects or framework_terms(standing.rules, effective_on)) if kind == DecisionKind.SUSPEND else None
    return Ruling(practice, framework, kind, effective_on, reason_code, reason.strip(), given, means, standing, state)


def take(ruling: Ruling, *, by: Person | None, at: datetime, proposed_by: Person | None = None) -> Decision:
    """Write the decision down, in the ledger too, and tell the practice. `by` None: it follows by itself."""
    decision = Decision.objects.create(
        practice=ruling.practice,
        framework=ruling.framework,
        kind=ruling.kind,
        tier=ruling.tier,
        effective_on=ruling.effective_on,
        reason_code=ruling.reason_code,
        reason=ruling.reason,
        no_conflict_declared=by is not None,
        is_automatic=by is None,
        decided_by=by,
        decided_at=at,
        proposed_by=proposed_by,
        framework_version=ruling.standing.version,
        framework_digest=ruling.standing.version.digest,
        verdict=ruling.state.verdict.value,
        in_grace=ruling.state.in_grace,
    )
    if ruling.effects:
        SuspensionEffects.objects.create(decision=decision, **asdict(ruling.effects))
    record(records.entry_of_decision(decision), by=by, at=at)
    tell("decision", decision.pk, at=at)
    return decision


def framework_terms(rules: Rules, effective_on: date) -> SuspensionTerms:
    """What the framework says that a suspension from the day means."""
    says = rules.decision.suspension
    told_after = says.tell_patients_after_days
    return SuspensionTerms(
        badge=says.badge,
        new_initiations=says.new_initiations,
        payment_stops_on=None if says.payment else effective_on,
        cover_starts_on=effective_on + timedelta(days=says.cover_after_days),
        patients_told_by=None if told_after is None else effective_on + timedelta(days=told_after),
    )


def _check_life_cycle(practice: Practice, framework: Framework, kind: str, effective_on: date, at: datetime) -> None:
    policies.check_not_being_heard(practice, framework)
    policies.check_transition(last_award(practice, framework).state, kind)
    policies.check_order(last_decision(practice, framework), effective_on, at)
    enrolment = Enrolment.objects.filter(practice=practice, framework=framework).first()
    if enrolment:
        policies.check_after_enrolment(enrolment, effective_on)


def _tier_to_give(kind: str, rules: Rules, held: str, asked: str) -> str:
    if kind not in GIVES_A_TIER:
        return ""
    tier = asked or rules.tiers[0].code
    policies.check_new_tier(kind, rules, held, tier)
    return tier
