"""What a practice tells about a case: the anonymised form as one value, between form and operations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal


@dataclass(frozen=True, order=True)
class Reading:
    """An HbA1c in mmol/mol, measured so many whole months before the case was written down."""

    months_ago: int
    value: int


@dataclass(frozen=True, kw_only=True)
class CaseDetails:
    """Codes are those of bands.py; empty text, an empty code and None say that it is not known."""

    local_reference: str = ""
    age_band: str = ""
    sex: str = ""
    diabetes_type: str = ""
    duration: str = ""
    readings: tuple[Reading, ...] = ()
    systolic: int | None = None
    diastolic: int | None = None
    cholesterol: Decimal | None = None
    egfr: int | None = None
    acr: Decimal | None = None
    bmi: str = ""
    retina: str = ""
    foot_risk: str = ""
    current_therapy: str = ""
    what_failed: str = ""
    hypoglycaemia: str = ""
    comorbidities: tuple[str, ...] = ()
    frailty: str = ""
    pregnancy: str = ""
    living_factors: tuple[str, ...] = ()
    goals: str = ""
    question: str = ""
    tried: str = ""


FREE_TEXTS = ("local_reference", "current_therapy", "what_failed", "goals", "question", "tried")
NEEDED = {
    "age_band": "the age band",
    "sex": "the sex",
    "diabetes_type": "the type of diabetes",
    "duration": "how long the person has had diabetes",
    "current_therapy": "the current treatment",
    "question": "the question for the specialist",
}


def free_texts(details: CaseDetails) -> Iterator[str]:
    """Every text that somebody typed."""
    return (getattr(details, name) for name in FREE_TEXTS)


def columns(details: CaseDetails) -> dict[str, object]:
    """Everything but the readings, which stand in a table of their own, by the names of the case's fields."""
    values = {field.name: getattr(details, field.name) for field in fields(details) if field.name != "readings"}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
