"""Forecasts as CSV. Nothing in it is ever a live formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from accreditation.exports import LINE_END, inert
from accreditation.models import Framework
from accreditation.rules.grammar import words
from cms.dates import last_day
from portal.forecasts.network import Endangered
from portal.forecasts.practice import Outlook
from portal.forecasts.wording import state_in_words, until_in_words

OUTLOOK = ("Kind", "Day", "What", "Who", "Minutes")


def as_csv(head: Iterable[tuple[str, str]], columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=LINE_END)
    writer.writerows([inert(cell) for cell in line] for line in head)
    writer.writerow([])
    writer.writerow(columns)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue()


def outlook_as_csv(outlook: Outlook) -> str:
    standing = outlook.standing
    head = [
        ("Forecast of", standing.practice.code),
        ("Framework", f"{standing.framework.title}, version {standing.version.number}"),
        ("From this day", standing.as_of.isoformat()),
        ("To this day", outlook.until.isoformat()),
        ("What to do next", outlook.first_line),
        ("If nothing is done", outlook.if_nothing_is_done),
    ]
    return as_csv(head, OUTLOOK, _rows(outlook))


def _rows(outlook: Outlook) -> Iterable[Sequence[str]]:
    for step in outlook.steps:
        yield "To do, by", step.by_on.isoformat(), step.text, step.who, str(step.minutes)
    for each in outlook.stuck:
        yield "In the way", "", f"{each.label}: {each.why}", "", ""
    for change in outlook.changes:
        what = f"{state_in_words(change.after)}: {outlook.why(change)}"
        person = change.hangs_on.person
        yield "Change", change.on.isoformat(), what, outlook.name_of(person) if person else "", ""
    for point in outlook.points:
        without = f"Without them as {words.role(point.post)}" if point.post else "If they left"
        what = f"{without}, the requirements would hold until {until_in_words(point.until)}"
        yield "Hangs on", point.plain_until.isoformat(), what, outlook.name_of(point.person), ""


NETWORK = (
    "Practice code",
    "Practice",
    "Standing",
    "Plainly met until",
    "Requirements satisfied until",
    "What goes first",
    "Hangs on one person",
    "What to do next",
    "Minutes of staff time",
)


def network_as_csv(framework: Framework, practices: Iterable[Endangered], on: date) -> str:
    head = [
        ("Practices that lapse within 90 days", framework.title),
        ("Network", framework.network.name),
        ("From this day", on.isoformat()),
        ("Dates", "The last day, included."),
    ]
    return as_csv(head, NETWORK, map(_practice, practices))


def _practice(each: Endangered) -> Sequence[str]:
    people = sorted({point.person for point in each.outlook.points})
    return (
        each.row.code,
        each.row.name,
        str(each.row.status.label),
        last_day(each.ends_on).isoformat(),
        last_day(each.row.lapses_on).isoformat() if each.row.lapses_on else "",
        each.hangs_on,
        ", ".join(each.outlook.name_of(person) for person in people),
        each.outlook.first_line,
        str(each.outlook.plan.minutes) if each.outlook.plan.is_found else "",
    )
