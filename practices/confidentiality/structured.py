"""Find the identifiers that have a shape: numbers, dates, postcodes, phones, e-mail addresses, links.

The shapes are in patterns.json, which the browser reads too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nhs_number.validate import calculate_checksum

from .hits import Finding

PATTERNS: dict[str, Any] = json.loads(Path(__file__).with_name("patterns.json").read_text(encoding="utf-8"))
LABELS: dict[str, str] = {entry["kind"]: entry["label"] for entry in PATTERNS["kinds"]}
MESSAGES: dict[str, str] = {entry["kind"]: entry["message"] for entry in PATTERNS["kinds"]}

LOOK_BEFORE = 60
LOOK_AFTER = 30
DIGIT = re.compile(r"[0-9]|zero|oh|nought|one|two|three|four|five|six|seven|eight|nine", re.IGNORECASE)
DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Shape:
    kind: str
    message: str
    regex: re.Pattern[str]
    group: int
    check: Callable[[str], bool]
    unless_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    unless_words: re.Pattern[str] | None

    def search(self, text: str) -> Iterator[Finding]:
        position = 0
        while found := self.regex.search(text, position):
            start, end = found.span(self.group)
            accepted = self._accepts(text, start, end)
            if accepted:
                yield Finding(self.kind, start, end, self.message)
            position = max(end, found.start() + 1) if accepted else found.start() + 1

    def _accepts(self, text: str, start: int, end: int) -> bool:
        if self.unless_before and self.unless_before.search(text[max(0, start - LOOK_BEFORE) : start]):
            return False
        if self.unless_after and self.unless_after.search(text[end : end + LOOK_AFTER]):
            return False
        if self.unless_words and self.unless_words.search(text[start:end]):
            return False
        return self.check(text[start:end])


def find_structured(text: str) -> list[Finding]:
    """Every identifier with a shape in a folded text; where two overlap, the earlier pattern of the file stays."""
    return without_overlaps([finding for shape in _shapes() for finding in shape.search(text)])


def without_overlaps(findings: list[Finding]) -> list[Finding]:
    """Keep of each overlap the finding that comes first in the list; the result is in the order of the text."""
    kept: list[Finding] = []
    for finding in findings:
        if not any(finding.overlaps(other) for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda each: each.start)


@cache
def _shapes() -> tuple[Shape, ...]:
    return tuple(_shape(entry) for entry in PATTERNS["patterns"])


def _shape(entry: dict[str, Any]) -> Shape:
    def compiled(name: str, ignore_case: bool = True) -> re.Pattern[str] | None:
        return _compile(entry[name], ignore_case) if name in entry else None

    return Shape(
        kind=entry["kind"],
        message=entry.get("message", ""),
        regex=_compile(entry["regex"], entry.get("ignore_case", False)),
        group=1 if entry.get("group") else 0,
        check=CHECKS[entry.get("check", "none")],
        unless_before=compiled("unless_before"),
        unless_after=compiled("unless_after"),
        unless_words=compiled("unless_words", ignore_case=False),
    )


def _compile(regex: str, ignore_case: bool) -> re.Pattern[str]:
    return re.compile(_expand(regex), re.ASCII | (re.IGNORECASE if ignore_case else 0))


def _expand(regex: str) -> str:
    fragments: dict[str, str] = PATTERNS["fragments"]
    while (expanded := re.sub(r"<([A-Z_]+)>", lambda name: fragments[name[1]], regex)) != regex:
        regex = expanded
    return regex


def _digits(words: str) -> str:
    return "".join(_digit(found[0].lower()) for found in DIGIT.finditer(words))


def _digit(token: str) -> str:
    if token.isdigit():
        return token
    return "0" if token in ("oh", "nought") else str(DIGIT_WORDS.index(token))


def _is_mod11(words: str) -> bool:
    """Modulus 11 alone: a Scottish number with an impossible birth day is still somebody's typing of a CHI number."""
    digits = _digits(words)
    return len(digits) == 10 and calculate_checksum(digits[:9]) == int(digits[9])


def _is_grouped_mod11(words: str) -> bool:
    """Ten digits in many uneven groups are a list of readings, such as “8 10 12 11 14 9”, and not one number."""
    sizes = [len(group) for group in re.findall(r"[0-9]+", words)]
    return (len(sizes) <= 4 or len(set(sizes)) == 1) and _is_mod11(words)


def _is_not_financial_year(words: str) -> bool:
    """“2023-24” is a year of account; “2024-03” is a month."""
    digits = _digits(words)
    return int(digits[4:6]) != (int(digits[2:4]) + 1) % 100


CHECKS: dict[str, Callable[[str], bool]] = {
    "none": lambda words: True,
    "mod11": _is_mod11,
    "mod11_grouped": _is_grouped_mod11,
    "not_mod11": lambda words: not _is_mod11(words),
    "not_financial_year": _is_not_financial_year,
}
