"""The record between two days, line by line, with what the person wrote about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cms.dates import last_day, period_in_words
from courses.models import Completion, LiveSession, Reflection
from courses.portfolio.purposes import Purpose
from courses.queries.reflections import reflections_of
from evidence.enums import Verification
from evidence.queries import record_of_person
from evidence.wording import in_words
from practices.models import Person

METHODS = {
    "course.completed": "Course",
    "session.attended": "Live session",
    "clinic.attended": "Virtual clinic",
    "visit.attended": "Practice visit",
    "case.outcome_recorded": "Case",
    "credential.verified": "Credential",
    "competency.assessed": "Observed practice",
}
PARTICIPATORY = ("clinic.attended", "visit.attended")


@dataclass(frozen=True)
class Line:
    """`minutes` of learning, 0 where there are none; `ref` is the number of the ledger entry, empty for what no ledger
    knows.
    """

    ref: str
    happened_on: date
    recorded_at: datetime
    method: str
    text: str
    minutes: int
    participatory: bool
    verification: str
    reflection: Reflection | None

    @property
    def participatory_minutes(self) -> int:
        return self.minutes if self.participatory else 0


@dataclass(frozen=True)
class Portfolio:
    """Half-open: `until` is the first day that is not in it. Lines with the latest first."""

    person: Person
    purpose: Purpose
    since: date
    until: date
    lines: tuple[Line, ...]

    @property
    def period(self) -> str:
        return period_in_words(self.since, self.until)

    @property
    def last_on(self) -> date:
        return last_day(self.until)

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def participatory_minutes(self) -> int:
        return sum(line.participatory_minutes for line in self.lines)

    @property
    def reflections(self) -> list[Reflection]:
        return [line.reflection for line in self.lines if line.reflection]


def portfolio_of(person: Person, *, purpose: Purpose, since: date, until: date, known_at: datetime) -> Portfolio:
    """The person's record of the days from `since` up to and not including `until`, as known at the moment."""
    lines = lines_of(person, known_at=known_at)
    kept = tuple(line for line in lines if since <= line.happened_on < until)
    return Portfolio(person, purpose, since, until, kept)


def lines_of(person: Person, *, known_at: datetime) -> list[Line]:
    """Everything that the ledger holds of the person, and what she wrote about other things, the latest first."""
    entries = list(record_of_person(person.pk, known_at=known_at))
    reflections = list(reflections_of(person))
    about = {reflection.entry_id: reflection for reflection in reflections}
    titles = _titles(entries)
    lines = [_line(entry, titles, about.get(entry.pk)) for entry in entries]
    lines += [_own(reflection) for reflection in reflections if reflection.entry_id is None]
    return sorted(lines, key=lambda line: line.happened_on, reverse=True)


def _titles(entries: list[Any]) -> Mapping[tuple[str, str], str]:
    """What courses and sessions are called, because the ledger holds their codes: two queries, however many entries."""
    completed = {entry.source_ref.partition(".")[0] for entry in entries if entry.kind == "course.completed"}
    attended = {str(entry.values["session"]) for entry in entries if entry.kind == "session.attended"}
    completions = Completion.objects.filter(pk__in=[pk for pk in completed if pk.isdecimal()])
    sessions = LiveSession.objects.filter(pk__in=[pk for pk in attended if pk.isdecimal()])
    titles = {("course.completed", str(pk)): title for pk, title in completions.values_list("pk", "course_title")}
    return titles | {("session.attended", str(pk)): title for pk, title in sessions.values_list("pk", "title")}


def _line(entry: Any, titles: Mapping[tuple[str, str], str], reflection: Reflection | None) -> Line:
    of_source = {
        "course.completed": entry.source_ref.partition(".")[0],
        "session.attended": entry.values.get("session"),
    }
    title = titles.get((entry.kind, str(of_source.get(entry.kind))))
    return Line(
        ref=entry.ref,
        happened_on=entry.happened_on,
        recorded_at=entry.recorded_at,
        method=METHODS.get(entry.kind, "Other"),
        text=title or in_words(entry.kind, entry.values),
        minutes=entry.values.get("minutes", 0),
        participatory=entry.values.get("participatory", entry.kind in PARTICIPATORY),
        verification=Verification(entry.verification).label,
        reflection=reflection,
    )


def _own(reflection: Reflection) -> Line:
    return Line(
        ref="",
        happened_on=reflection.happened_on,
        recorded_at=reflection.written_at,
        method="Own reflection",
        text=reflection.title,
        minutes=0,
        participatory=False,
        verification=Verification.SELF_DECLARED.label,
        reflection=reflection,
    )
