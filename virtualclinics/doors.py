"""What is put right of a clinic that was signed off goes through the one door for corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from cms.dates import in_words
from practices.corrections.doors import Arguments, Door, open_door
from practices.models import Person, Practice
from virtualclinics import operations
from virtualclinics.models import Clinic
from virtualclinics.stays import Stay

ATTENDANCE = "virtualclinics.attendance"


def open_doors() -> None:
    open_door(Door(ATTENDANCE, "Correct who took part in a clinic", _correct, _words, _place))


def _correct(
    *, clinic: Clinic, stays: Sequence[tuple[Person, int, Practice | None]], by: Person, at: datetime
) -> object:
    return operations.take_register(clinic=clinic, stays=[Stay(*each) for each in stays], by=by, at=at)


def _words(given: Arguments) -> str:
    clinic: Clinic = given["clinic"]
    people = "; ".join(f"{person.name}: {minutes} minutes" for person, minutes, _ in given["stays"]) or "nobody"
    return f"{clinic.title}, {in_words(clinic.happens_on)}. Took part: {people}"


def _place(given: Arguments) -> str:
    return reverse("virtualclinics:run", args=[given["clinic"].pk])
