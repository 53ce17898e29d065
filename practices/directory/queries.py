from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from practices.models import (
    DiabetesRegister,
    DirectoryImport,
    ListSize,
    NetworkMembership,
    PcnMembership,
    Practice,
    PracticeRecord,
)


@dataclass(frozen=True)
class DirectoryEntry:
    """All that is known now of one practice."""

    records: list[PracticeRecord]
    pcns: list[PcnMembership]
    networks: list[NetworkMembership]
    list_sizes: list[ListSize]
    registers: list[DiabetesRegister]


def search(text: str = "", *, on: date, status: str = "", gp_practices_only: bool = False) -> QuerySet[PracticeRecord]:
    """The records that hold on the day and match by name, or by the beginning of code or postcode."""
    records = PracticeRecord.objects.current().on(on).select_related("practice", "commissioner")
    words = " ".join(text.split())
    if words:
        compact = words.replace(" ", "")
        records = records.filter(
            Q(name__icontains=words) | Q(practice__code__istartswith=compact) | Q(postcode__istartswith=words)
        )
    if status:
        records = records.filter(status=status)
    if gp_practices_only:
        records = records.filter(prescribing_setting="4")
    found: QuerySet[PracticeRecord] = records.order_by("practice__code")
    return found


def entry_of(practice: Practice) -> DirectoryEntry:
    """Six queries, latest first."""
    return DirectoryEntry(
        records=list(_current(PracticeRecord, practice).select_related("commissioner")),
        pcns=list(_current(PcnMembership, practice).select_related("pcn")),
        networks=list(_current(NetworkMembership, practice).select_related("network")),
        list_sizes=list(_counts(ListSize, practice)),
        registers=list(_counts(DiabetesRegister, practice)),
    )


def imports() -> QuerySet[DirectoryImport]:
    return DirectoryImport.objects.select_related("requested_by", "job").defer("refused_rows")


def _current(model: Any, practice: Practice) -> QuerySet:
    facts: QuerySet = model.objects.current().filter(practice=practice).order_by("-started_on")
    return facts


def _counts(model: Any, practice: Practice) -> QuerySet:
    counts: QuerySet = model.objects.filter(practice=practice, superseded_at__isnull=True).order_by("-counted_on")
    return counts
