"""What this room does about jobs: load, and call one operation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accreditation.bulk import AT_ONCE
from accreditation.models import FrameworkVersion, Rehearsal
from accreditation.operations import open_standing, refresh_standing, run_rehearsal
from accreditation.queries import concerned
from jobs.handlers import Report
from practices.models import Practice


def on_facts_changed(payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The standing is worked out again of the practice and of every practice that rests on what changed.

    In order of id: no deadlock.
    """
    since = datetime.fromisoformat(payload["since"])
    practices = concerned(practice_id=payload["practice"], person_id=payload["person"])
    return {"changed": sum(refresh_standing(practice=practice, since=since) for practice in practices)}


def on_version_published(payload: dict[str, Any], at: datetime, report: Report) -> dict[str, Any]:
    """Every enrolled practice is assessed under the new version, some in a transaction."""
    version = FrameworkVersion.objects.select_related("framework").get(pk=payload["version"])
    practices = list(Practice.objects.filter(enrolments__framework=version.framework).order_by("pk"))
    changed = 0
    for start in range(0, len(practices), AT_ONCE):
        some = practices[start : start + AT_ONCE]
        changed += open_standing(practices=some, version=version)
        report(start + len(some), len(practices), some[-1].code)
    return {"changed": changed}


def on_rehearsal_requested(payload: dict[str, Any], at: datetime, report: Report) -> dict[str, Any]:
    rehearsal = Rehearsal.objects.select_related("draft", "against__framework").get(pk=payload["rehearsal"])
    return {"changed": run_rehearsal(rehearsal=rehearsal, at=at, report=report)}
