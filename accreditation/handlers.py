"""What this room does about jobs: load, and call one operation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accreditation.models import KNOWN_FOR_EVER, FrameworkVersion
from accreditation.operations import refresh_standing
from jobs.handlers import Report
from practices.models import Practice
from practices.queries import practices_of_person


def on_facts_changed(payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The standing of the practice, or of every practice where the person ever worked, is worked out again.

    In order of id: no deadlock.
    """
    since = datetime.fromisoformat(payload["since"])
    concerned = [payload["practice"]]
    if payload["person"]:
        concerned = practices_of_person(payload["person"], known_at=KNOWN_FOR_EVER)
    practices = Practice.objects.filter(pk__in=concerned, enrolments__isnull=False).distinct().order_by("pk")
    return {"changed": sum(refresh_standing(practice=practice, since=since) for practice in practices)}


def on_version_published(payload: dict[str, Any], at: datetime, report: Report) -> dict[str, Any]:
    """Every enrolled practice is assessed under the new version, one transaction each."""
    version = FrameworkVersion.objects.select_related("framework").get(pk=payload["version"])
    practices = list(Practice.objects.filter(enrolments__framework=version.framework).order_by("pk"))
    total, changed = len(practices), 0
    for done, practice in enumerate(practices, start=1):
        changed += refresh_standing(practice=practice)
        report(done, total, practice.code)
    return {"changed": changed}
