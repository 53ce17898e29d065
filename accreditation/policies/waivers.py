from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from accreditation.enums import WaiverReason
from accreditation.models import Enrolment, Framework, Waiver
from accreditation.rules.grammar import Framework as Rules
from cms.dates import in_words, last_day
from practices.models import Practice


def check_waivable(rules: Rules, requirement_keys: Iterable[str]) -> None:
    of_person = set(rules.keys_of_person())
    nodes = {node.key: node for node in rules.nodes() if node.key not in of_person}
    asked = list(requirement_keys)
    if not asked:
        raise ValueError("Choose at least one requirement.")
    for key in asked:
        if key not in nodes:
            raise ValueError(f"The framework has no requirement {key!r} of a practice.")
        if not nodes[key].common.waivable:
            raise ValueError(f"“{nodes[key].common.label}” cannot be waived, says the framework.")


def check_waiver_words(reason_code: str, reason: str) -> None:
    if reason_code not in WaiverReason.values:
        raise ValueError("Choose a reason for the waiver.")
    if not reason.strip():
        raise ValueError("Say why in your own words: the practice will read it.")


def check_waiver_days(from_on: date, until_on: date) -> None:
    if until_on <= from_on:
        raise ValueError("The last day is before the first. Choose a later last day.")


def check_enrolled(practice: Practice, framework: Framework, from_on: date) -> None:
    enrolment = Enrolment.objects.filter(practice=practice, framework=framework).first()
    if enrolment is None:
        raise ValueError(f"{practice.code} takes part in no such framework, so there is nothing to waive.")
    if from_on < enrolment.started_on:
        raise ValueError(
            f"{practice.code} enrolled on {in_words(enrolment.started_on)}. Choose that day or a later one."
        )


def check_waiver_total(
    rules: Rules, practice: Practice, framework: Framework, key: str, from_on: date, until_on: date
) -> None:
    """No two waivers of a requirement overlap, and together they stay within what the framework allows."""
    others = list(Waiver.objects.standing().filter(practice=practice, framework=framework, requirement_key=key))
    for other in others:
        if other.from_on < until_on and from_on < other.until_on:
            raise ValueError(
                f"{practice.code}: this is waived already from {in_words(other.from_on)} to "
                f"{in_words(last_day(other.until_on))}. Choose days outside that."
            )
    total = (until_on - from_on).days + sum((other.until_on - other.from_on).days for other in others)
    if total > rules.decision.waiver_days:
        raise ValueError(
            f"{practice.code}: a requirement is waived for {rules.decision.waiver_days} days in all at most, and this "
            f"would make {total}. Choose an earlier last day."
        )


def check_ends_earlier(waiver: Waiver, until_on: date) -> None:
    if until_on >= waiver.until_on:
        raise ValueError(
            f"The waiver ends on {in_words(last_day(waiver.until_on))} anyway. Choose an earlier day, or grant another."
        )
