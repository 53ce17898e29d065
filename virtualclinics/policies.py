"""Does the state allow it? check_x raises ValueError with a sentence that a user can read, can_x answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import TextChoices

from practices.confidentiality import check_no_identifiers
from virtualclinics import bands
from virtualclinics.details import NEEDED, CaseDetails, free_texts
from virtualclinics.enums import (
    CASE_TRANSITIONS,
    CLINIC_TRANSITIONS,
    EDITABLE,
    CaseState,
    ClinicState,
    Mode,
    Pathway,
    Side,
    Theme,
)
from virtualclinics.models import Case, Clinic

MOST_DIGITS_OF_A_REFERENCE = 6
LONGEST = 480  # minutes


def can_move_case(case: Case, to: CaseState) -> bool:
    return to in CASE_TRANSITIONS[case.state]


def check_case_moves(case: Case, to: CaseState) -> None:
    if not can_move_case(case, to):
        now, then = CaseState(case.state).label.lower(), to.label.lower()
        raise ValueError(f"This case is “{now}”, so it cannot become “{then}”. Look at the case again.")


def check_clinic_moves(clinic: Clinic, to: ClinicState) -> None:
    if to not in CLINIC_TRANSITIONS[clinic.state]:
        raise ValueError(f"This clinic is {ClinicState(clinic.state).label.lower()} already.")


def can_edit(case: Case) -> bool:
    return case.state in EDITABLE


def check_editable(case: Case) -> None:
    if not can_edit(case):
        raise ValueError("This case was submitted, so it cannot be changed. Withdraw it, and submit it anew.")


def check_details(details: CaseDetails) -> None:
    """Whatever is written down, draft or not: no identifier, no code of our own invention."""
    check_no_identifiers(*free_texts(details))
    check_reference(details.local_reference)
    check_codes(details.comorbidities, bands.Comorbidity)
    check_codes(details.living_factors, bands.LivingFactor)
    months = [reading.months_ago for reading in details.readings]
    if len(months) != len(set(months)):
        raise ValueError("Two HbA1c readings are from the same month. Leave one of them out.")


def check_reference(reference: str) -> None:
    """The practice's own reference means nothing to anybody else: no number long enough to be a record's."""
    if sum(character.isdigit() for character in reference) > MOST_DIGITS_OF_A_REFERENCE:
        raise ValueError("A case reference has at most 6 digits. Make one up, such as VC-12; use no record number.")


def check_codes(codes: Iterable[str], choices: type[TextChoices]) -> None:
    unknown = sorted(set(codes) - set(choices.values))
    if unknown:
        raise ValueError(f"{', '.join(unknown)} is not on the list. The list is: {', '.join(choices.values)}.")


def check_complete(details: CaseDetails, *, declares_anonymous: bool) -> None:
    missing = [words for name, words in NEEDED.items() if not getattr(details, name)]
    if missing:
        raise ValueError(f"Before you submit the case, fill in {_listed(missing)}.")
    if not declares_anonymous:
        raise ValueError("Before you submit the case, confirm that nobody could be recognised from it.")


def check_place(mode: str, place: str) -> None:
    if mode == Mode.AT_PRACTICE and not place:
        raise ValueError("Say where the clinic takes place.")


def check_planned(clinic: Clinic) -> None:
    if clinic.state != ClinicState.PLANNED:
        raise ValueError(f"This clinic is {ClinicState(clinic.state).label.lower()}. Choose one that is planned.")


def check_not_cancelled(clinic: Clinic) -> None:
    if clinic.state == ClinicState.CANCELLED:
        raise ValueError("This clinic was cancelled.")


def check_room(clinic: Clinic, on_agenda: int) -> None:
    if on_agenda >= clinic.capacity:
        cases = "1 case" if clinic.capacity == 1 else f"{clinic.capacity} cases"
        raise ValueError(f"This clinic is full: it has room for {cases}. Choose another clinic.")


def check_same_network(clinic: Clinic, case: Case) -> None:
    if clinic.network_id != case.network_id:
        raise ValueError("This case belongs to another network.")


def check_recommendation(themes: Collection[str], text: str, reasoning: str, pathway: str) -> None:
    if not themes:
        raise ValueError("Tick at least one theme of the recommendation.")
    if not text.strip() or not reasoning.strip():
        raise ValueError("Write both the recommendation and the reasoning behind it.")
    check_codes(themes, Theme)
    check_codes([pathway], Pathway)
    check_no_identifiers(text, reasoning)


def check_minutes(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST:
        raise ValueError(f"Give the minutes that the person took part, from 1 to {LONGEST}.")


def check_specialist_remains(clinic: Clinic, sides: Collection[str]) -> None:
    if clinic.state == ClinicState.HELD and Side.SPECIALIST not in sides:
        raise ValueError("A clinic needs a specialist. Record who else took part before you remove the last one.")


def check_can_be_signed_off(clinic: Clinic, sides: Collection[str], *, at: datetime) -> None:
    if clinic.starts_at > at:
        raise ValueError("This clinic has not begun yet. Sign it off when it is over.")
    if Side.SPECIALIST not in sides:
        raise ValueError("Record which specialists took part, and for how long, before you sign off.")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
