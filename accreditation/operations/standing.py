"""Keeps the stored standing equal to what the facts say. One transaction and one lock for each practice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from accreditation import bulk, reckoning
from accreditation.enums import Transition
from accreditation.facts import history_of
from accreditation.governing import Knowledge, has_transition
from accreditation.models import FrameworkVersion, Reckoning, Standing
from accreditation.queries.award_histories import award_histories
from accreditation.reckoning import BEGINNING, difference, first_unseen, stored_rows, write
from accreditation.rules.needs import needs_of
from practices.models import Practice


@transaction.atomic
def refresh_standing(*, practice: Practice, since: datetime | None = None) -> int:
    """Work the standing out again as known from the first fact on that has not been seen, or from `since` if that is
    earlier.

    Nothing at all happens when every fact has been seen, so a job that comes twice or late costs a look. Two workers
    at the same practice wait for each other. Returns how many stored rows changed.
    """
    locked = lock_reckoning(practice)
    known = knowledge_of(practice)
    moments = _moments(known)
    unseen = first_unseen(locked.moments, moments)
    if unseen is None:
        return 0
    begin = min(unseen, since) if since else unseen
    return _store(locked, known, moments, since=begin)


@transaction.atomic
def rebuild_standing(*, practice: Practice) -> int:
    """Work everything out from the beginning.

    Returns how many stored rows changed: none, if all was as it should be.
    """
    locked = lock_reckoning(practice)
    known = knowledge_of(practice)
    return _store(locked, known, _moments(known), since=BEGINNING)


@transaction.atomic
def open_standing(*, practices: Sequence[Practice], version: FrameworkVersion) -> int:
    """Assess practices under a version that has just been published, many at once. Returns how many rows were stored.

    As known when it was published; of a practice about which something was learned since, also as known from then on.
    A practice that has rows under the version already is left alone. Where the version follows otherwise than from its
    first day, each is worked out by itself, since what governs it hangs on its decisions.
    """
    if has_transition(FrameworkVersion.objects.filter(framework=version.framework_id, number__lte=version.number)):
        return sum(refresh_standing(practice=each, since=version.published_at) for each in practices)
    Reckoning.objects.bulk_create([Reckoning(practice=each) for each in practices], ignore_conflicts=True)
    ids = [practice.pk for practice in practices]
    locked = Reckoning.objects.select_for_update().filter(practice__in=ids).order_by("practice_id")
    seen = dict(locked.values_list("practice_id", "moments"))
    begun = Standing.objects.filter(framework_version=version, practice__in=ids)
    has_rows = set(begun.values_list("practice_id", flat=True).distinct())
    new = [practice for practice in practices if practice.pk not in has_rows]
    believed = bulk.beliefs_under(version, new, known_at=version.published_at)
    opened = bulk.open_rows(version, believed, known_from=version.published_at)
    published_at = reckoning.microseconds(version.published_at)
    overtaken = [practice for practice in new if max(seen[practice.pk], default=0) > published_at]
    return opened + sum(refresh_standing(practice=each, since=version.published_at) for each in overtaken)


def standing_differences(practice: Practice) -> Iterator[str]:
    """How the stored standing differs from a rebuild, in sentences; writes nothing."""
    known = knowledge_of(practice)
    for version in known.versions:
        change = difference(known, version, stored_rows(practice, version), since=BEGINNING)
        yield from (f"{practice.code}, {version}: {words}" for words in reckoning.sentences(change))


def lock_reckoning(practice: Practice) -> Reckoning:
    """The practice's row, held until the transaction ends. SQLite has locked the whole database by then."""
    locking = Reckoning.objects.select_for_update().filter(practice=practice)
    locked = locking.first()
    if locked is None:
        Reckoning.objects.get_or_create(practice=practice)
        locked = locking.get()
    locked.practice = practice
    return locked


def versions_for(practice: Practice) -> list[FrameworkVersion]:
    """Every published version of the frameworks that the practice is enrolled in."""
    versions = FrameworkVersion.objects.filter(framework__enrolments__practice=practice)
    return list(versions.select_related("framework"))


def needed(versions: Iterable[FrameworkVersion]) -> frozenset[str]:
    """What these look at of a practice's facts, together."""
    return frozenset().union(*(needs_of(version.parsed) for version in versions))


def knowledge_of(practice: Practice) -> Knowledge:
    """What a practice's standing rests on; its decisions only where they say which version governs."""
    versions = versions_for(practice)
    frameworks = {each.framework_id for each in versions if each.transition != Transition.FROM_DATE}
    found = award_histories(frameworks, [practice.pk]) if frameworks else {}
    awards = {framework_id: history for (_practice, framework_id), history in found.items()}
    return Knowledge(history_of(practice, needed(versions)), versions, awards)


def _moments(known: Knowledge) -> list[int]:
    return list(map(reckoning.microseconds, known.moments))


def _store(locked: Reckoning, known: Knowledge, moments: list[int], *, since: datetime) -> int:
    changed = 0
    for version in known.versions:
        stored = stored_rows(locked.practice, version)
        changed += write(locked.practice, version, difference(known, version, stored, since=since))
    locked.moments = moments
    locked.save(update_fields=["moments"])
    return changed
