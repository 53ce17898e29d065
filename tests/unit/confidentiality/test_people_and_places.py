"""What has no shape: names, addresses, hospital numbers, high ages."""
# ruff: noqa: RUF001 - the messages are set with real quotation marks

from __future__ import annotations

import pytest

from practices.confidentiality import find_identifiers

FOUND = (
    ("Mr Mensah asked about fasting", [("name", "Mr Mensah")]),
    ("Mrs O'Brien and Dr. Smith", [("name", "Mrs O'Brien"), ("name", "Dr. Smith")]),
    ("Mrs O’Brien", [("name", "Mrs O’Brien")]),
    ("Rev. J. P. van der Berg", [("name", "Rev. J. P. van der Berg")]),
    ("Mr Low's mother", [("name", "Mr Low")]),
    ("MRS KAUR rang", [("name", "MRS KAUR")]),
    ("mr smith is worse", [("name", "mr smith")]),
    ("Sister Trevor and Nurse Brown", [("name", "Sister Trevor"), ("name", "Nurse Brown")]),
    ("patient John Smith", [("name", "John Smith")]),
    ("patient Thandeka Xyz", [("name", "Thandeka Xyz")]),
    ("Patient PARVEEN MAY", [("name", "PARVEEN MAY")]),
    ("her husband Peter", [("name", "Peter")]),
    ("his daughter Ngaio", [("name", "Ngaio")]),
    ("the patient's son Art", [("name", "Art")]),
    ("a man named Zoltan", [("name", "Zoltan")]),
    ("a lady called Olwen", [("name", "Olwen")]),
    ("Surname: BLACK, her name is Wambui", [("name", "BLACK"), ("name", "Wambui")]),
    ("Art says sugars are high", [("name", "Art")]),
    ("a letter about Mary-Jane O'Neill", [("name", "Mary-Jane O'Neill")]),
    ("seen by J Mensah", [("name", "J Mensah")]),
    ("José Álvarez", []),  # neither a title, a relative, nor a name on the list: what the guard misses
    ("Mrs Álvarez", [("name", "Mrs Álvarez")]),
    ("49 Station Road", [("address", "49 Station Road")]),
    ("Flat 3, 20 STATION ROAD", [("address", "Flat 3, 20 STATION ROAD")]),
    ("206 highfield lane", [("address", "206 highfield lane")]),
    ("lives in Rose Cottage", [("address", "Rose Cottage")]),
    ("hosp no QA7307093", [("hospital_number", "QA7307093")]),
    ("Hospital number: 123456", [("hospital_number", "123456")]),
    ("MRN 55-1234", [("hospital_number", "55-1234")]),
    ("RXH0123456", [("hospital_number", "RXH0123456")]),
    ("aged 94", [("age", "aged 94")]),
    ("a 94-year-old on insulin", [("age", "94-year-old")]),
    ("94 yo, 94F", [("age", "94 yo"), ("age", "94F")]),
    ("he is 94 and well", [("age", "94")]),
    ("in her nineties", [("age", "in her nineties")]),
)
FREE = (
    "Charcot foot, Addison disease, Graves disease and Dupuytren contracture",
    "gliclazide MR Take with food; MS diagnosed; Miss a meal",
    "Patient Activation Measure, patient says no, Mother T2DM, Father died",
    "her husband says so and his daughter drives",
    "John Radcliffe Hospital, Marie Curie nurses, Turner et al",
    "a condition called diabetes, a course named DESMOND",
    "3 times in a row, 20 minute walk, 5 miles down the road",
    "aged 90 or over, 90 years and older, 90+",
    "weight 94 kg, pulse was 92, eGFR 94, she was 94 kg",
    "NCT01131676, HbA1c, CHA2DS2-VASc",
)


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_finds_people_and_places(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(hit.kind, hit.words) for hit in find_identifiers(text)] == expected


@pytest.mark.parametrize("text", FREE)
def test_leaves_eponyms_relatives_and_measures_alone(text: str) -> None:
    assert find_identifiers(text) == []
