"""How the directory and its imports are shown: tables and lists, out of what was read already."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import islice

from django.urls import reverse

from cms import dates
from cms.clock import london_date
from cms.components import DataTable, DateRange, Link, SummaryList, TagList
from cms.components.tables import Heading
from practices.directory.queries import DirectoryEntry
from practices.enums import PracticeStatus
from practices.models import DirectoryImport, NetworkMembership, PcnMembership, PracticeRecord

MOST_SHOWN = 20
STATUS_COLOURS = {
    PracticeStatus.ACTIVE: "green",
    PracticeStatus.CLOSED: "grey",
    PracticeStatus.DORMANT: "yellow",
    PracticeStatus.PROPOSED: "blue",
}


def status_tag(status: str) -> TagList:
    known = PracticeStatus(status)
    return TagList(tags=[{"text": known.label, "colour": STATUS_COLOURS[known]}], label="Status")


def found_table(records: Iterable[PracticeRecord]) -> DataTable:
    return DataTable(
        caption="Practices",
        hides_caption=True,
        headings=["Name", "Code", "Status", "Postcode", "Commissioner"],
        rows=[
            [
                Link(text=record.name, href=reverse("practices:practice", args=[record.practice.code])),
                record.practice.code,
                status_tag(record.status),
                record.postcode or "-",
                str(record.commissioner or "-"),
            ]
            for record in records
        ],
        empty="No practice matches. Search with fewer words, or import the practice file.",
    )


def record_summary(record: PracticeRecord) -> SummaryList:
    """A record of a practice as label and value."""
    closed = [{"key": "Closed", "value": dates.in_words(record.closed_on)}] if record.closed_on else []
    return SummaryList(
        rows=[
            {"key": "Name", "value": record.name},
            {"key": "Status", "value": status_tag(record.status)},
            {"key": "Address", "value": ", ".join(filter(None, [record.address, record.postcode])) or "-"},
            {"key": "Telephone", "value": record.telephone or "-"},
            {"key": "Commissioner", "value": str(record.commissioner or "-")},
            {"key": "Integrated care board", "value": record.icb_code or "-"},
            {"key": "Opened", "value": dates.in_words(record.opened_on) if record.opened_on else "-"},
            *closed,
        ]
    )


def history_table(records: Iterable[PracticeRecord]) -> DataTable:
    return DataTable(
        caption="What the directory says, and since when we know",
        headings=["Period", "Name", "Status", "Commissioner", "Known since"],
        rows=[
            [
                DateRange(from_on=record.started_on, until_on=record.ended_on),
                record.name,
                status_tag(record.status),
                str(record.commissioner or "-"),
                dates.in_words(london_date(record.recorded_at)),
            ]
            for record in records
        ],
    )


def network_table(memberships: Iterable[NetworkMembership]) -> DataTable:
    rows = [[each.network.name, DateRange(from_on=each.started_on, until_on=each.ended_on)] for each in memberships]
    return DataTable(caption="Network", headings=["Network", "Period"], rows=rows, empty="Belongs to no network here.")


def pcn_table(memberships: Iterable[PcnMembership]) -> DataTable:
    rows = [
        [each.pcn.name, each.pcn.code, DateRange(from_on=each.started_on, until_on=each.ended_on)]
        for each in memberships
    ]
    headings = ["Name", "Code", "Period"]
    return DataTable(caption="Primary care network", headings=headings, rows=rows, empty="None is known.")


def count_table(entry: DirectoryEntry) -> DataTable:
    """List sizes and diabetes registers by date, the latest first."""
    counts = [("Registered patients", each.counted_on, each.patients) for each in entry.list_sizes]
    counts += [("Diabetes register, 17 and over", each.counted_on, each.patients) for each in entry.registers]
    counts.sort(key=lambda count: count[1], reverse=True)
    return DataTable(
        caption="Patients",
        headings=["What", "Counted on", Heading("Patients", is_numeric=True)],
        rows=[[what, dates.in_words(counted_on), f"{patients:,}"] for what, counted_on, patients in counts],
        empty="No list size or register is known.",
    )


def import_table(imports: Iterable[DirectoryImport]) -> DataTable:
    return DataTable(
        caption="Former imports",
        headings=["File", "Kind", "Asked for", "Outcome"],
        rows=[
            [
                Link(text=each.file_name, href=reverse("practices:import", args=[each.pk])),
                each.get_kind_display(),
                f"{_asker(each)}, {dates.in_words(london_date(each.requested_at))}",
                import_state(each),
            ]
            for each in imports
        ],
        empty="Nothing has been imported here yet.",
    )


def import_summary(each: DirectoryImport) -> SummaryList:
    parts = each.outcome.get("parts", [])
    shown = [{"key": part["name"].capitalize(), "value": part["summary"]} for part in parts] if len(parts) > 1 else []
    return SummaryList(
        rows=[
            {"key": "Kind", "value": each.get_kind_display()},
            {"key": "Effective from", "value": dates.in_words(each.effective_on)},
            {"key": "Bad rows", "value": "Refused, the others loaded" if each.per_row else "Keep the whole file out"},
            {"key": "Asked for by", "value": _asker(each)},
            {"key": "Outcome", "value": import_state(each)},
            *shown,
        ]
    )


def import_state(each: DirectoryImport) -> str:
    if each.refusal:
        return "Refused as a whole"
    if not each.is_finished:
        return "Failed" if has_failed(each) else "In hand"
    numbers = "{new} new, {changed} changed, {unchanged} unchanged, {refused} refused".format(**each.outcome)
    if each.dry_run:
        return f"Only checked: {numbers}"
    return f"Loaded: {numbers}" if each.is_loaded else f"Not loaded: {each.outcome['refused']} refused"


def refused_table(each: DirectoryImport) -> DataTable:
    """The first refused values; all of them are in the report to download."""
    rows = islice(csv.reader(io.StringIO(each.refused_rows)), 1, MOST_SHOWN + 1)
    headings = ["Row", "Column", "Value", "Asked for"]
    return DataTable(caption=f"Refused values, the first {MOST_SHOWN}", headings=headings, rows=list(rows))


def has_failed(each: DirectoryImport) -> bool:
    return bool(each.job and each.job.state == "failed")


def _asker(each: DirectoryImport) -> str:
    return each.requested_by.name if each.requested_by else "-"
