from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accreditation import bulk, policies
from accreditation.facts import history_of
from accreditation.models import Draft, Framework, Rehearsal
from accreditation.queries.drafts import framework_of, last_version_of
from accreditation.rehearsing import Rehearsed, rehearse
from accreditation.rules.facts import Facts
from cms.clock import london_date
from jobs.operations import enqueue
from practices.models import Person, Practice
from practices.queries import names_of, practices_of_network

REHEARSE = "accreditation.rehearse"
ASSUMED_SINCE = timedelta(days=365)


@transaction.atomic
def request_rehearsal(*, draft: Draft, by: Person, at: datetime) -> Rehearsal:
    """Have the document tried on every practice, in a worker. Raises ValueError for one that is not finished."""
    policies.check_finished(draft, framework_of(draft), london_date(at))
    rehearsal = Rehearsal.objects.create(
        draft=draft,
        document=draft.document,
        digest=draft.digest,
        against=last_version_of(draft),
        as_of=london_date(at),
        known_at=at,
        requested_by=by,
    )
    payload = {"rehearsal": rehearsal.pk}
    rehearsal.job = enqueue(topic=REHEARSE, key=str(rehearsal.pk), payload=payload, at=at, requested_by=str(by.pk))
    rehearsal.save(update_fields=["job"])
    return rehearsal


def run_rehearsal(*, rehearsal: Rehearsal, at: datetime, report: Callable[[int, int, str], None]) -> int:
    """Try the document on every practice concerned, and keep what would change. Twice is the same as once.

    Returns how many practices would stand differently on the day.
    """
    practices = list(practices_concerned(rehearsal))
    names = names_of([practice.pk for practice in practices], on=rehearsal.as_of)
    former, latter = rehearsal.against.parsed if rehearsal.against else None, rehearsal.rules
    rows: list[dict[str, Any]] = []
    changed = 0
    under = [latter, former] if former else [latter]
    for some in bulk.in_batches(practices, _key(rehearsal), under, known_at=rehearsal.known_at):
        with bulk.collector_at_rest():
            for practice, facts in some:
                tried = rehearse(former, latter, _enrolled(rehearsal, facts), on=rehearsal.as_of)
                changed += tried.changes_today
                rows.append(_row(practice, names.get(practice.pk, practice.code), tried))
                report(len(rows), len(practices), practice.code)
    Rehearsal.objects.filter(pk=rehearsal.pk).update(result=rows, finished_at=at)
    return changed


def practices_concerned(rehearsal: Rehearsal) -> Any:
    """Those enrolled; for a framework that nobody is enrolled in, every practice of the network."""
    framework = framework_of(rehearsal.draft)
    enrolled = Practice.objects.filter(enrolments__framework=framework).order_by("code") if framework else None
    if enrolled is not None and enrolled.exists():
        return enrolled
    return practices_of_network(rehearsal.draft.network_id, on=rehearsal.as_of)


def facts_for(rehearsal: Rehearsal, practice: Practice) -> Facts:
    """What was known when the rehearsal was asked for. A practice not enrolled is taken to be, for a year."""
    return _enrolled(rehearsal, history_of(practice).as_known_at(rehearsal.known_at, _key(rehearsal)))


def _enrolled(rehearsal: Rehearsal, facts: Facts) -> Facts:
    return facts if facts.enrolled_on else replace(facts, enrolled_on=rehearsal.as_of - ASSUMED_SINCE)


def _key(rehearsal: Rehearsal) -> str:
    framework = framework_of(rehearsal.draft)
    return (framework or Framework(pk=0, code=rehearsal.draft.code)).key


def _row(practice: Practice, name: str, tried: Rehearsed) -> dict[str, Any]:
    return {
        "code": practice.code,
        "name": name,
        "before": tried.before,
        "after": tried.after,
        "days": tried.days,
        "why": list(tried.why),
        "stretches": [
            [each.from_on.isoformat(), each.until_on.isoformat(), each.before, each.after] for each in tried.stretches
        ],
    }
