"""What counts and happened outside this site: one operation for each kind, one table, one way to the ledger."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accreditation import evidence_policies as policies
from accreditation import records
from accreditation.enums import OtherKind
from accreditation.models import OtherEvidence
from cms.clock import london_date
from evidence.enums import Verification, VoidReason
from evidence.operations import record, void
from evidence.queries import entry_of_source
from practices.models import Employment, Person, Practice


def verify_credential(
    *,
    person: Person,
    happened_on: date,
    credential: str,
    level: int | None,
    valid_last: date | None,
    verification: int,
    by: Person,
    at: datetime,
    corrects: OtherEvidence | None = None,
) -> OtherEvidence:
    """Gained on `happened_on`; `valid_last` is the last day it states, None if it states none."""
    if valid_last is not None and valid_last < happened_on:
        raise ValueError("The credential would have run out before it was gained. Check both days.")
    values: dict[str, Any] = {"credential": credential, "level": level, "verification": int(verification)}
    values["valid_until"] = valid_last.isoformat() if valid_last else None
    return _note(OtherKind.CREDENTIAL, person, happened_on, values, by, at, corrects, verification)


def record_cpd(
    *,
    person: Person,
    happened_on: date,
    activity: str,
    minutes: int,
    participatory: bool,
    sponsored: bool,
    verification: int,
    by: Person,
    at: datetime,
    corrects: OtherEvidence | None = None,
) -> OtherEvidence:
    """`minutes` in all; `sponsored` by a company; `verification`: how far it was verified."""
    values: dict[str, Any] = {
        "activity": activity,
        "minutes": minutes,
        "participatory": participatory,
        "sponsored": sponsored,
    }
    values["verification"] = int(verification)
    return _note(OtherKind.CPD, person, happened_on, values, by, at, corrects, verification)


def log_activity(
    *,
    person: Person,
    happened_on: date,
    activity: str,
    count: int,
    supervisor: Person | None,
    verification: int,
    by: Person,
    at: datetime,
    corrects: OtherEvidence | None = None,
) -> OtherEvidence:
    """Done `count` times on the day, or up to it; under supervision if there is a supervisor."""
    values: dict[str, Any] = {"activity": activity, "count": count, "supervised": supervisor is not None}
    values |= {"supervisor": supervisor.key if supervisor else None, "verification": int(verification)}
    return _note(OtherKind.ACTIVITY, person, happened_on, values, by, at, corrects, verification)


def assess_competency(
    *,
    person: Person,
    happened_on: date,
    framework: str,
    edition: int,
    topic: str,
    level: int,
    result: str,
    assessor: Person,
    by: Person,
    at: datetime,
    corrects: OtherEvidence | None = None,
) -> OtherEvidence:
    """`framework` is that of the competencies, such as Trend. Where the assessor worked on the day is looked up."""
    values: dict[str, Any] = {
        "framework": framework,
        "edition": edition,
        "topic": topic,
        "level": level,
        "result": result,
    }
    values |= {"assessor": assessor.key, "assessor_practice": _practice_shared(assessor, person, happened_on)}
    return _note(OtherKind.COMPETENCY, person, happened_on, values, by, at, corrects)


def record_assessment(
    *,
    person: Person,
    happened_on: date,
    assessment: str,
    part: str,
    attempt: int,
    score: int,
    by: Person,
    at: datetime,
    corrects: OtherEvidence | None = None,
) -> OtherEvidence:
    """`part` is pre, post or empty; `score` in per cent."""
    values: dict[str, Any] = {"assessment": assessment, "part": part, "attempt": attempt, "score": score}
    return _note(OtherKind.ASSESSMENT, person, happened_on, values, by, at, corrects)


def check_registration(
    *,
    person: Person,
    happened_on: date,
    body: str,
    status: str,
    by: Person,
    at: datetime,
    corrects: OtherEvidence | None = None,
) -> OtherEvidence:
    """The registration was looked up in the body's register on the day. `status`: active, conditions or lapsed."""
    values: dict[str, Any] = {"body": body, "status": status}
    return _note(OtherKind.REGISTRATION, person, happened_on, values, by, at, corrects, Verification.ISSUER_VERIFIED)


def record_external(
    *,
    practice: Practice,
    happened_on: date,
    scheme: str,
    value: str,
    level: int | None,
    by: Person,
    at: datetime,
    corrects: OtherEvidence | None = None,
) -> OtherEvidence:
    """What another body says of the practice from the day on, until it says something else."""
    values: dict[str, Any] = {"scheme": scheme, "value": value, "level": level}
    return _note(OtherKind.EXTERNAL, practice, happened_on, values, by, at, corrects)


def measure_indicator(
    *,
    practice: Practice,
    happened_on: date,
    measure: str,
    definition: str,
    population: str,
    period_from: date,
    period_until: date,
    numerator: int | None,
    denominator: int | None,
    rounding: int,
    provisional: bool,
    source: str,
    by: Person | None,
    at: datetime,
    corrects: OtherEvidence | None = None,
) -> OtherEvidence:
    """Over the days [period_from, period_until), published on `happened_on`.

    Counts are rounded to `rounding` (1: exact), None where suppressed.
    """
    values: dict[str, Any] = {"measure": measure, "definition": definition, "population": population, "source": source}
    values |= {"period_from": period_from.isoformat(), "period_until": period_until.isoformat()}
    values |= {"numerator": numerator, "denominator": denominator, "rounding": rounding, "provisional": provisional}
    return _note(OtherKind.INDICATOR, practice, happened_on, values, by, at, corrects)


def receive_submission(
    *,
    practice: Practice,
    happened_on: date,
    submission: str,
    period: date,
    complete: bool,
    accepted: bool,
    by: Person | None,
    at: datetime,
    corrects: OtherEvidence | None = None,
) -> OtherEvidence:
    """For the period that begins on the day `period`, such as a contract year."""
    values: dict[str, Any] = {"submission": submission, "period": period.isoformat()}
    values |= {"complete": complete, "accepted": accepted}
    return _note(OtherKind.SUBMISSION, practice, happened_on, values, by, at, corrects)


def count_activity(
    *,
    practice: Practice,
    happened_on: date,
    activity: str,
    count: int,
    period_from: date,
    period_until: date,
    by: Person,
    at: datetime,
    corrects: OtherEvidence | None = None,
) -> OtherEvidence:
    """The practice did it `count` times over the days [period_from, period_until)."""
    values: dict[str, Any] = {"activity": activity, "count": count}
    values |= {"period_from": period_from.isoformat(), "period_until": period_until.isoformat()}
    return _note(OtherKind.COUNTED, practice, happened_on, values, by, at, corrects)


@transaction.atomic
def withdraw_evidence(*, evidence: OtherEvidence, reason: str, by: Person | None, at: datetime) -> OtherEvidence:
    """From `at` on nobody counts it; what was known before stays known."""
    found = OtherEvidence.objects.select_for_update().filter(pk=evidence.pk, withdrawn_at__isnull=True).first()
    if found is None:
        raise ValueError("Somebody else has withdrawn this already. Look at the page again before you go on.")
    _void(found, VoidReason(reason), by, at)
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    return found


@transaction.atomic
def _note(
    kind: OtherKind,
    subject: Person | Practice,
    happened_on: date,
    values: dict[str, Any],
    by: Person | None,
    at: datetime,
    corrects: OtherEvidence | None,
    verification: int = Verification.COUNTERSIGNED,
) -> OtherEvidence:
    """`corrects` is what was recorded wrongly: it is withdrawn, and this stands in its place."""
    policies.check_happened(happened_on, london_date(at))
    policies.check_values(subject, values)
    if corrects is not None:
        policies.check_same_kind(corrects, kind, subject)
        withdraw_evidence(evidence=corrects, reason=VoidReason.CORRECTED, by=by, at=at)
    evidence = OtherEvidence.objects.create(
        kind=kind.value,
        person=subject if isinstance(subject, Person) else None,
        practice=subject if isinstance(subject, Practice) else None,
        happened_on=happened_on,
        values=values,
        verification=verification,
        recorded_at=at,
        recorded_by=by,
        corrects=corrects,
    )
    record(records.entry_of_other(evidence), by=by, at=at)
    return evidence


def _void(evidence: OtherEvidence, reason: VoidReason, by: Person | None, at: datetime) -> None:
    new = records.entry_of_other(evidence)
    entry = entry_of_source(source=new.source, source_ref=new.source_ref, kind=new.kind)
    if entry is not None:
        void(entry, reason=reason, by=by, at=at)


def _practice_shared(assessor: Person, person: Person, on: date) -> str | None:
    """Where the assessor works on the day: at a practice of the person assessed, if at one of theirs; else any."""
    posts = Employment.objects.current().on(on)
    own = set(posts.filter(person=assessor).values_list("practice_id", flat=True))
    shared = own & set(posts.filter(person=person).values_list("practice_id", flat=True))
    found = min(shared or own, default=None)
    return str(found) if found else None
