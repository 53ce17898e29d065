"""Whose work here counts on which days, and why somebody who works here is left out."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from ..days import FOREVER, Span, add_days, add_months
from ..facts import Employment
from ..findings import Remark
from ..grammar import words
from ..grammar.employed import Employed
from ..grammar.people import Slot
from ..spans import covers, subtract, union

if TYPE_CHECKING:
    from ..case import Case


class OfPeople(Protocol):
    """A requirement that counts people: `people`, `lead`, `share`."""

    @property
    def key(self) -> str: ...
    @property
    def employment(self) -> Employed: ...


def counts(asked: Employed, slot: Slot, row: Employment) -> bool:
    return (slot.roles is None or row.role in slot.roles.codes) and not short_of(asked, row)


def short_of(asked: Employed, row: Employment) -> str:
    """Why an employment in a role asked does not count all the same; "" when it does."""
    sessions, months = asked.min_sessions, asked.min_months
    if row.role in asked.exclude_roles:
        return f"{words.role(row.role)} is left out"
    if asked.locums and row.role in asked.locums.roles:
        sessions, months = max(sessions, asked.locums.min_sessions), max(months, asked.locums.min_months)
    if row.sessions < sessions:
        return f"works {row.sessions:g} sessions a week, {sessions:g} asked"
    if row.until_on is not None and row.until_on < add_months(row.from_on, months):
        return f"is employed for less than {words.counted(months, 'month')}"
    return ""


def employed_spans(node: OfPeople, case: "Case", slot: Slot, person: str) -> list[Span]:
    """The days on which the person's work here counts for the slot."""
    asked = node.employment
    spans = union(_days(row) for row in case.employments(person) if counts(asked, slot, row))
    if spans and not asked.count_on_leave:
        spans = subtract(spans, leave_spans(case, person))
    if spans and asked.max_practices:
        spans = subtract(spans, taken_elsewhere(node, case, slot, person, asked.max_practices))
    return spans


def leave_spans(case: "Case", person: str) -> list[Span]:
    return [(row.from_on, row.until_on or FOREVER) for row in case.absences(person)]


def post_spans(case: "Case", slot: Slot, person: str) -> list[Span]:
    """The days on which the person holds the post of the slot, or acts in it."""
    spans = []
    for row in case.facts.leads:
        if row.person == person and row.lead_role == slot.lead:
            spans.append((row.from_on, row.until_on or FOREVER))
        elif row.person == person and row.lead_role in slot.deputies:
            limit = FOREVER if slot.deputy_days is None else add_days(row.from_on, slot.deputy_days)
            spans.append((row.from_on, min(row.until_on or FOREVER, limit)))
    return union(spans)


def taken_elsewhere(node: OfPeople, case: "Case", slot: Slot, person: str, most: int) -> list[Span]:
    """The days on which the person already counts at `most` other practices: those where they began earlier.

    Of two begun on the same day the one whose identifier comes first goes first.
    """
    held = _workplaces(node, case, slot, person)
    here = held.pop(case.facts.practice, [])
    edges = sorted({day for spans in (here, *held.values()) for span in spans for day in span})
    taken = []
    for began, ended in pairwise(edges):
        since = _since(here, began)
        if since is not None:
            place = since, case.facts.practice
            begun = ((_since(spans, began), practice) for practice, spans in held.items())
            if sum(other is not None and (other, practice) < place for other, practice in begun) >= most:
                taken.append((began, ended))
    return taken


def _workplaces(node: OfPeople, case: "Case", slot: Slot, person: str) -> dict[str, list[Span]]:
    """By practice, the days on which the person works there as the slot asks; for a post, holds that post there."""
    here, found = case.facts.practice, defaultdict[str, list[Span]](list)
    if slot.lead:
        for post in case.facts.leads:
            if post.person == person and post.lead_role == slot.lead:
                found[here].append((post.from_on, post.until_on or FOREVER))
        for post in case.facts.posts_elsewhere:
            if post.person == person and post.lead_role == slot.lead:
                found[str(post.practice)].append((post.from_on, post.until_on or FOREVER))
    else:
        for row in case.employments(person):
            if counts(node.employment, slot, row):
                found[here].append(_days(row))
        for row in case.elsewhere(person):
            if counts(node.employment, slot, row):
                found[str(row.practice)].append(_days(row))
    return {practice: union(spans) for practice, spans in found.items()}


def _since(spans: Iterable[Span], on: date) -> date | None:
    return next((began for began, ended in spans if began <= on < ended), None)


def _days(row: Employment) -> Span:
    return row.from_on, row.until_on or FOREVER


def left_out(node: OfPeople, case: "Case", slots: Iterable[Slot], on: date) -> tuple[Remark, ...]:
    """Those who work here in a role asked on the day and are not counted, each with the reason."""
    found = (_left_out(node, case, list(slots), person, on) for person in case.staff)
    return tuple(each for each in found if each)


def _left_out(node: OfPeople, case: "Case", slots: list[Slot], person: str, on: date) -> Remark | None:
    rows = [row for row in case.employments(person) if row.from_on <= on < (row.until_on or FOREVER)]
    asked = [(slot, row) for slot in slots for row in rows if slot.roles is None or row.role in slot.roles.codes]
    if not asked or any(covers(employed_spans(node, case, slot, person), on) for slot, _ in asked):
        return None
    told = [short_of(node.employment, row) for _, row in asked]
    if all(told):
        return Remark(node.key, person, "employment", f"is not counted: {told[0]}")
    if not node.employment.count_on_leave and covers(leave_spans(case, person), on):
        return Remark(node.key, person, "on_leave", "is not counted: on long leave")
    return Remark(node.key, person, "elsewhere", "is not counted here: already counts at another practice")
