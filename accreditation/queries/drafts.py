from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from accreditation.models import Draft, Framework, FrameworkVersion, Rehearsal


def drafts_of(network_ids: Iterable[int]) -> QuerySet[Draft]:
    """The latest changed first."""
    return Draft.objects.filter(network_id__in=list(network_ids)).select_related("network", "changed_by")


def framework_of(draft: Draft) -> Framework | None:
    """The framework that the draft is a version of; None if publishing it would begin one."""
    return Framework.objects.filter(network=draft.network_id, code=draft.code).first()


def last_version_of(draft: Draft) -> FrameworkVersion | None:
    """The last version published, whenever it takes effect; for a published draft the one before its own."""
    versions = FrameworkVersion.objects.filter(framework__network=draft.network_id, framework__code=draft.code)
    if draft.published_version_id:
        versions = versions.exclude(pk=draft.published_version_id).filter(number__lt=draft.number)
    return versions.select_related("framework").order_by("number").last()


def latest_rehearsal(draft: Draft) -> Rehearsal | None:
    return draft.rehearsals.select_related("against", "job").first()
