"""Small pieces of English."""

from collections.abc import Iterable, Sequence
from datetime import date

from .roles import ROLES

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def counted(count: int, noun: str) -> str:
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def listed(words: Iterable[str], joiner: str = "and") -> str:
    *first, last = list(words) or ["nothing"]
    return f"{', '.join(first)} {joiner} {last}" if first else last


def role(name: str) -> str:
    return ROLES.get(name, name.replace("_", " ").replace("gp", "GP"))


def a_role(name: str) -> str:
    word = role(name)
    return f"{'an' if word[0] in 'aeiouAEIOU' else 'a'} {word}"


def roles(names: Sequence[str], joiner: str = "or") -> str:
    return listed((a_role(name) for name in names), joiner)


def code(value: str) -> str:
    return value.replace("_", " ").replace("-", " ")


def codes(values: Sequence[str], joiner: str = "or") -> str:
    return listed((f"“{code(value)}”" for value in values), joiner)


ENTRIES = {
    "clinic.case_discussed": "a case discussed in a virtual clinic",
    "case.outcome_recorded": "what was done about a case recorded",
    "visit.held": "a practice visit held",
    "feedback.given": "feedback given",
    "declaration.signed": "a declaration signed",
}


def duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour")] if hours else []
    parts += [counted(rest, "minute")] if rest or not hours else []
    return listed(parts)


def entry(kind: str) -> str:
    """A kind of ledger entry, as something that happened."""
    return ENTRIES.get(kind, f"entry “{kind}”")


def day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
