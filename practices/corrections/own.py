"""The doors of this room: posts, named leads, long leave, and two records of one person."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from cms.dates import in_words, last_day, period_in_words
from practices import operations
from practices.corrections.doors import Arguments, Door, open_door
from practices.models import Employment, Person, Practice


def open_doors() -> None:
    for door in DOORS:
        open_door(door)


def _at(person: Person, practice: Practice) -> str:
    return reverse("practices:staff_member", args=[practice.code, person.pk])


def _post(given: Arguments) -> str:
    employment: Employment = given["employment"]
    return f"{employment.person.name}, {employment.get_role_display().lower()} at {employment.practice.code}"


def _change(given: Arguments) -> str:
    from_on: date = given["from_on"]
    role = given["employment"].__class__(role=given["role"]).get_role_display().lower()
    return f"{_post(given)}: {role} for {given['sessions']:f} sessions a week from {in_words(from_on)}"


def _leave(given: Arguments) -> str:
    absence = given["absence"]
    days = period_in_words(given["started_on"], given["ended_on"])
    return f"Long leave of {absence.person.name} from {absence.practice.code}: {days}"


def _new_leave(given: Arguments) -> str:
    days = period_in_words(given["started_on"], given["ended_on"])
    return f"Long leave of {given['person'].name} from {given['practice'].code}: {days}"


def _of_fact(name: str) -> Any:
    return lambda given: _at(given[name].person, given[name].practice)


def _of_survivor(given: Arguments) -> str:
    survivor = given["merged"].survivor if "merged" in given else given["survivor"]
    post = Employment.objects.current().filter(person=survivor).select_related("practice").order_by("-started_on")
    found = post.first()
    return _at(survivor, found.practice) if found else reverse("practices:corrections")


DOORS = (
    Door(
        "practices.employment_ended",
        "End an employment",
        operations.end_employment,
        lambda given: f"{_post(given)}: last day {in_words(last_day(given['ended_on']))}",
        _of_fact("employment"),
    ),
    Door(
        "practices.employment_changed",
        "Change a post",
        operations.change_post,
        _change,
        _of_fact("employment"),
    ),
    Door(
        "practices.employment_retracted",
        "Take back a post that never was",
        operations.retract_employment,
        lambda given: f"{_post(given)}: never worked there",
        _of_fact("employment"),
    ),
    Door(
        "practices.lead_ended",
        "End the post of a named lead",
        operations.end_lead_post,
        lambda given: (
            f"{given['post'].person.name}, {given['post'].get_lead_role_display().lower()} of "
            f"{given['post'].practice.code}: last day {in_words(last_day(given['ended_on']))}"
        ),
        _of_fact("post"),
    ),
    Door(
        "practices.absence_recorded",
        "Record long leave",
        operations.record_absence,
        _new_leave,
        lambda given: _at(given["person"], given["practice"]),
    ),
    Door(
        "practices.absence_corrected",
        "Change long leave",
        operations.correct_absence,
        _leave,
        _of_fact("absence"),
    ),
    Door(
        "practices.absence_retracted",
        "Take back long leave that never was",
        operations.retract_absence,
        lambda given: f"Long leave of {given['absence'].person.name} from {given['absence'].practice.code}: never was",
        _of_fact("absence"),
    ),
    Door(
        "practices.people_merged",
        "Merge two records of one person",
        operations.merge_people,
        lambda given: f"{given['former'].name} is the same person as {given['survivor'].name}",
        _of_survivor,
    ),
    Door(
        "practices.people_separated",
        "Separate two records",
        operations.separate_people,
        lambda given: f"{given['merged'].former.name} and {given['merged'].survivor.name} are two people",
        _of_survivor,
    ),
)
