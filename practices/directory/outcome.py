"""What became of a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from practices.directory.refusals import Refusal

MOST_NAMED = 20


@dataclass(frozen=True)
class PartOutcome:
    """One table of a file: a workbook has several."""

    name: str
    rows_read: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    passed_over: int = 0
    absent: tuple[str, ...] = ()

    def __str__(self) -> str:
        return (
            f"rows read {self.rows_read}, new {self.new}, changed {self.changed}, "
            f"unchanged {self.unchanged}, refused {self.refused}"
        )


@dataclass(frozen=True)
class ImportOutcome:
    """The rows of a file and what became of them. Nothing was written unless `loaded`.

    With `dry_run`, new, changed and unchanged are what would be; when refused rows kept the file out, they are 0.
    """

    kind: str
    name: str
    effective_on: date
    dry_run: bool
    loaded: bool
    parts: tuple[PartOutcome, ...]
    refusals: tuple[Refusal, ...] = ()
    warnings: tuple[str, ...] = ()
    by_status: Counter[str] = field(default_factory=Counter)
    by_commissioner: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> PartOutcome:
        numbers = ("rows_read", "new", "changed", "unchanged", "refused", "passed_over")
        sums = {number: sum(getattr(part, number) for part in self.parts) for number in numbers}
        return PartOutcome("total", **sums)

    @property
    def summary(self) -> str:
        """The last line of every import."""
        return str(self.total)

    @property
    def notes(self) -> list[str]:
        return [*self.warnings, *(note for part in self.parts for note in _notes(part))]

    def as_json(self) -> dict[str, Any]:
        total = self.total
        return {
            "rows_read": total.rows_read,
            "new": total.new,
            "changed": total.changed,
            "unchanged": total.unchanged,
            "refused": total.refused,
            "loaded": self.loaded,
            "dry_run": self.dry_run,
            "notes": self.notes,
            "parts": [{"name": part.name, "summary": str(part)} for part in self.parts],
        }


def _notes(part: PartOutcome) -> list[str]:
    notes = []
    if part.passed_over:
        notes.append(f"Rows of other disease groups, passed over: {part.passed_over}.")
    if part.absent:
        named = ", ".join(part.absent[:MOST_NAMED])
        more = f" and {len(part.absent) - MOST_NAMED} more" if len(part.absent) > MOST_NAMED else ""
        notes.append(f"{part.name.capitalize()} known here but not in this file, left as they are: {named}{more}.")
    return notes
