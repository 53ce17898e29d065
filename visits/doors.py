"""What is put right of a signed-off visit goes through the one door for corrections."""

from __future__ import annotations

from django.urls import reverse

from cms.dates import in_words
from practices.corrections.doors import Arguments, Door, open_door
from visits import operations
from visits.enums import Side

ATTENDANCE = "visits.attendance"
DAY = "visits.day"


def open_doors() -> None:
    open_door(Door(ATTENDANCE, "Correct who was at a visit", operations.correct_attendance, _attendance, _place))
    open_door(Door(DAY, "Correct the day of a visit", operations.correct_day, _day, _place))


def _visit(given: Arguments) -> str:
    visit = given["visit"]
    return f"Visit to {visit.practice.code} on {in_words(visit.held_on)}"


def _attendance(given: Arguments) -> str:
    minutes, side = given["minutes"], Side(given["side"]).label.lower()
    there = f"was there as {side} for {minutes} minutes" if minutes is not None else "was not there"
    return f"{_visit(given)}: {given['person'].name} {there}"


def _day(given: Arguments) -> str:
    return f"{_visit(given)}: was held on {in_words(given['held_on'])}"


def _place(given: Arguments) -> str:
    return reverse("visits:visit", args=[given["visit"].pk])
