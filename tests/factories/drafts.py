"""Drafts of frameworks, as far as a test needs them to have come."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any

from accreditation import operations
from accreditation.models import Draft, FrameworkVersion, Rehearsal
from accreditation.presets import load_preset
from practices.models import Network, Person
from tests.factories.accreditation import PRESET


def no_report(done: int, total: int, note: str) -> None:
    """Nobody looks at the progress."""


def a_draft(network: Network, by: Person, at: datetime, **changes: Any) -> Draft:
    """The next version of the Portsmouth example, or its first."""
    document = deepcopy(dict(load_preset(PRESET))) | changes
    title, code = document["title"], document["code"]
    return operations.start_draft(network=network, code=code, title=title, document=document, by=by, at=at)


def a_draft_of(version: FrameworkVersion, by: Person, at: datetime) -> Draft:
    framework = version.framework
    return operations.start_draft(
        network=framework.network,
        code=framework.code,
        title=framework.title,
        document=version.document,
        based_on=version,
        by=by,
        at=at,
    )


def changed(draft: Draft, by: Person, at: datetime, **changes: Any) -> Draft:
    document = {**draft.document, **changes}
    return operations.write_draft(draft=draft, document=document, revision=draft.revision, by=by, at=at)


def with_sessions(document: dict[str, Any], number: int) -> dict[str, Any]:
    """The document, asking for so many live sessions in twelve months."""
    document = deepcopy(document)
    parts = document["tiers"][0]["requirement"]["requirements"]
    team = next(part for part in parts if part["key"] == "trained-team")
    session = next(part for part in team["each"]["requirements"] if part["key"] == "live-session")
    session["at_least"] = number
    return document


def rehearsed(draft: Draft, by: Person, at: datetime) -> Rehearsal:
    rehearsal = operations.request_rehearsal(draft=draft, by=by, at=at)
    operations.run_rehearsal(rehearsal=rehearsal, at=at, report=no_report)
    rehearsal.refresh_from_db()
    return rehearsal


def stepped(draft: Draft, kind: str, by: Person, at: datetime, comment: str = "") -> Draft:
    return operations.move_draft(draft=draft, kind=kind, comment=comment, by=by, at=at)
