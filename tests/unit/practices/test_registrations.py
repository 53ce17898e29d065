"""The shapes of registration numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.enums import RegistrationBody
from practices.registrations import check_number, normalise_number

SHAPED = {
    "gmc": r"[0-9]{7}|L[0-9]{6}",
    "nmc": r"[0-9]{2}[A-Z][0-9]{4}[A-Z]",
    "gphc": r"2[0-9]{6}",
    "hcpc": r"[A-Z]{2}[0-9]{1,6}",
}
WRONG = [
    ("gmc", "123456"),
    ("gmc", "12345678"),
    ("gmc", "C1234567"),
    ("gmc", "L12345"),
    ("nmc", "99X9999"),
    ("nmc", "9XX9999X"),
    ("nmc", "99X9999X1"),
    ("gphc", "3000000"),
    ("gphc", "20000000"),
    ("hcpc", "X000000"),
    ("hcpc", "XX"),
    ("hcpc", "XX0000000"),
    *((body, "") for body in SHAPED),
]


@pytest.mark.parametrize("body", RegistrationBody.values)
@given(data=st.data())
def test_every_number_of_the_shape_is_taken_however_it_is_spaced(body: str, data: st.DataObject) -> None:
    number = data.draw(st.from_regex(SHAPED[body], fullmatch=True))
    gap = data.draw(st.sampled_from(["", " ", "-"]))
    spaced = gap.join(number)
    check_number(body, spaced.lower())
    assert normalise_number(spaced.lower()) == number


@pytest.mark.parametrize(("body", "number"), WRONG)
def test_other_shapes_are_refused(body: str, number: str) -> None:
    with pytest.raises(ValueError, match=r"^An? (GMC|NMC|GPhC|HCPC) number is "):
        check_number(body, number)


@given(number=st.text(max_size=12))
def test_no_text_is_both_a_nurse_s_and_a_doctor_s_number(number: str) -> None:
    taken = []
    for body in ("gmc", "nmc"):
        try:
            check_number(body, number)
        except ValueError:
            continue
        taken.append(body)
    assert len(taken) < 2


@given(digits=st.text(alphabet="٠١٢٣٤٥٦٧٨٩", min_size=7, max_size=7))
def test_digits_of_other_scripts_are_refused(digits: str) -> None:
    with pytest.raises(ValueError, match=r"^A GMC number is "):
        check_number("gmc", digits)
