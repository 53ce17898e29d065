"""Imports of evidence as the screens show them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import islice

from django.urls import reverse

from accreditation.enums import EvidenceFile
from accreditation.imports.columns import LAYOUTS
from accreditation.models import EvidenceImport
from cms import dates
from cms.clock import london_date
from cms.components import DataTable, Link, SummaryList

MOST_SHOWN = 20


def columns_in_words() -> list[str]:
    return [f"{EvidenceFile(kind).label}: {', '.join(layout.columns)}" for kind, layout in LAYOUTS.items()]


def import_table(imports: Iterable[EvidenceImport]) -> DataTable:
    return DataTable(
        caption="Former imports",
        headings=["File", "Kind", "Network", "Asked for", "Outcome"],
        rows=[
            [
                Link(text=each.file_name, href=reverse("accreditation:import", args=[each.pk])),
                each.get_kind_display(),
                each.network.name,
                f"{each.requested_by.name}, {dates.in_words(london_date(each.requested_at))}",
                import_state(each),
            ]
            for each in imports
        ],
        empty="Nothing has been imported here yet.",
    )


def import_summary(each: EvidenceImport) -> SummaryList:
    return SummaryList(
        rows=[
            {"key": "Kind", "value": each.get_kind_display()},
            {"key": "Network", "value": each.network.name},
            {"key": "Bad rows", "value": "Refused, the others recorded" if each.per_row else "Keep the whole file out"},
            {"key": "Asked for by", "value": each.requested_by.name},
            {"key": "Outcome", "value": import_state(each)},
        ]
    )


def import_state(each: EvidenceImport) -> str:
    if each.refusal:
        return "Refused as a whole"
    if not each.is_finished:
        return "Failed" if each.has_failed else "In hand"
    counts = "rows read {rows_read}, new {new}, changed {changed}, unchanged {unchanged}, refused {refused}"
    numbers = counts.format(**each.outcome)
    if each.dry_run:
        return f"Only checked: {numbers}"
    return f"Recorded: {numbers}" if each.is_loaded else f"Nothing recorded: {numbers}"


def refused_table(each: EvidenceImport) -> DataTable:
    """The first refused values; all of them are in the report to download."""
    rows = islice(csv.reader(io.StringIO(each.refused_rows)), 1, MOST_SHOWN + 1)
    headings = ["Row", "Column", "Value", "Asked for"]
    return DataTable(caption=f"Refused values, the first {MOST_SHOWN}", headings=headings, rows=list(rows))
