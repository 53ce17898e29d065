"""Units, successions, commissioners, leave and merged records, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from cms import dates
from cms.components import DataTable, DateRange, Link
from practices.models import Absence, PcnMembership, PracticeRecord, SamePerson, Succession, UnitMembership
from practices.panels import period


def units_table(pcns: Iterable[PcnMembership], units: Iterable[UnitMembership], code: str) -> DataTable:
    rows: list[list[Any]] = [
        [each.pcn.name, "Primary care network", period(each), _leave(code, "pcn", each)] for each in pcns
    ]
    rows += [[each.unit.name, each.unit.get_kind_display(), period(each), _leave(code, "unit", each)] for each in units]
    return DataTable(
        caption="Units",
        headings=["Unit", "Kind", "Period", "Action"],
        rows=rows,
        empty="The practice is in no unit that is known here.",
    )


def _leave(code: str, kind: str, membership: PcnMembership | UnitMembership) -> Link | str:
    if membership.ended_on:
        return "-"
    href = reverse("practices:leave_unit", args=[code, kind, membership.pk])
    return Link(text="Leave", href=href, about=f"the unit joined on {dates.in_words(membership.started_on)}")


def successions_table(successions: Iterable[Succession], code: str) -> DataTable:
    return DataTable(
        caption="Practices that became part of this one",
        headings=["Code", "What happened", "From", "Action"],
        rows=[
            [
                each.predecessor.code,
                each.get_how_display(),
                dates.in_words(each.started_on),
                Link(
                    text="Take back",
                    href=reverse("practices:take_back_succession", args=[code, each.pk]),
                    about=each.predecessor.code,
                ),
            ]
            for each in successions
        ],
        empty="No other practice has become part of this one.",
    )


def commissioners_table(records: Iterable[PracticeRecord]) -> DataTable:
    rows = [
        [str(each.commissioner or "-"), DateRange(from_on=each.started_on, until_on=each.ended_on)] for each in records
    ]
    return DataTable(
        caption="Commissioner",
        headings=["Commissioned by", "Period"],
        rows=rows,
        empty="Which body commissions it is not known.",
    )


def absences_table(absences: Iterable[Absence], code: str) -> DataTable:
    return DataTable(
        caption="Long leave",
        headings=["Period", "Action"],
        rows=[
            [
                period(each),
                Link(
                    text="Change",
                    href=reverse("practices:correct_absence", args=[code, each.pk]),
                    about=f"the leave from {dates.in_words(each.started_on)}",
                ),
            ]
            for each in absences
        ],
        empty="No long leave is recorded.",
    )


def merge_words(merge: SamePerson, person_id: object) -> str:
    if merge.former_id == person_id:
        return f"This record counts for {merge.survivor.name}."
    return f"Another record, {merge.former.name} ({merge.former.email or 'no e-mail'}), counts for this one."
