"""The attendance report of an online room (Microsoft Teams, Zoom, or any table of joins) as minutes per participant.

Pure. Times without a zone are London's; what lies outside the session does not count, and who joined twice at once was
there once.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cms.clock import LONDON

LARGEST_BYTES = 2 * 1024 * 1024
NAMES = ("name (original name)", "full name", "participant", "name")
EMAILS = ("user email", "email address", "email")
JOINS = ("join time", "first join", "joined", "joined at")
LEAVES = ("leave time", "last leave", "left", "left at")
DAY_FIRST = ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y")
CLOCKS = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")


class LogRefused(ValueError):
    """The file cannot be read as a join log; the sentence says what it needs."""


@dataclass(frozen=True)
class Participant:
    """Minutes within the session, from 0 to its length."""

    name: str
    email: str
    minutes: int


def read_join_log(content: bytes, *, starts_at: datetime, ends_at: datetime) -> list[Participant]:
    """Everybody the log names, by name. Raises LogRefused for a file without names or times, or of another day."""
    if len(content) > LARGEST_BYTES:
        raise LogRefused("The file is larger than 2 MB. A join log is not: choose the CSV of the attendance report.")
    stays: dict[tuple[str, str], list[tuple[datetime, datetime]]] = {}
    days_met = False
    for line, (name, email, joined, left) in _lines(_text(content)):
        came, went = _moment(joined, starts_at, line), _moment(left, ends_at, line)
        days_met |= (
            came.date() <= ends_at.astimezone(LONDON).date() and went.date() >= starts_at.astimezone(LONDON).date()
        )
        stays.setdefault((name, email.lower()), []).append((max(came, starts_at), min(went, ends_at)))
    if not stays:
        raise LogRefused("The file names nobody. Choose the CSV of the attendance report.")
    if not days_met:
        raise LogRefused("Nobody in the file joined on the day of this session. Choose the report of this session.")
    found = [Participant(name, email, _minutes(each)) for (name, email), each in stays.items()]
    return sorted(found, key=lambda participant: (participant.name.lower(), participant.email))


def _minutes(stays: Iterable[tuple[datetime, datetime]]) -> int:
    """Whole minutes of the union of the stays."""
    seconds, covered_until = 0.0, None
    for came, went in sorted(stays):
        start = came if covered_until is None else max(came, covered_until)
        if went > start:
            seconds += (went - start).total_seconds()
            covered_until = went
    return int(seconds // 60)


def _text(content: bytes) -> str:
    """Teams writes UTF-16, everybody else UTF-8."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise LogRefused("The file is not text. Choose the CSV of the attendance report, not the XLSX.") from error


def _lines(text: str) -> Iterator[tuple[int, tuple[str, str, str, str]]]:
    """The lines below the heading that names the columns, until the table ends."""
    delimiter = max("\t,;", key=text.count)
    table = enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1)
    places = next((found for _, row in table if (found := _columns(row))), None)
    if places is None:
        raise LogRefused("The file needs columns for the name, the time of joining and the time of leaving.")
    for number, row in table:
        if not any(cell.strip() for cell in row) or len(row) <= max(places):
            return
        name, email, joined, left = (row[place].strip() if place >= 0 else "" for place in places)
        if name:
            yield number, (name, email, joined, left)


def _columns(row: list[str]) -> tuple[int, int, int, int] | None:
    """Where the name, the e-mail address (-1: nowhere), the join and the leave stand, if this row is the heading."""
    cells = [cell.strip().lower() for cell in row]
    name, email, join, leave = (
        next((cells.index(word) for word in words if word in cells), -1) for words in (NAMES, EMAILS, JOINS, LEAVES)
    )
    return (name, email, join, leave) if min(name, join, leave) >= 0 else None


def _moment(typed: str, near: datetime, line: int) -> datetime:
    """A day and a clock time in London; of the ways to read 1/2/2026 the one nearest to the session."""
    words = " ".join(typed.replace(",", " ").split())
    readings = [read for days in DAY_FIRST for clock in CLOCKS if (read := _read(words, f"{days} {clock}"))]
    if not readings:
        try:
            read = datetime.fromisoformat(typed)
            return read if read.tzinfo else read.replace(tzinfo=LONDON)
        except ValueError:
            raise LogRefused(
                f"Line {line}: “{typed[:40]}” is no time that can be read, such as 27/03/2026 18:31."
            ) from None
    return min(readings, key=lambda read: abs(read - near))


def _read(words: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(words, pattern).replace(tzinfo=LONDON)
    except ValueError:
        return None
