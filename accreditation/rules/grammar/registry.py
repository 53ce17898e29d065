"""The closed set of kinds. A new kind is its file, a line here and a line in `kinds/__init__.py`."""

from collections.abc import Callable
from typing import Any, NamedTuple

from . import (
    activity,
    competence,
    composite,
    follow_up,
    hours,
    indicator,
    people,
    person,
    practice,
    represented,
    sequence,
    share,
    standing,
    submission,
    supervision,
    unit,
)
from .base import HELD_FIELDS, LEAF_FIELDS, PERSON_FIELDS, PRACTICE_FIELDS, Read
from .fields import Fields, names, requirements, whole


class KindWords(NamedTuple):
    """How one kind is written, read and said: its fields, its reader, its English."""

    fields: Fields
    read: Read
    english: Callable[[Any], str]

    @property
    def keys(self) -> frozenset[str]:
        return names(self.fields, "kind")


def _leaf(fields: Fields, read: Read, english: Callable[[Any], str]) -> KindWords:
    return KindWords((*LEAF_FIELDS, *fields), read, english)


def _held(fields: Fields, read: Read, english: Callable[[Any], str]) -> KindWords:
    return KindWords((*HELD_FIELDS, *fields), read, english)


def _composites(base: Fields, of_person: bool) -> dict[str, KindWords]:
    fields = (*base, requirements("requirements", "Those it is made of.", of_person=of_person))
    n = whole("n", "How many of them.", least=1, must=True)
    return {
        "all_of": KindWords(fields, composite.reader_of(composite.AllOf, of_person), composite.english),
        "any_of": KindWords(fields, composite.reader_of(composite.AnyOf, of_person), composite.english),
        "none_of": KindWords(fields, composite.reader_of(composite.NoneOf, of_person), composite.none_english),
        "menu": KindWords(
            (*fields, *composite.MENU_FIELDS), composite.reader_of_menu(of_person), composite.menu_english
        ),
        "n_of": KindWords((*fields, n), composite.reader_of_n(of_person), composite.english),
    }


OF_PRACTICE: dict[str, KindWords] = {
    **_composites(PRACTICE_FIELDS, of_person=False),
    "pooled": KindWords((*PRACTICE_FIELDS, *unit.POOLED_FIELDS), unit.read_pooled, unit.pooled_english),
    "practices": KindWords((*PRACTICE_FIELDS, *unit.PRACTICES_FIELDS), unit.read_practices, unit.practices_english),
    "people": _leaf(people.PEOPLE_FIELDS, people.read_people, people.people_english),
    "lead": _leaf(people.LEAD_FIELDS, people.read_lead, people.lead_english),
    "share": _leaf(share.SHARE_FIELDS, share.read_share, share.share_english),
    "volume": _leaf(
        supervision.PRACTICE_VOLUME_FIELDS, supervision.reader_of_volume(of_person=False), supervision.volume_english
    ),
    "visits": _leaf(practice.VISITS_FIELDS, practice.read_visits, practice.visits_english),
    "events": _leaf(practice.EVENTS_FIELDS, practice.read_events, practice.events_english),
    "attendance_by_practice": _leaf(
        represented.REPRESENTED_FIELDS, represented.read_represented, represented.represented_english
    ),
    "declaration": _leaf(practice.DECLARATION_FIELDS, practice.read_declaration, practice.declaration_english),
    "feedback_after_visits": _leaf(practice.FEEDBACK_FIELDS, practice.read_feedback, practice.feedback_english),
    "indicator": _leaf(indicator.INDICATOR_FIELDS, indicator.read_indicator, indicator.indicator_english),
    "submission": _leaf(submission.SUBMISSION_FIELDS, submission.read_submission, submission.submission_english),
    "activity_count": _leaf(activity.ACTIVITY_FIELDS, activity.read_activity, activity.activity_english),
    "external_standing": _leaf(standing.STANDING_FIELDS, standing.read_standing, standing.standing_english),
    "case_follow_up": _leaf(follow_up.FOLLOW_UP_FIELDS, follow_up.read_follow_up, follow_up.follow_up_english),
}

OF_PERSON: dict[str, KindWords] = {
    **_composites(PERSON_FIELDS, of_person=True),
    "course": _held(person.COURSE_FIELDS, person.read_course, person.course_english),
    "credential": _held(person.CREDENTIAL_FIELDS, person.read_credential, person.credential_english),
    "attendance": _held(person.ATTENDANCE_FIELDS, person.read_attendance, person.attendance_english),
    "hours": _held(hours.HOURS_FIELDS, hours.read_hours, hours.hours_english),
    "sequence": _held(sequence.SEQUENCE_FIELDS, sequence.read_sequence, sequence.sequence_english),
    "supervised": _held(supervision.SUPERVISED_FIELDS, supervision.read_supervised, supervision.supervised_english),
    "volume": _held(
        supervision.PERSON_VOLUME_FIELDS, supervision.reader_of_volume(of_person=True), supervision.volume_english
    ),
    "competencies": _held(
        competence.COMPETENCIES_FIELDS, competence.read_competencies, competence.competencies_english
    ),
    "assessment": _held(competence.ASSESSMENT_FIELDS, competence.read_assessment, competence.assessment_english),
    "registration": _held(
        competence.REGISTRATION_FIELDS, competence.read_registration, competence.registration_english
    ),
}
