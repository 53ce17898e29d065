"""Does the state allow it? check_x raises ValueError with a sentence that a user can read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from accreditation.enums import REASONS_FOR, AppealState, AwardState, DecisionKind, Transition
from accreditation.lifecycle import TRANSITIONS
from accreditation.models import Appeal, Decision, Enrolment, Framework, FrameworkVersion, Recusal
from accreditation.rules.days import Span
from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.verdicts import SATISFIED, State, Verdict
from cms.dates import in_words
from practices.models import Employment, NetworkMembership, Person, Practice

NEEDS_THE_REQUIREMENTS = frozenset(
    {DecisionKind.GRANT, DecisionKind.PROVISIONAL, DecisionKind.RENEW, DecisionKind.DOWNGRADE, DecisionKind.REINSTATE}
)
NEEDS_WORDS = frozenset(
    {DecisionKind.DECLINE, DecisionKind.DOWNGRADE, DecisionKind.SUSPEND, DecisionKind.WITHDRAW, DecisionKind.UPHOLD}
)


def check_in_network(practice: Practice, framework: Framework, on: date) -> None:
    memberships = NetworkMembership.objects.current().on(on)
    if not memberships.filter(practice=practice, network=framework.network_id).exists():
        raise ValueError(
            f"The practice does not belong to the network on {in_words(on)}. Let it join first, or choose a later day."
        )


def check_not_enrolled(practice: Practice, framework: Framework) -> None:
    enrolment = Enrolment.objects.filter(practice=practice, framework=framework).first()
    if enrolment:
        raise ValueError(f"The practice has been enrolled since {in_words(enrolment.started_on)}.")


def check_signed_by_now(signed_on: date, today: date) -> None:
    if signed_on > today:
        raise ValueError("The day of signing cannot be in the future. Enter the day on which it was signed.")


def check_covers_some_days(signed_on: date, valid_until: date | None) -> None:
    if valid_until is not None and valid_until < signed_on:
        raise ValueError("The last day covered is before the day of signing. Enter a later day, or leave it empty.")


def check_next_version(framework: Framework, rules: Rules, today: date) -> None:
    """A version carries the framework's code, a higher number, and does not reach back behind what is in force."""
    if rules.code != framework.code:
        raise ValueError(f"The document is of {rules.code!r}. Publish it under that framework, not {framework.code!r}.")
    last: FrameworkVersion | None = framework.versions.order_by("number").last()
    if last is None:
        return
    if rules.version <= last.number:
        raise ValueError(f"Version {last.number} is published. Give the new document a higher number.")
    earliest = max(last.effective_from, today)
    if rules.effective_from < earliest:
        raise ValueError(f"A version cannot change the past. Let it take effect on {in_words(earliest)} or later.")


def check_way_over(last: FrameworkVersion | None, rules: Rules, transition: str, former_until: date | None) -> None:
    """How a version follows on the last one has to make sense for it."""
    if transition == Transition.FROM_DATE:
        if former_until is not None:
            raise ValueError(
                "For everybody from its first day, the version before ends then. Leave its last day empty."
            )
    elif last is None:
        raise ValueError("This is the first version: there is none before it, so it counts from its first day.")
    elif former_until is not None and former_until <= rules.effective_from:
        raise ValueError(
            f"The version before cannot end before {in_words(rules.effective_from)}, when this one takes effect. "
            "Choose a later last day, or leave it empty."
        )


def check_followed_so(published: FrameworkVersion, transition: str, former_until: date | None) -> None:
    if (published.transition, published.former_until) != (transition, former_until):
        raise ValueError(
            f"This document is published already as version {published.number}, and how it follows on the one before "
            "is never changed. Publish a new version."
        )


def check_transition(state: str, kind: str) -> None:
    if (state, kind) not in TRANSITIONS:
        raise ValueError(
            f"An award that is “{AwardState(state).label}” cannot be followed by “{DecisionKind(kind).label}”."
        )


def check_order(last: Decision | None, effective_on: date, at: datetime) -> None:
    """Decisions take effect in the order in which they are made, so that the last one says where an award stands."""
    if last is None:
        return
    if effective_on < last.effective_on:
        raise ValueError(
            f"The last decision takes effect on {in_words(last.effective_on)}. Choose that day or a later one."
        )
    if at <= last.decided_at:
        raise ValueError("Another decision on this practice has just been made. Look at it first.")


def check_after_enrolment(enrolment: Enrolment, effective_on: date) -> None:
    if effective_on < enrolment.started_on:
        raise ValueError(f"The practice enrolled on {in_words(enrolment.started_on)}. Choose that day or a later one.")


def check_reason(kind: str, reason_code: str, reason: str) -> None:
    if reason_code not in REASONS_FOR[kind]:
        allowed = "; ".join(str(code.label) for code in REASONS_FOR[kind])
        raise ValueError(f"That is no reason to {DecisionKind(kind).label.lower()}. Choose one of: {allowed}.")
    if kind in NEEDS_WORDS and not reason.strip():
        raise ValueError("Say why in your own words: the practice will read it.")


def check_independent(practice: Practice, officer: Person, on: date) -> None:
    """Separation of duty: whoever works at the practice, or has declared an interest, does not decide on it."""
    if Employment.objects.current().on(on).filter(practice=practice, person=officer).exists():
        raise ValueError("You work at this practice, so another officer has to decide.")
    recusal = Recusal.objects.filter(practice=practice, person=officer).first()
    if recusal:
        raise ValueError("You have declared a conflict of interest here, so another officer has to decide.")


def check_no_conflict(no_conflict_declared: bool) -> None:
    if not no_conflict_declared:
        raise ValueError("Declare whether you have a conflict of interest. With one, another officer has to decide.")


def check_new_tier(kind: str, rules: Rules, held: str, tier: str) -> None:
    """A grant names another tier than the one held, a downgrade a lower one."""
    codes = [each.code for each in rules.tiers]
    if tier not in codes:
        raise ValueError(f"The framework has no tier {tier!r}. It has: {', '.join(codes)}.")
    if kind == DecisionKind.DOWNGRADE:
        if held in codes and codes.index(tier) >= codes.index(held):
            raise ValueError("A downgrade leads to a lower tier than the one held. Choose a lower one.")
    elif kind == DecisionKind.GRANT and tier == held:
        raise ValueError("The practice holds this award already.")


def check_renewable(period: Span | None, effective_on: date) -> None:
    """`period`: that of the award held; None if nothing is held. Renewed before its window, an award begins anew."""
    if period is None:
        raise ValueError("The practice holds no award that could be renewed. Grant one.")
    if effective_on <= period[0]:
        raise ValueError(f"The award began on {in_words(period[0])}. Choose a later day for its renewal.")


def check_assessed(state: State | None, on: date) -> State:
    if state is None:
        raise ValueError(f"There is no assessment of the practice on {in_words(on)}. Choose a day after its enrolment.")
    return state


def check_requirements(kind: str, state: State, rules: Rules, effective_on: date) -> None:
    """What is granted or reinstated rests on requirements that are met on the day it takes effect, a provisional award
    on such as are not due yet, and nothing lapses that is met.
    """
    if kind == DecisionKind.PROVISIONAL and not rules.provisional_tier_allowed:
        raise ValueError("The framework knows no provisional award. Wait until the requirements are met.")
    if kind == DecisionKind.LAPSE and state.verdict in SATISFIED:
        raise ValueError(f"On {in_words(effective_on)} the requirements are met, so nothing lapses.")
    if kind not in NEEDS_THE_REQUIREMENTS or state.verdict in SATISFIED:
        return
    may_wait = kind in (DecisionKind.PROVISIONAL, DecisionKind.REINSTATE) and rules.provisional_tier_allowed
    if state.verdict == Verdict.NOT_YET_DUE and may_wait:
        return
    raise ValueError(
        f"On {in_words(effective_on)} the requirements are “{VERDICT_WORDS[state.verdict]}” as far as is known now. "
        "Choose a day on which they are met, or wait for the evidence."
    )


VERDICT_WORDS: Mapping[Any, str] = {
    Verdict.MET: "met",
    Verdict.NOT_MET: "not met",
    Verdict.NOT_YET_DUE: "not yet due",
    Verdict.UNKNOWN: "not known",
    Verdict.WAIVED: "waived",
    Verdict.NOT_APPLICABLE: "not applicable",
}


def check_one_suffices(rules: Rules, kind: str) -> None:
    if kind in rules.decision.two_people:
        raise ValueError("The framework asks for two officers here. Propose it; a second officer confirms.")


def check_not_being_heard(practice: Practice, framework: Framework) -> None:
    """A decision that waits for its appeal comes first."""
    if Appeal.objects.filter(
        decision__practice=practice, decision__framework=framework, freezes=True, state=AppealState.LODGED
    ).exists():
        raise ValueError("An appeal is being heard, and holds the decision appealed against. Decide on it first.")
