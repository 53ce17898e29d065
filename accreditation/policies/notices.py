from __future__ import annotations

from datetime import date, datetime, timedelta

from accreditation.enums import APPEALABLE, HOLDING, AppealState, AwardState, NoticeReason, NoticeState
from accreditation.models import Appeal, Decision, Notice
from accreditation.rules.grammar import Framework as Rules
from cms.clock import london_date
from cms.dates import in_words
from practices.models import Person

ONE_DAY = timedelta(days=1)
ANSWERED = (NoticeState.MET, NoticeState.NOT_MET, NoticeState.WITHDRAWN)


def days_given(rules: Rules, reason_code: str) -> int:
    """How many days a remedial notice gives at least."""
    is_safety = reason_code == NoticeReason.PATIENT_SAFETY
    return rules.decision.safety_days if is_safety else rules.decision.remedial_days


def check_holds_award(state: AwardState) -> None:
    if state not in HOLDING:
        raise ValueError(f"A notice goes to a practice that holds an award. This one is “{state.label}”.")


def check_notice_days(rules: Rules, reason_code: str, served_on: date, due_on: date) -> None:
    least = days_given(rules, reason_code)
    if due_on < served_on + timedelta(days=least):
        raise ValueError(
            f"The framework gives {least} days. Choose {in_words(served_on + timedelta(days=least))} or a later day."
        )


def check_asks_something(asked: str) -> None:
    if not asked.strip():
        raise ValueError("Say what the practice has to do: it will read it.")


def check_open(notice: Notice) -> None:
    if notice.state != NoticeState.OPEN:
        raise ValueError(f"The notice is closed: {NoticeState(notice.state).label.lower()}.")


def check_outcome(outcome: str, findings: str) -> None:
    if outcome not in ANSWERED:
        raise ValueError("Say whether the notice was met.")
    if outcome != NoticeState.MET and not findings.strip():
        raise ValueError("Say why in your own words: the practice will read it.")


def last_day_of_appeal(decision: Decision, rules: Rules) -> date:
    return london_date(decision.decided_at) + timedelta(days=rules.decision.appeal_days)


def check_may_appeal(decision: Decision, rules: Rules, at: datetime) -> None:
    if decision.kind not in APPEALABLE:
        raise ValueError("There is no appeal against this kind of decision.")
    if Appeal.objects.filter(decision=decision).exists():
        raise ValueError("An appeal against this decision has been lodged already.")
    last = last_day_of_appeal(decision, rules)
    if london_date(at) > last:
        raise ValueError(f"An appeal could be lodged until {in_words(last)}. Ask the commissioner to look again.")


def check_being_heard(appeal: Appeal) -> None:
    if appeal.state != AppealState.LODGED:
        raise ValueError(f"The appeal is closed: {AppealState(appeal.state).label.lower()}.")


def check_did_not_decide(decision: Decision, officer: Person) -> None:
    if officer.pk in (decision.decided_by_id, decision.proposed_by_id):
        raise ValueError("You took part in this decision, so others have to hear the appeal.")


def check_words(words: str) -> None:
    if not words.strip():
        raise ValueError("Say why in your own words: the practice will read it.")
