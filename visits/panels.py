"""Visits as the components show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from cms.components import DataTable, Link, SummaryList, TagList
from cms.dates import in_words
from visits.models import AgendaItem, Visit, VisitAction, VisitAttendance

STATE_COLOURS = {
    "proposed": "blue",
    "agreed": "purple",
    "held": "orange",
    "signed_off": "green",
    "declined": "red",
    "cancelled": "grey",
}


def state_tag(visit: Visit) -> TagList:
    return TagList(tags=[{"text": visit.get_state_display(), "colour": STATE_COLOURS[visit.state]}], label="State")


def moment_in_words(moment: datetime | None) -> str:
    """27 March 2026, 13:00, in Europe/London; nothing for a moment that has not come."""
    if moment is None:
        return ""
    local = localtime(moment)
    return f"{in_words(local.date())}, {local:%H:%M}"


def when(visit: Visit) -> str:
    if visit.held_on:
        return in_words(visit.held_on)
    return moment_in_words(visit.starts_at) or "No time agreed"


def visit_summary(visit: Visit, practice_name: str) -> SummaryList:
    minutes = f"{visit.held_minutes or visit.planned_minutes} minutes"
    rows: list[dict[str, Any]] = [
        {"key": "Practice", "value": practice_name},
        {"key": "Kind", "value": visit.get_kind_display()},
        {"key": "When", "value": when(visit)},
        {"key": "Length", "value": minutes if visit.took_place else f"{minutes} planned"},
        {"key": "State", "value": state_tag(visit)},
    ]
    if visit.cancelled_by_side:
        rows.append({"key": "Cancelled by", "value": visit.get_cancelled_by_side_display()})
    return SummaryList(rows=rows)


def visit_table(caption: str, visits: Iterable[Visit], names: dict[int, str], empty: str) -> DataTable:
    """Visits to several practices."""
    rows = [
        [
            Link(text=names.get(visit.practice_id, visit.practice.code), href=reverse("visits:visit", args=[visit.pk])),
            when(visit),
            state_tag(visit),
        ]
        for visit in visits
    ]
    return DataTable(caption=caption, headings=["Practice", "When", "State"], rows=rows, empty=empty)


def own_visit_table(visits: Iterable[Visit]) -> DataTable:
    rows = [
        [
            Link(text=when(visit), href=reverse("visits:visit", args=[visit.pk]), about=f"visit {visit.pk}"),
            visit.get_kind_display(),
            state_tag(visit),
        ]
        for visit in visits
    ]
    headings = ["When", "Kind", "State"]
    return DataTable(
        caption="Visits", headings=headings, rows=rows, hides_caption=True, empty="No visit has been proposed yet."
    )


def attendance_table(attendances: Iterable[VisitAttendance]) -> DataTable:
    rows = [[each.person.name, each.get_side_display(), each.role_label, each.minutes] for each in attendances]
    return DataTable(caption="Who was there", headings=["Person", "Side", "Role", "Minutes"], rows=rows)


def agenda_table(agenda: Iterable[AgendaItem], *, shows_notes: bool) -> DataTable:
    """Before the visit what was suggested and chosen; after it what came of each item."""
    rows = []
    for item in agenda:
        label = f"{item.get_kind_display()}: {item.topic}" if item.topic else item.get_kind_display()
        state = "Done" if item.is_done else "Chosen" if item.is_agreed else "Suggested"
        note = item.note if shows_notes else ""
        if item.patients is not None:
            note = f"{item.patients} patients. {note}".strip()
        rows.append([label, state, note or "-"])
    return DataTable(caption="Agenda", headings=["Item", "State", "Outcome"], rows=rows, empty="No agenda yet.")


def action_rows(actions: Iterable[VisitAction]) -> list[dict[str, Any]]:
    return [
        {
            "action": action,
            "due": in_words(action.due_on),
            "done": in_words(action.done_on) if action.done_on else "",
        }
        for action in actions
    ]
