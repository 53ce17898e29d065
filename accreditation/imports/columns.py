"""The columns of each kind of file, and how a value of each is read. A reader raises ValueError with what is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accreditation.enums import EvidenceFile, OtherKind
from accreditation.evidence_policies import check_code

Read = Callable[[str], Any]
PRACTICE_CODE = re.compile(r"[A-Z][0-9]{5}")
SUPPRESSED = ("", "*")
FLAGS = {"yes": True, "no": False}
LARGEST = 100_000_000


def practice(text: str) -> str:
    if not PRACTICE_CODE.fullmatch(text):
        raise ValueError("a practice code of one capital letter and five digits, such as A81001")
    return text


def code(text: str) -> str:
    if not text:
        raise ValueError("a value; it is blank")
    try:
        check_code("code", text)
    except ValueError as error:
        raise ValueError("a short code of letters, numbers and hyphens, without a long number") from error
    return text


def day(text: str) -> date:
    try:
        found = date.fromisoformat(text) if len(text) == len("2026-03-31") else None
    except ValueError:
        found = None
    if found is None:
        raise ValueError("a real date as YYYY-MM-DD, such as 2026-03-31")
    return found


def whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,8}", text):
        raise ValueError("a whole number, without commas or decimals")
    return int(text)


def count_or_suppressed(text: str) -> int | None:
    return None if text in SUPPRESSED else whole(text)


def rounding(text: str) -> int:
    found = whole(text) if text else 1
    if not 1 <= found <= 100:
        raise ValueError("a whole number from 1 (exact) to 100, or blank for 1")
    return found


def flag(text: str) -> bool:
    if text.lower() not in FLAGS:
        raise ValueError("yes or no")
    return FLAGS[text.lower()]


@dataclass(frozen=True)
class Layout:
    """`key` are the columns that say which figure it is: the same key again is a newer figure."""

    kind: OtherKind
    columns: Mapping[str, Read]
    key: tuple[str, ...]


LAYOUTS: dict[str, Layout] = {
    EvidenceFile.INDICATORS: Layout(
        OtherKind.INDICATOR,
        {
            "practice": practice,
            "measure": code,
            "definition": code,
            "population": code,
            "period_from": day,
            "period_last": day,
            "published_on": day,
            "numerator": count_or_suppressed,
            "denominator": count_or_suppressed,
            "rounding": rounding,
            "provisional": flag,
            "source": code,
        },
        ("practice", "measure", "definition", "population", "period_from", "period_last", "source"),
    ),
    EvidenceFile.SUBMISSIONS: Layout(
        OtherKind.SUBMISSION,
        {
            "practice": practice,
            "submission": code,
            "period": day,
            "received_on": day,
            "complete": flag,
            "accepted": flag,
        },
        ("practice", "submission", "period"),
    ),
}
