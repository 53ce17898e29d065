"""From rows to evidence: what is new, what differs from what was recorded, what is recorded already."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from accreditation import operations
from accreditation.enums import EvidenceFile
from accreditation.imports.columns import LAYOUTS
from accreditation.imports.reading import ReadFile, Row
from accreditation.models import OtherEvidence
from practices.directory.outcome import PartOutcome
from practices.directory.refusals import Refusal, columns_off
from practices.models import Network, Person, Practice
from practices.queries import practices_of_network

ONE_DAY = timedelta(days=1)
Key = tuple[Any, ...]


@dataclass
class Outcome:
    """Nothing was written unless `loaded`. With `dry_run` the counts are what would be; 0 when the file is kept out."""

    counts: PartOutcome
    refusals: list[Refusal]
    dry_run: bool
    loaded: bool
    warnings: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """The last line of every import: rows read, new, changed, unchanged, refused."""
        return str(self.counts)

    def as_json(self) -> dict[str, Any]:
        names = ("rows_read", "new", "changed", "unchanged", "refused")
        counts = {name: getattr(self.counts, name) for name in names}
        return {**counts, "dry_run": self.dry_run, "loaded": self.loaded, "notes": self.warnings}


def load(
    *,
    kind: str,
    file: ReadFile,
    network: Network,
    by: Person | None,
    at: datetime,
    on: date,
    dry_run: bool,
    per_row: bool,
) -> Outcome:
    """All at once or nothing. Practices have to belong to the network on the day `on`.

    One bad row keeps the file out, unless `per_row`. Loading the same file again changes nothing.
    """
    practices = {practice.code: practice for practice in practices_of_network(network.pk, on=on)}
    with transaction.atomic():
        known = _recorded(kind, practices)
        strange = [row for row in file.rows if row.values["practice"] not in practices]
        asked = f"a practice of {network.name}"
        refusals = sorted([*file.refusals, *(_refused(row, asked) for row in strange)])
        rows = [row for row in file.rows if row.values["practice"] in practices]
        kept_out = bool(refusals) and not per_row
        counts = {"new": 0, "changed": 0, "unchanged": 0}
        for row in [] if kept_out else rows:
            former = known.get(_key(kind, row.values))
            arguments = _arguments(kind, row.values, practices[row.values["practice"]])
            state = "new" if former is None else "unchanged" if _says(former, kind, arguments) else "changed"
            counts[state] += 1
            if state != "unchanged" and not dry_run:
                RECORD[kind](**arguments, by=by, at=at, corrects=former)
    refused = len({refusal.row for refusal in refusals})
    return Outcome(
        PartOutcome(kind, file.rows_read, refused=refused, **counts),
        refusals,
        dry_run,
        loaded=not (kept_out or dry_run),
        warnings=[
            f"The column '{column}' is refused in more than half of the rows: this may be a file of another kind."
            for column in columns_off(refusals, file.rows_read)
        ],
    )


def _refused(row: Row, asked: str) -> Refusal:
    return Refusal(row.number, "practice", row.values["practice"], asked)


RECORD = {
    EvidenceFile.INDICATORS: operations.measure_indicator,
    EvidenceFile.SUBMISSIONS: operations.receive_submission,
}


def _recorded(kind: str, practices: dict[str, Practice]) -> dict[Key, OtherEvidence]:
    """What stands of the kind, by the key of its row; the latest where two people recorded the same. One query."""
    evidence = OtherEvidence.objects.filter(
        kind=LAYOUTS[kind].kind, practice__in=practices.values(), withdrawn_at__isnull=True
    )
    return {_key_of(kind, each): each for each in evidence.select_related("practice").order_by("pk")}


def _key(kind: str, values: dict[str, Any]) -> Key:
    return tuple(values[name] for name in LAYOUTS[kind].key)


def _key_of(kind: str, evidence: OtherEvidence) -> Key:
    values = dict(evidence.values)
    assert evidence.practice is not None
    values["practice"] = evidence.practice.code
    if kind == EvidenceFile.INDICATORS:
        values["period_from"] = date.fromisoformat(values["period_from"])
        values["period_last"] = date.fromisoformat(values["period_until"]) - ONE_DAY
    else:
        values["period"] = date.fromisoformat(values["period"])
    return _key(kind, values)


def _arguments(kind: str, values: dict[str, Any], practice: Practice) -> dict[str, Any]:
    """A row as its operation takes it: the last day of a period becomes the first day after it."""
    told = {**values, "practice": practice}
    if kind == EvidenceFile.INDICATORS:
        told["period_until"] = told.pop("period_last") + ONE_DAY
        told["happened_on"] = told.pop("published_on")
    else:
        told["happened_on"] = told.pop("received_on")
    return told


def _says(former: OtherEvidence, kind: str, arguments: dict[str, Any]) -> bool:
    """Whether what was recorded says exactly the same."""
    told = {name: value for name, value in arguments.items() if name not in ("practice", "happened_on")}
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}
    return former.values == plain and former.happened_on == arguments["happened_on"]
