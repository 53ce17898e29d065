"""The shapes of professional registration numbers. There is no public check digit: only the shape can be checked."""

from __future__ import annotations

import re

from practices.enums import RegistrationBody

SHAPES = {
    RegistrationBody.GMC: (r"(?:[0-9]{7}|L[0-9]{6})", "seven digits, or L and six digits, such as 0000000"),
    RegistrationBody.NMC: (r"[0-9]{2}[A-Z][0-9]{4}[A-Z]", "two digits, a letter, four and a letter, such as 99X9999X"),
    RegistrationBody.GPHC: (r"2[0-9]{6}", "seven digits that begin with 2, such as 2000000"),
    RegistrationBody.HCPC: (r"[A-Z]{2}[0-9]{1,6}", "two letters and up to six digits, such as XX000000"),
}


def normalise_number(number: str) -> str:
    return re.sub(r"[\s-]", "", number).upper()


def check_number(body: str, number: str) -> None:
    """Raise ValueError with a sentence that says the shape asked for."""
    pattern, shape = SHAPES[RegistrationBody(body)]
    if not re.fullmatch(pattern, normalise_number(number)):
        label = RegistrationBody(body).name if body != RegistrationBody.GPHC else "GPhC"
        article = "An" if label[0] in "NH" else "A"
        raise ValueError(f"{article} {label} number is {shape}.")
