"""Remedial notices, and appeals against decisions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from accreditation import policies, records
from accreditation.enums import AppealState, DecisionKind, NoticeState, ReasonCode
from accreditation.models import Appeal, Decision, Framework, Notice
from accreditation.operations.decisions import ABOUT_A_PRACTICE, check_officer
from accreditation.operations.standing import lock_reckoning
from accreditation.operations.telling import tell
from accreditation.queries import last_award, standing_of
from cms.clock import london_date
from evidence.operations import NewEntry, record
from practices.confidentiality import check_no_identifiers
from practices.models import Person, Practice
from practices.operations.announcements import announce_change


@transaction.atomic
def serve_notice(
    *,
    practice: Practice,
    framework: Framework,
    reason_code: str,
    asked: str,
    no_conflict_declared: bool,
    by: Person,
    at: datetime,
    requirement_key: str = "",
    due_on: date | None = None,
) -> Notice:
    """The practice has to put something right, up to and including `due_on`; None means the framework's days."""
    lock_reckoning(practice)
    check_officer(practice, no_conflict_declared, by, at)
    policies.check_asks_something(asked)
    check_no_identifiers(asked, allowing=ABOUT_A_PRACTICE)
    policies.check_holds_award(last_award(practice, framework).state)
    served_on = london_date(at)
    rules = standing_of(practice, framework, as_of=served_on, known_at=at).rules
    due_on = due_on or served_on + timedelta(days=policies.days_given(rules, reason_code))
    policies.check_notice_days(rules, reason_code, served_on, due_on)
    notice = Notice.objects.create(
        practice=practice,
        framework=framework,
        requirement_key=requirement_key,
        reason_code=reason_code,
        asked=asked.strip(),
        served_on=served_on,
        due_on=due_on,
        served_by=by,
        served_at=at,
    )
    _record(records.entries_of_notice(notice), by, at)
    tell("notice", notice.pk, at=at)
    return notice


@transaction.atomic
def close_notice(
    *, notice: Notice, outcome: str, findings: str, no_conflict_declared: bool, by: Person, at: datetime
) -> Notice:
    """Met, not met (then the award can be suspended for it), or taken back."""
    lock_reckoning(notice.practice)
    notice = Notice.objects.select_for_update(of=("self",)).select_related("practice", "framework").get(pk=notice.pk)
    check_officer(notice.practice, no_conflict_declared, by, at)
    policies.check_open(notice)
    policies.check_outcome(outcome, findings)
    check_no_identifiers(findings, allowing=ABOUT_A_PRACTICE)
    notice.state, notice.findings = NoticeState(outcome), findings.strip()
    notice.closed_by, notice.closed_at = by, at
    notice.save(update_fields=["state", "findings", "closed_by", "closed_at"])
    _record(records.entries_of_notice(notice), by, at)
    tell("notice_closed", notice.pk, at=at)
    return notice


@transaction.atomic
def lodge_appeal(*, decision: Decision, grounds: str, by: Person, at: datetime) -> Appeal:
    """The practice appeals. A decision that has not taken effect waits, if the framework says so and nobody is at
    risk.
    """
    lock_reckoning(decision.practice)
    rules = decision.framework_version.parsed
    policies.check_may_appeal(decision, rules, at)
    policies.check_words(grounds)
    check_no_identifiers(grounds, allowing=ABOUT_A_PRACTICE)
    still_to_come = decision.effective_on > london_date(at)
    is_safe = decision.reason_code != ReasonCode.PATIENT_SAFETY
    appeal = Appeal.objects.create(
        decision=decision,
        grounds=grounds.strip(),
        freezes=rules.decision.appeal_freezes and still_to_come and is_safe,
        lodged_by=by,
        lodged_at=at,
    )
    if appeal.freezes:
        announce_change(decision.practice, appeal, at=at)
    _record(records.entries_of_appeal(appeal), by, at)
    tell("appeal", appeal.pk, at=at)
    return appeal


@transaction.atomic
def hear_appeal(
    *, appeal: Appeal, upheld: bool, findings: str, no_conflict_declared: bool, by: Person, at: datetime
) -> Appeal:
    """Whoever had no part in the decision hears the appeal. Upheld, the decision is undone from its original day on;
    dismissed, one that was waiting takes effect, today at the earliest.
    """
    appeal = _locked(appeal)
    decision = appeal.decision
    check_officer(decision.practice, no_conflict_declared, by, at)
    policies.check_did_not_decide(decision, by)
    policies.check_words(findings)
    check_no_identifiers(findings, allowing=ABOUT_A_PRACTICE)
    if upheld:
        _overturn(decision, findings.strip(), by, at)
    elif appeal.freezes:
        appeal.takes_effect_on = max(decision.effective_on, london_date(at))
    return _close(appeal, AppealState.UPHELD if upheld else AppealState.DISMISSED, findings, by, at)


@transaction.atomic
def take_back_appeal(*, appeal: Appeal, by: Person, at: datetime) -> Appeal:
    """The practice no longer appeals: as if it were dismissed."""
    appeal = _locked(appeal)
    if appeal.freezes:
        appeal.takes_effect_on = max(appeal.decision.effective_on, london_date(at))
    return _close(appeal, AppealState.WITHDRAWN, "", by, at)


def _locked(appeal: Appeal) -> Appeal:
    lock_reckoning(appeal.decision.practice)
    appeals = Appeal.objects.select_for_update(of=("self",))
    locked = appeals.select_related("decision__practice", "decision__framework", "decision__framework_version")
    found = locked.get(pk=appeal.pk)
    policies.check_being_heard(found)
    return found


def _close(appeal: Appeal, state: AppealState, findings: str, by: Person, at: datetime) -> Appeal:
    appeal.state, appeal.findings, appeal.closed_by, appeal.closed_at = state, findings.strip(), by, at
    appeal.save(update_fields=["state", "findings", "closed_by", "closed_at", "takes_effect_on"])
    if appeal.freezes:
        announce_change(appeal.decision.practice, appeal, at=at)
    _record(records.entries_of_appeal(appeal), by, at)
    tell("appeal_closed", appeal.pk, at=at)
    return appeal


def _record(entries: list[NewEntry], by: Person, at: datetime) -> None:
    """Recording what is recorded already changes nothing, so the last of them is what is new."""
    for entry in entries:
        record(entry, by=by, at=at)


def _overturn(decision: Decision, reason: str, by: Person, at: datetime) -> Decision:
    undone = Decision.objects.create(
        practice=decision.practice,
        framework=decision.framework,
        kind=DecisionKind.UPHOLD,
        effective_on=decision.effective_on,
        reason_code=ReasonCode.APPEAL_UPHELD,
        reason=reason,
        no_conflict_declared=True,
        decided_by=by,
        decided_at=at,
        overturns=decision,
        framework_version=decision.framework_version,
        framework_digest=decision.framework_digest,
        verdict=decision.verdict,
        in_grace=decision.in_grace,
    )
    record(records.entry_of_decision(undone), by=by, at=at)
    return undone
