"""Identifiers made by Faker: written by others, for other purposes, and so a fairer judge than our own makers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from faker import Faker

ELSEWHERE = ("en_IN", "pl_PL", "yo_NG", "tr_TR", "es_ES")
DATES = ("%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d-%b-%y", "%b %Y", "%A %d %B")


def faker_makers(seed: int) -> dict[str, Callable[[Random], str]]:
    """Makers by class; names “from elsewhere” are Indian, Polish, Yoruba, Turkish and Spanish."""
    british, elsewhere = Faker("en_GB"), [Faker(locale) for locale in ELSEWHERE]
    for faker in (british, *elsewhere):
        faker.seed_instance(seed)

    def full(faker: Faker) -> str:
        return f"{faker.first_name()} {faker.last_name()}"

    return {
        "Postcode": lambda random: british.postcode(),
        "Phone": lambda random: random.choice((british.phone_number, british.cellphone_number))(),
        "E-mail": lambda random: british.email(),
        "Web link": lambda random: british.url(),
        "Date": lambda random: british.date_of_birth().strftime(random.choice(DATES)),
        "Street address": lambda random: british.street_address().replace("\n", ", "),
        "Titled name, British": lambda random: f"{british.prefix()} {british.last_name()}",
        "Titled name, from elsewhere": lambda random: f"Mrs {random.choice(elsewhere).last_name()}",
        "Patient and name, British": lambda random: f"patient {full(british)}",
        "Patient and name, from elsewhere": lambda random: f"patient {full(random.choice(elsewhere))}",
        "Bare full name, British": lambda random: full(british),
        "Bare full name, from elsewhere": lambda random: full(random.choice(elsewhere)),
        "Bare given name, British": lambda random: british.first_name(),
        "Bare surname, British": lambda random: british.last_name(),
    }
