"""Everything a practice's standing rests on, as one archive: the same bytes whenever the same is asked.

Only what was known at the moment is in it, in a fixed order, with people as keys; nothing says when it was made.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from accreditation.documents import plain, standing_document
from accreditation.models import Decision
from accreditation.queries import PracticeStanding
from accreditation.rules.facts import BITEMPORAL, Facts

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
LATER = ("voided_at", "superseded_at")
ENTRY_COLUMNS = ("ref", "kind", "person", "happened_on", "recorded_at", "values")
DECISION_COLUMNS = ("kind", "tier", "effective_on", "reason_code", "decided_at", "is_automatic", "framework_digest")
README = """What the standing of practice {practice} rests on, as of {as_of}, as known at {known_at}.

standing.json   every requirement's verdict, its days, and the entries it rests on. Days are half-open: until_on is the
                first day outside.
framework.json  the rules, version {version}; the SHA-256 of their canonical form is {digest}.
entries.csv     the entries of the evidence ledger that were known and bear on it.
decisions.csv   the decisions on the award that had been taken.
*.csv           employments, named leads, sizes and whatever else was known.

People are keys, never names. Asked again for the same day and moment, this archive is the same, byte for byte.
"""


def practice_export(standing: PracticeStanding) -> bytes:
    """A zip archive. Two queries beside those of the standing."""
    told = {
        "practice": standing.practice.code,
        "as_of": standing.as_of.isoformat(),
        "known_at": standing.known_at.isoformat(),
        "version": standing.version.number,
        "digest": standing.version.digest,
    }
    files = {
        "README.txt": README.format(**told),
        "standing.json": _json(standing_document(standing)),
        "framework.json": _json(standing.version.document),
        "entries.csv": _entries(standing.facts),
        "decisions.csv": _decisions(standing),
        **{f"{name}.csv": _rows(standing.facts, name) for name in BITEMPORAL},
    }
    return _archive(files)


def _archive(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, FIRST_MOMENT)
            member.external_attr = 0o644 << 16
            archive.writestr(member, files[name].encode(), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    told = plain(value)
    return json.dumps(told, sort_keys=True) if isinstance(told, (dict, list)) else told


def _of_all(facts: Facts) -> list[tuple[str, Facts]]:
    """The practice's own facts and those of the practices it is judged with, by key; its own first."""
    return [(facts.practice, facts), *sorted(facts.others.items())]


def _entries(facts: Facts) -> str:
    rows = [
        [practice, *(_cell(getattr(entry, name)) for name in ENTRY_COLUMNS)]
        for practice, known in _of_all(facts)
        for entry in sorted(known.entries, key=lambda each: (each.happened_on, each.recorded_at, each.ref))
    ]
    return _csv(("of_practice", *ENTRY_COLUMNS), rows)


def _rows(facts: Facts, name: str) -> str:
    """One kind of fact; no column says what became of a row later."""
    known = [(practice, row) for practice, each in _of_all(facts) for row in getattr(each, name)]
    if not known:
        return _csv(("of_practice",), [])
    columns = [field.name for field in fields(known[0][1]) if field.name not in LATER]
    rows = [[practice, *(_cell(getattr(row, column)) for column in columns)] for practice, row in known]
    return _csv(("of_practice", *columns), sorted(rows, key=lambda row: [str(cell) for cell in row]))


def _decisions(standing: PracticeStanding) -> str:
    taken = Decision.objects.filter(
        practice=standing.practice, framework=standing.framework, decided_at__lte=standing.known_at
    )
    rows = [[_cell(getattr(each, name)) for name in DECISION_COLUMNS] for each in taken.order_by("decided_at", "pk")]
    return _csv(DECISION_COLUMNS, rows)
