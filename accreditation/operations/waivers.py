from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from accreditation import policies, records
from accreditation.models import Framework, Waiver
from accreditation.models.proposals import WAIVE
from accreditation.operations.decisions import ABOUT_A_PRACTICE, check_officer
from accreditation.operations.standing import lock_reckoning
from accreditation.operations.telling import tell
from accreditation.queries import NotInForce, version_for, version_in_force
from accreditation.rules.grammar import Framework as Rules
from evidence.enums import VoidReason
from evidence.operations import record, void
from evidence.queries import entry_of_source
from practices.confidentiality import check_no_identifiers
from practices.models import Person, Practice


@dataclass(frozen=True)
class Waiving:
    """What is to be waived, for whom ever it is: [from_on, until_on), as known at `at`."""

    framework: Framework
    rules: Rules
    requirement_keys: tuple[str, ...]
    from_on: date
    until_on: date
    reason_code: str
    reason: str
    conditions: str
    at: datetime

    def check_for(self, practice: Practice) -> None:
        policies.check_enrolled(practice, self.framework, self.from_on)
        version = version_for(practice, self.framework, as_of=self.from_on, known_at=self.at)
        policies.check_waivable(version.parsed if version else self.rules, self.requirement_keys)
        for key in self.requirement_keys:
            policies.check_waiver_total(self.rules, practice, self.framework, key, self.from_on, self.until_on)


@transaction.atomic
def waive_requirements(
    *,
    practices: Iterable[Practice],
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
) -> list[Waiver]:
    """The verdict on the requirements is *waived* on the days [from_on, until_on): one waiver for each practice and
    requirement, all or none. For a fault in the data of many practices they are waived in one step.

    Raises ValueError with a sentence that names the practice.
    """
    among = sorted(practices, key=lambda practice: practice.pk)
    for practice in among:
        lock_reckoning(practice)
        check_officer(practice, no_conflict_declared, by, at)
    asked = waiving(framework, requirement_keys, from_on, until_on, reason_code, reason, conditions, at)
    policies.check_one_suffices(asked.rules, WAIVE)
    return grant_waivers(among, asked, by=by, at=at)


@transaction.atomic
def end_waiver(*, waiver: Waiver, until_on: date, by: Person, at: datetime) -> Waiver:
    """The waiver covers no day from `until_on` on; none at all if that is its first day or earlier. What was known
    before stays known.
    """
    lock_reckoning(waiver.practice)
    waiver = Waiver.objects.select_for_update(of=("self",)).select_related("practice", "framework").get(pk=waiver.pk)
    check_officer(waiver.practice, True, by, at)
    policies.check_ends_earlier(waiver, until_on)
    new = records.entry_of_waiver(waiver)
    entry = entry_of_source(source=new.source, source_ref=new.source_ref, kind=new.kind)
    if entry is not None:
        void(entry, reason=VoidReason.CORRECTED, by=by, at=at)
    waiver.until_on = max(until_on, waiver.from_on)
    waiver.ended_by, waiver.ended_at, waiver.revision = by, at, waiver.revision + 1
    waiver.save(update_fields=["until_on", "ended_by", "ended_at", "revision"])
    if waiver.until_on > waiver.from_on:
        record(records.entry_of_waiver(waiver), by=by, at=at)
    tell("waiver_ended", waiver.pk, at=at)
    return waiver


def waiving(
    framework: Framework,
    requirement_keys: Collection[str],
    from_on: date,
    until_on: date,
    reason_code: str,
    reason: str,
    conditions: str,
    at: datetime,
) -> Waiving:
    """What has to be right whichever practices it is for. Raises ValueError with a sentence."""
    policies.check_waiver_words(reason_code, reason)
    check_no_identifiers(reason, conditions, allowing=ABOUT_A_PRACTICE)
    policies.check_waiver_days(from_on, until_on)
    version = version_in_force(framework, as_of=from_on, known_at=at)
    if version is None:
        raise NotInForce("No version of the framework is in force on the first day. Choose a later day.")
    keys = tuple(dict.fromkeys(requirement_keys))
    words = reason.strip(), conditions.strip()
    return Waiving(framework, version.parsed, keys, from_on, until_on, reason_code, *words, at)


def grant_waivers(
    practices: Iterable[Practice], asked: Waiving, *, by: Person, at: datetime, proposed_by: Person | None = None
) -> list[Waiver]:
    """In the order of the practices; their locks are held."""
    batch = uuid4()
    granted = []
    for practice in practices:
        asked.check_for(practice)
        for key in asked.requirement_keys:
            waiver = Waiver.objects.create(
                practice=practice,
                framework=asked.framework,
                requirement_key=key,
                from_on=asked.from_on,
                until_on=asked.until_on,
                reason_code=asked.reason_code,
                reason=asked.reason,
                conditions=asked.conditions,
                batch=batch,
                granted_by=by,
                granted_at=at,
                proposed_by=proposed_by,
            )
            record(records.entry_of_waiver(waiver), by=by, at=at)
            tell("waiver", waiver.pk, at=at)
            granted.append(waiver)
    return granted
