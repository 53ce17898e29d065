"""The draft of the feedback letter, from what came of the agenda. No name, no date: those stand in the visit itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from visits.enums import AgendaKind
from visits.models import AgendaItem, VisitAction

SPOKE_OF = {
    AgendaKind.VIRTUAL_CLINIC: "We discussed anonymised cases together",
    AgendaKind.DATABASE_REVIEW: "We went through your register against the QOF targets",
    AgendaKind.AUDIT_REVIEW: "We looked at the audit that you completed",
    AgendaKind.EDUCATION: "We held an education session",
    AgendaKind.PATIENT_REVIEW: "We reviewed patients together with your team",
}


def draft_letter(agenda: Iterable[AgendaItem], actions: Iterable[VisitAction], *, on: date) -> str:
    """Paragraphs of plain text. `on` is the day it is drafted: when actions are due is said in weeks from then."""
    done = [item for item in agenda if item.is_done]
    parts = ["Thank you for the time that you and your team gave us."]
    parts += [_paragraph(item) for item in done] or [
        "We did not reach the agenda this time, and should like to return to it."
    ]
    agreed = [f"- {action.text.rstrip('.')} ({_when(action.due_on, on)})." for action in actions]
    if agreed:
        parts.append("\n".join(["We agreed:", *agreed]))
    parts.append("Please tell us how useful the visit was to you. We are a phone call away until we meet again.")
    return "\n\n".join(parts)


def _paragraph(item: AgendaItem) -> str:
    opening = SPOKE_OF[AgendaKind(item.kind)]
    topic = f" on {item.topic}" if item.topic else ""
    counted = f" We saw {item.patients}." if item.patients else ""
    note = f" {item.note}" if item.note else ""
    return f"{opening}{topic}.{counted}{note}"


def _when(due_on: date, on: date) -> str:
    weeks = (due_on - on).days // 7
    if weeks < 1:
        return "as soon as you can"
    return "within a week" if weeks == 1 else f"within {weeks} weeks"
