"""One edit made behind the ledger's back, looked for, and undone."""

from __future__ import annotations

import re
from random import Random

from django.db import connection, transaction

from evidence.signing import site_public_keys
from evidence.verification import Finding, check_ledger
from tests.tampering.edits import EDITS, Edit, unguarded

RANGE = re.compile(r"Leaves (\d+) to (\d+)")


def findings() -> list[Finding]:
    return list(check_ledger(keys=site_public_keys()))


def tamper(number: int, seed: int = 0) -> tuple[Edit, list[Finding]]:
    """The edit and what was found of it. Kinds of edit take turns, so that each comes up equally often."""
    random = Random(f"{seed}:{number}")
    with transaction.atomic():
        with unguarded():
            edit = EDITS[number % len(EDITS)](random)
        found = findings()
        transaction.set_rollback(True)
    connection.needs_rollback = False
    return edit, found


def is_located(edit: Edit, found: list[Finding]) -> bool:
    """The first that was found names what was edited."""
    return bool(found) and any(_names(found[0], place) for place in edit.named)


def _names(finding: Finding, place: str) -> bool:
    if place.startswith("within "):
        span = RANGE.match(finding.where)
        return bool(span) and int(span[1]) <= int(place.removeprefix("within ")) <= int(span[2])
    return finding.where == place
