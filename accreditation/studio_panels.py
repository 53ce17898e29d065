"""What the screens of the scheme studio show, ready for a template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from accreditation.models import Draft, Framework, FrameworkVersion, Rehearsal
from cms.clock import london_date
from cms.components import DataTable, Heading, Link
from cms.dates import in_words, last_day


def drafts_table(drafts: Iterable[Draft]) -> DataTable:
    return DataTable(
        caption="Drafts",
        headings=["Framework", "Version", "Network", "State", "Last changed"],
        rows=[
            (
                Link(text=draft.title, href=reverse("accreditation:draft", args=[draft.pk])),
                str(draft.number),
                draft.network.name,
                draft.get_state_display(),
                f"{in_words(london_date(draft.changed_at))}, by {draft.changed_by.name}",
            )
            for draft in drafts
        ],
        empty="Nobody has begun a draft yet.",
    )


def versions_table(versions: Iterable[FrameworkVersion]) -> DataTable:
    return DataTable(
        caption="Published versions",
        headings=["Framework", "Network", "In force from", "Digest", "Former version"],
        rows=[
            (
                Link(text=str(version), href=_address_of(version)),
                version.framework.network.name,
                in_words(version.effective_from),
                version.digest[:12],
                Link(text="Compare", href=f"{_compare(version)}", about=str(version)) if version.number > 1 else "-",
            )
            for version in versions
        ],
        empty="Nothing is published yet.",
    )


def _address_of(version: FrameworkVersion) -> str:
    framework = version.framework
    page = reverse("accreditation:framework", args=[framework.code])
    return f"{page}?network={framework.network.code}&version={version.number}"


def _compare(version: FrameworkVersion) -> str:
    page = reverse("accreditation:compare", args=[version.framework.code])
    return f"{page}?network={version.framework.network.code}&latter={version.number}"


def draft_summary(draft: Draft, framework: Framework | None) -> list[dict[str, Any]]:
    effective = draft.document.get("effective_from")
    rows: list[dict[str, Any]] = [
        {"key": "State", "value": draft.get_state_display()},
        {"key": "Version", "value": f"{draft.number} of {framework.title}" if framework else "The first"},
        {"key": "Takes effect on", "value": _day(effective)},
        {"key": "Last changed", "value": f"{in_words(london_date(draft.changed_at))}, by {draft.changed_by.name}"},
    ]
    origin = str(draft.based_on) if draft.based_on else f"the example {draft.preset}" if draft.preset else ""
    return [*rows, {"key": "Begun from", "value": origin}] if origin else rows


def _day(text: Any) -> str:
    try:
        return in_words(date.fromisoformat(str(text)))
    except ValueError:
        return "Not said yet"


def rehearsal_counts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many practices would move from where to where, the unchanged last."""
    moves = Counter((row["before"], row["after"]) for row in rows)
    ordered = sorted(moves.items(), key=lambda each: (each[0][0] == each[0][1], -each[1]))
    return [
        {"value": number, "label": f"stay {before}" if before == after else f"from {before} to {after}"}
        for (before, after), number in ordered
    ]


def rehearsal_table(rehearsal: Rehearsal, rows: list[dict[str, Any]]) -> DataTable:
    def proofs(row: dict[str, Any]) -> Link:
        href = reverse("accreditation:rehearsal_practice", args=[rehearsal.draft_id, rehearsal.pk, row["code"]])
        return Link(text=row["name"], href=href)

    return DataTable(
        caption="Practices that would stand otherwise",
        headings=[
            "Practice",
            "Now",
            "Under the draft",
            Heading("Days of the year that differ", is_numeric=True),
            "Why, on the last such day",
        ],
        rows=[
            (proofs(row), row["before"].capitalize(), row["after"].capitalize(), str(row["days"]), _why(row))
            for row in rows
        ],
        empty="No practice would stand otherwise, on any day of the last year.",
    )


def _why(row: dict[str, Any]) -> str:
    return " ".join(f"{why.rstrip('.')}." for why in row["why"])


def days_in_words(stretch: list[str]) -> str:
    begins, until = date.fromisoformat(stretch[0]), date.fromisoformat(stretch[1])
    return f"{in_words(begins)} to {in_words(last_day(until))}"
