"""What evidence from outside may say. check_x raises ValueError with a sentence that a user can read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from accreditation.models import OtherEvidence
from cms.dates import in_words
from evidence.vocabulary import LONGEST_TEXT
from practices.models import Person, Practice

CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._-]*[A-Za-z0-9])?")
LONG_NUMBER = re.compile(r"[0-9]{9}|[0-9]{3}[ -][0-9]{3}[ -][0-9]{4}")
KEYS = ("supervisor", "assessor", "assessor_practice")
PERIOD = ("period_from", "period_until")
DAYS = (*PERIOD, "period", "valid_until")


def check_happened(on: date, today: date) -> None:
    if on > today:
        raise ValueError(f"The day cannot be in the future. Enter a day up to {in_words(today)}.")


def check_same_kind(corrected: OtherEvidence, kind: str, subject: Person | Practice) -> None:
    if corrected.kind != kind or subject not in (corrected.person, corrected.practice):
        raise ValueError(
            "A correction is about the same person or practice, and of the same kind. Withdraw it instead."
        )


def check_values(subject: Person | Practice, values: Mapping[str, Any]) -> None:
    """Codes and numbers only: the ledger keeps no free text, and nothing long enough to be a patient's number."""
    for name, value in values.items():
        if isinstance(value, str) and name not in (*KEYS, *DAYS):
            check_code(_plain(name), value)
        elif isinstance(value, int) and value < 0:
            raise ValueError(f"{_plain(name)} cannot be less than nothing. Enter a number from 0 on.")
    _check_score(values.get("score"))
    _check_period(*(values.get(name) for name in PERIOD))
    _check_fraction(values.get("numerator"), values.get("denominator"))
    if isinstance(subject, Person) and subject.key in (values.get("supervisor"), values.get("assessor")):
        raise ValueError("Nobody can supervise or assess themselves. Choose another person.")


def check_code(label: str, value: str) -> None:
    if value and (len(value) > LONGEST_TEXT or not CODE.fullmatch(value)):
        raise ValueError(f"{label}: give a short name of letters, numbers and hyphens, at most {LONGEST_TEXT} long.")
    if LONG_NUMBER.search(value):
        raise ValueError(f"{label}: leave the long number out. It might be a patient's.")


def _check_score(score: int | None) -> None:
    if score is not None and score > 100:
        raise ValueError("A score is in per cent: enter a number from 0 to 100.")


def _check_period(period_from: str | None, period_until: str | None) -> None:
    """Half-open, in ISO dates."""
    if period_from and period_until and period_until <= period_from:
        raise ValueError("The last day of the period has to be on or after its first day.")


def _check_fraction(numerator: int | None, denominator: int | None) -> None:
    if numerator is not None and denominator is not None and numerator > denominator:
        raise ValueError("More patients reached it than there are. Check both numbers.")


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()
