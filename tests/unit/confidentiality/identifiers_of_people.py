"""Generated identifiers without a shape: names, addresses, hospital numbers, high ages; and all makers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from . import identifiers_with_a_shape as shaped
from .invented_people import FAMILY_NAMES, FORENAMES, STREETS


def hospital_number(random: Random) -> str:
    number = random.choice(
        (
            f"QA{random.randrange(10**7):07}",
            f"{random.randint(100000, 9999999)}",
            f"RX{random.choice('ABCHJ')}{random.randrange(10**6):06}",
            f"K{random.randrange(10**6):06}",
        )
    )
    return (
        random.choice(
            (
                "hosp no ",
                "Hospital number: ",
                "Hospital No. ",
                "MRN ",
                "MRN: ",
                "hospital id ",
                "Hosp: ",
                "unit number ",
                "patient ID ",
                "case note no ",
            )
        )
        + number
    )


def age(random: Random) -> str:
    years = random.randint(90, 106)
    return random.choice((
        f"aged {years}", f"age {years}", f"Age: {years}", f"{years}-year-old", f"{years} year old",
        f"{years} years old",
        f"{years} yo", f"{years}yo", f"{years} y/o", f"{years} yr old", f"{years}F", f"{years} years of age",
        "ninety-four years old", "aged ninety-two", "in her nineties", "in his 90s", "a centenarian", "a nonagenarian",
    ))  # fmt: skip


def address(random: Random) -> str:
    house = random.choice(
        (
            f"{random.randint(1, 240)}",
            f"{random.randint(1, 99)}a",
            f"Flat {random.randint(1, 9)}, {random.randint(1, 99)}",
        )
    )
    written = f"{house} {random.choice(STREETS)}"
    return random.choice((written, written, written.upper(), f"{house}, {random.choice(STREETS)}"))


def titled_name(random: Random) -> str:
    title = random.choice(("Mr", "Mrs", "Ms", "Miss", "Dr", "Mr.", "Dr.", "Prof", "Rev.", "Sister", "Nurse"))
    forename, surname = random.choice(FORENAMES), random.choice(FAMILY_NAMES)
    written = random.choice((f"{title} {surname}", f"{title} {forename} {surname}", f"{title} {forename[0]} {surname}"))
    return written.upper() if random.random() < 0.1 else written


def name_in_context(random: Random) -> str:
    forename, surname = random.choice(FORENAMES), random.choice(FAMILY_NAMES)
    return random.choice((
        f"patient {forename} {surname}", f"my patient {forename}", f"her husband {forename}",
        f"his daughter {forename}",
        f"a man named {forename} {surname}", f"a lady called {forename}", f"her neighbour {forename} {surname}",
        f"Name: {forename} {surname}", f"surname: {surname.upper()}",
    ))  # fmt: skip


MAKERS: dict[str, Callable[[Random], str]] = {
    "NHS number": shaped.nhs_number,
    "NHS number, mistyped but labelled": shaped.wrong_nhs_number,
    "CHI or H&C number": shaped.chi_number,
    "Date": shaped.date,
    "Postcode": shaped.postcode,
    "Phone": shaped.phone,
    "E-mail": shaped.email,
    "Web link": shaped.link,
    "Hospital number": hospital_number,
    "National Insurance number": shaped.insurance_number,
    "Age of 90 or over": age,
    "Street address": address,
    "Titled name": titled_name,
    "Untitled name in context": name_in_context,
}
STRUCTURED = ("NHS number", "Date", "Postcode", "Phone", "E-mail")
