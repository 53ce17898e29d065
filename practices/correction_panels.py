"""What a correction does and what became of it, ready for a template: names for keys, last days for ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from cms.clock import london_date
from cms.components import DataTable, Link, SummaryList
from cms.dates import in_words, period_in_words
from practices.access import Access
from practices.corrections.arguments import from_json
from practices.corrections.doors import door_of
from practices.corrections.standings import Change, practice_ids
from practices.enums import CorrectionState
from practices.models import Correction, Person, Practice
from practices.queries import names_of
from practices.roles import Permission

Names = dict[str, str]


@dataclass(frozen=True)
class ShownChange:
    """One practice under one framework, with the days on which it would stand differently."""

    name: str
    code: str
    award: str
    table: DataTable


def shown_effect(effect: Sequence[Change], *, on: date) -> list[ShownChange]:
    """Three queries, however many changes."""
    practices = Practice.objects.in_bulk(practice_ids(effect))
    names, people = names_of(practices, on=on), _people(effect)
    return [
        ShownChange(
            name=names.get(change["practice"], practices[change["practice"]].code),
            code=practices[change["practice"]].code,
            award=f"{change['framework']}: {change['award'].lower()}",
            table=_stretches(change, people, names.get(change["practice"], "")),
        )
        for change in effect
    ]


def _stretches(change: Change, people: Names, name: str) -> DataTable:
    return DataTable(
        caption=f"Days on which {name or 'the practice'} would stand differently",
        headings=["Days", "Requirements now", "Requirements then", "What it hangs on"],
        rows=[
            [_days(each), each["before"].capitalize(), each["after"].capitalize(), _why(each["why"], people)]
            for each in change["stretches"]
        ],
        hides_caption=True,
    )


def _days(stretch: dict[str, Any]) -> str:
    until_on = date.fromisoformat(stretch["until_on"]) if stretch["until_on"] else None
    words = period_in_words(date.fromisoformat(stretch["from_on"]), until_on)
    return f"{words[:1].upper()}{words[1:]}"


def _why(reasons: Iterable[dict[str, Any]], people: Names) -> str:
    return " ".join(_reason(each, people) for each in reasons)


def _reason(reason: dict[str, Any], people: Names) -> str:
    who = f" ({people[reason['person']]})" if reason["person"] in people else ""
    sentence = reason["sentence"].removeprefix(f"{reason['clause']}: ")
    told = f": {sentence}" if sentence else ""
    words = f"{reason['clause']}{who}{told}".rstrip(".") + "."
    for heading, found in (("Counts no longer", reason["lost"]), ("Counts then", reason["gained"])):
        if found:
            words += f" {heading}: {'; '.join(_entry(each, people) for each in found)}."
    return words


def _entry(entry: dict[str, Any], people: Names) -> str:
    day = f", {in_words(date.fromisoformat(entry['on']))}" if entry["on"] else ""
    who = f"{people[entry['person']]}: " if entry["person"] in people else ""
    return f"{who}{entry['words']}{day}"


def _people(effect: Iterable[Change]) -> Names:
    reasons = [why for change in effect for stretch in change["stretches"] for why in stretch["why"]]
    keys = {each["person"] for each in reasons}
    keys |= {entry["person"] for each in reasons for entry in (*each["lost"], *each["gained"])}
    found = Person.objects.filter(pk__in=[UUID(key) for key in keys if key])
    return {person.key: person.name for person in found}


def what_it_does(correction: Correction) -> str:
    """In one sentence; what is kept of it, where a record that it names is gone."""
    door = door_of(correction.kind)
    try:
        return door.words(from_json(correction.arguments))
    except ValueError:
        return door.label


def correction_summary(correction: Correction) -> SummaryList:
    rows: list[dict[str, Any]] = [
        {"key": "What", "value": door_of(correction.kind).label},
        {"key": "In detail", "value": what_it_does(correction)},
        {"key": "Proposed by", "value": _by(correction.proposed_by, london_date(correction.proposed_at))},
    ]
    rows += [{"key": "Why", "value": correction.reason}] if correction.reason else []
    rows.append({"key": "State", "value": correction.get_state_display()})
    if correction.state == CorrectionState.WAITING and correction.expires_on:
        rows.append({"key": "Can be confirmed until", "value": in_words(correction.expires_on)})
    if correction.closed_by and correction.closed_at and correction.state != CorrectionState.DONE:
        rows.append({"key": "Answered by", "value": _by(correction.closed_by, london_date(correction.closed_at))})
    if correction.refusal:
        rows.append({"key": "Why it was refused", "value": correction.refusal})
    return SummaryList(rows=rows)


def place_of(correction: Correction) -> str:
    """Where the corrected record is shown; "" where it is gone."""
    try:
        return door_of(correction.kind).place(from_json(correction.arguments))
    except ValueError:
        return ""


def _by(person: Person, on: date) -> str:
    return f"{person.name}, {in_words(on)}"


def waiting_table(corrections: Sequence[Correction], access: Access) -> DataTable:
    names = _names(corrections, access.on)
    return DataTable(
        caption="Waiting for a second person",
        headings=["Correction", "Changes the standing of", "Proposed by", "Until", "Yours to do"],
        rows=[
            [
                _link(each),
                _practices(each, names),
                each.proposed_by.name,
                in_words(each.expires_on) if each.expires_on else "-",
                "Another person answers" if each.proposed_by == access.person else "Confirm or refuse",
            ]
            for each in corrections
        ],
        empty="No correction waits. What would change a granted standing stands here until a second person answers.",
    )


def closed_table(corrections: Sequence[Correction], access: Access) -> DataTable:
    names = _names(corrections, access.on)
    return DataTable(
        caption="Earlier",
        headings=["Correction", "Changed the standing of", "Proposed by", "State", "By"],
        rows=[
            [
                _link(each),
                _practices(each, names),
                _by(each.proposed_by, london_date(each.proposed_at)),
                each.get_state_display() if each.state != CorrectionState.WAITING else CorrectionState.EXPIRED.label,
                each.closed_by.name if each.closed_by else "-",
            ]
            for each in corrections
        ],
        empty="Nothing has been corrected yet.",
    )


def history_table(corrections: Iterable[Correction], access: Access) -> DataTable | str:
    """What was corrected of one record, for its own page; "" where nothing was."""
    confirms = access.may(Permission.CONFIRM_CORRECTIONS)
    rows = [
        [
            _link(each) if _opens(each, access, confirms) else door_of(each.kind).label,
            _by(each.proposed_by, london_date(each.proposed_at)),
            each.get_state_display(),
            each.closed_by.name if each.closed_by else "-",
        ]
        for each in corrections
    ]
    headings = ["Correction", "Proposed by", "State", "By"]
    return DataTable(caption="Corrections", headings=headings, rows=rows) if rows else ""


def _opens(correction: Correction, access: Access, confirms: bool) -> bool:
    return correction.proposed_by == access.person or (confirms and correction.state != CorrectionState.DONE)


def _link(correction: Correction) -> Link:
    on = in_words(london_date(correction.proposed_at))
    href = reverse("practices:correction", args=[correction.pk])
    return Link(
        text=door_of(correction.kind).label, href=href, about=f"proposed by {correction.proposed_by.name}, {on}"
    )


def _names(corrections: Iterable[Correction], on: date) -> dict[int, str]:
    return names_of({practice.pk for each in corrections for practice in each.practices.all()}, on=on)


def _practices(correction: Correction, names: dict[int, str]) -> str:
    return ", ".join(sorted(names.get(each.pk, each.code) for each in correction.practices.all())) or "None"
