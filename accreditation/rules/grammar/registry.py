"""The closed set of kinds. A new kind is its file, a line here and a line in `kinds/__init__.py`."""

from collections.abc import Callable
from typing import Any, NamedTuple

from . import composite, people, person, practice
from .base import LEAF_KEYS, PERSON_KEYS, PRACTICE_KEYS, Read


class KindWords(NamedTuple):
    """How one kind is read and said: the keys it knows, its reader, its English."""

    keys: frozenset[str]
    read: Read
    english: Callable[[Any], str]


def _leaf(keys: tuple[str, ...], read: Read, english: Callable[[Any], str]) -> KindWords:
    return KindWords(LEAF_KEYS | set(keys), read, english)


def _held(keys: tuple[str, ...], read: Read, english: Callable[[Any], str]) -> KindWords:
    return KindWords(PERSON_KEYS | set(keys), read, english)


def _composites(base: frozenset[str], of_person: bool) -> dict[str, KindWords]:
    keys = base | {"requirements"}
    return {
        "all_of": KindWords(keys, composite.reader_of(composite.AllOf, of_person), composite.english),
        "any_of": KindWords(keys, composite.reader_of(composite.AnyOf, of_person), composite.english),
        "n_of": KindWords(keys | {"n"}, composite.reader_of_n(of_person), composite.english),
    }


OF_PRACTICE: dict[str, KindWords] = {
    **_composites(PRACTICE_KEYS, of_person=False),
    "people": _leaf(people.PEOPLE_KEYS, people.read_people, people.people_english),
    "lead": _leaf(people.LEAD_KEYS, people.read_lead, people.lead_english),
    "visits": _leaf(practice.VISITS_KEYS, practice.read_visits, practice.visits_english),
    "events": _leaf(practice.EVENTS_KEYS, practice.read_events, practice.events_english),
    "attendance_by_practice": _leaf(practice.REPRESENTED_KEYS, practice.read_represented, practice.represented_english),
    "declaration": _leaf(practice.DECLARATION_KEYS, practice.read_declaration, practice.declaration_english),
    "feedback_after_visits": _leaf(practice.FEEDBACK_KEYS, practice.read_feedback, practice.feedback_english),
}

OF_PERSON: dict[str, KindWords] = {
    **_composites(PERSON_KEYS, of_person=True),
    "course": _held(person.COURSE_KEYS, person.read_course, person.course_english),
    "credential": _held(person.CREDENTIAL_KEYS, person.read_credential, person.credential_english),
    "attendance": _held(person.ATTENDANCE_KEYS, person.read_attendance, person.attendance_english),
}
