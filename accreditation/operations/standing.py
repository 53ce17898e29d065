"""Keeps the stored standing equal to what the facts say. One transaction and one lock for each practice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from accreditation import reckoning
from accreditation.facts import History, history_of
from accreditation.models import FrameworkVersion, Reckoning
from accreditation.reckoning import BEGINNING, difference, first_unseen, stored_rows, write
from practices.models import Practice


@transaction.atomic
def refresh_standing(*, practice: Practice, since: datetime | None = None) -> int:
    """Work the standing out again as known from the first fact on that has not been seen, or from `since` if that is
    earlier.

    Nothing at all happens when every fact has been seen, so a job that comes twice or late costs a look. Two workers
    at the same practice wait for each other. Returns how many stored rows changed.
    """
    locked = lock_reckoning(practice)
    history, versions = history_of(practice), versions_for(practice)
    moments = _moments(history, versions)
    unseen = first_unseen(locked.moments, moments)
    if unseen is None:
        return 0
    begin = min(unseen, since) if since else unseen
    return _store(locked, history, versions, moments, since=begin)


@transaction.atomic
def rebuild_standing(*, practice: Practice) -> int:
    """Work everything out from the beginning.

    Returns how many stored rows changed: none, if all was as it should be.
    """
    locked = lock_reckoning(practice)
    history, versions = history_of(practice), versions_for(practice)
    return _store(locked, history, versions, _moments(history, versions), since=BEGINNING)


def standing_differences(practice: Practice) -> Iterator[str]:
    """How the stored standing differs from a rebuild, in sentences; writes nothing."""
    history = history_of(practice)
    for version in versions_for(practice):
        change = difference(history, version, stored_rows(practice, version), since=BEGINNING)
        yield from (f"{practice.code}, {version}: {words}" for words in reckoning.sentences(change))


def lock_reckoning(practice: Practice) -> Reckoning:
    """The practice's row, held until the transaction ends. SQLite has locked the whole database by then."""
    Reckoning.objects.get_or_create(practice=practice)
    return Reckoning.objects.select_for_update().get(practice=practice)


def versions_for(practice: Practice) -> list[FrameworkVersion]:
    """Every published version of the frameworks that the practice is enrolled in."""
    versions = FrameworkVersion.objects.filter(framework__enrolments__practice=practice)
    return list(versions.select_related("framework"))


def _moments(history: History, versions: list[FrameworkVersion]) -> list[int]:
    known = [*history.moments, *(version.published_at for version in versions)]
    return sorted(map(reckoning.microseconds, known))


def _store(
    locked: Reckoning, history: History, versions: list[FrameworkVersion], moments: list[int], *, since: datetime
) -> int:
    changed = 0
    for version in versions:
        stored = stored_rows(locked.practice, version)
        changed += write(locked.practice, version, difference(history, version, stored, since=since))
    locked.moments = moments
    locked.save(update_fields=["moments"])
    return changed
