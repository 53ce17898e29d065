"""What the guard found: the kind, the place and the words, without ever showing the words by accident."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Finding(NamedTuple):
    """A half-open place in the folded text, before it is mapped back to what was typed.

    The message is empty where the kind's own will do.
    """

    kind: str
    start: int
    end: int
    message: str = ""

    def overlaps(self, other: Finding) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Hit:
    """An identifier in a text, at the half-open span [start, end) of the text as it was typed.

    Words and message stay out of the repr: a hit that lands in a log or a traceback must say nothing about a person.
    """

    kind: str
    start: int
    end: int
    words: str = field(repr=False)
    message: str = field(repr=False)
