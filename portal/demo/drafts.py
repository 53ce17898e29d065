"""The next version of the network's framework, drafted by its consultant and rehearsed."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any

from accreditation import operations
from accreditation.models import FrameworkVersion
from jobs.operations import settle
from practices.models import Person

WHY = "Asked for by the practices: two shorter sessions instead of one day [invented]."


def draft_next_version(version: FrameworkVersion, *, by: Person, now: datetime) -> None:
    framework = version.framework
    draft = operations.start_draft(
        network=framework.network,
        code=framework.code,
        title=framework.title,
        document=version.document,
        based_on=version,
        by=by,
        at=now,
    )
    draft = operations.write_draft(
        draft=draft, document=_with_two_sessions(draft.document), revision=draft.revision, by=by, at=now
    )
    rehearsal = operations.request_rehearsal(draft=draft, by=by, at=now)
    operations.run_rehearsal(rehearsal=rehearsal, at=now, report=lambda done, total, note: None)
    settle(topic="accreditation.rehearse", at=now)


def _with_two_sessions(document: dict[str, Any]) -> dict[str, Any]:
    document = deepcopy(document)
    parts = document["tiers"][0]["requirement"]["requirements"]
    team = next(part for part in parts if part["key"] == "trained-team")
    session = next(part for part in team["each"]["requirements"] if part["key"] == "live-session")
    session |= {"label": "two live sessions", "at_least": 2, "why": WHY}
    return document
