"""submission: something is handed in for each part of the contract year, by its due day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ..days import SLOT_MONTHS
from . import words
from .base import Common, Context, Requirement
from .cadence import SLOT_WORDS, Slotted
from .errors import GrammarError
from .fields import choice, flag, text, texts, whole
from .reading import Reader

LATE = {"counts": "Counts from the day it comes", "never": "Does not count"}


@dataclass(frozen=True, slots=True)
class Submission(Requirement):
    """`due_on` (month, day), or else `due_days` after the last day of the period. late_days: None for any lateness."""

    kind: ClassVar[str] = "submission"
    any_of: tuple[str, ...]
    cadence: Slotted
    due_days: int
    due_on: tuple[int, int] | None
    late: str
    late_days: int | None
    accepted: bool
    complete: bool


SUBMISSION_FIELDS = (
    texts("any_of", "Codes of what may be handed in.", must=True),
    choice("every", SLOT_WORDS, "For each of which parts of the contract year.", must=True),
    whole("due_days", "Due so many days after the part has ended. Empty: on its last day.", least=0),
    text("due_on", "Due on this day of the year after the part has ended, such as 04-30, instead."),
    choice("late", LATE, "What is late. Empty: it counts from the day it comes."),
    whole("late_days", "Late ones count only within so many days. Empty: however late.", least=1),
    flag("accepted", "Whether it has to be accepted. Empty: yes."),
    flag("complete", "Whether it has to be complete. Empty: yes."),
    whole("look_back", "How many parts that are due are looked at. Empty: one.", least=1),
    flag("owes_first_slot", "Whether the part of enrolment counts already. Empty: no."),
)


def read_submission(reader: Reader, common: Common, context: Context) -> Submission:
    look_back = reader.whole("look_back", least=1, default=1)
    every = reader.choice("every", SLOT_MONTHS)
    late, late_days = reader.choice("late", LATE, "counts"), reader.whole_or_none("late_days", least=1)
    if late == "never" and late_days:
        raise GrammarError(reader.at("late_days"), "late ones never count, so there are no days to count them in")
    if reader.has("due_on") and reader.has("due_days"):
        raise GrammarError(reader.at("due_on"), "is due on a day of the year or so many days after, not both")
    return Submission(
        common,
        reader.texts("any_of"),
        Slotted(every, 1, look_back, reader.flag("owes_first_slot", False), look_back),
        reader.whole("due_days", least=0, default=0),
        _month_and_day(reader) if reader.has("due_on") else None,
        late,
        late_days,
        reader.flag("accepted", True),
        reader.flag("complete", True),
    )


def _month_and_day(reader: Reader) -> tuple[int, int]:
    written = reader.text("due_on")
    try:
        day = date.fromisoformat(f"2001-{written}")
    except ValueError:
        raise GrammarError(reader.at("due_on"), f"must be a month and a day such as 04-30, not {written!r}") from None
    return day.month, day.day


def submission_english(node: Submission) -> str:
    asked = [word for word, needed in (("complete", node.complete), ("accepted", node.accepted)) if needed]
    state = f", {' and '.join(asked)}" if asked else ""
    text = f"{words.codes(node.any_of)} handed in for each {SLOT_WORDS[node.cadence.slots]} {_due(node)}{state}"
    if node.late == "never":
        return f"{text}; late ones do not count"
    within = f" if within {node.late_days} days" if node.late_days else ""
    return f"{text}; late ones count from the day they come{within}"


def _due(node: Submission) -> str:
    if node.due_on:
        month, day = node.due_on
        return f"by the next {day} {words.MONTHS[month - 1]}"
    return f"within {node.due_days} days of its end" if node.due_days else "by its last day"
