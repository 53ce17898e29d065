"""For each kind of requirement, what could be done about it. One table; a kind that offers nothing says so by name.

What nothing on offer would meet says why, and what then: reasons.py.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..grammar.base import Requirement
from . import judged, learning, reporting, visiting
from .actions import Action
from .following import sequences
from .ground import Ground


def nothing(node: Requirement, ground: Ground, person: str = "") -> Iterator[Action]:
    """Nothing can be offered: what it asks cannot be done by a day, or only by others."""
    yield from ()


def parts_alone(node: Requirement, ground: Ground, person: str = "") -> Iterator[Action]:
    """It rests on the requirements below it alone, and on who is there."""
    yield from ()


def in_order(node: Any, ground: Ground, person: str) -> Iterator[Action]:
    yield from sequences(node, ground, person, OF_PERSON)


OF_PERSON: Mapping[str, Callable[[Any, Ground, str], Iterator[Action]]] = {
    "all_of": parts_alone,
    "any_of": parts_alone,
    "n_of": parts_alone,
    "menu": parts_alone,
    "none_of": nothing,
    "course": learning.courses,
    "attendance": learning.attendances,
    "credential": learning.credentials,
    "hours": learning.hours,
    "sequence": in_order,
    "supervised": judged.supervised,
    "volume": judged.volume_of_person,
    "competencies": judged.competencies,
    "assessment": judged.assessments,
    "registration": judged.registrations,
}

OF_PRACTICE: Mapping[str, Callable[[Any, Ground], Iterator[Action]]] = {
    "all_of": parts_alone,
    "any_of": parts_alone,
    "n_of": parts_alone,
    "menu": parts_alone,
    "none_of": nothing,
    "pooled": reporting.consents,
    "practices": parts_alone,
    "people": parts_alone,
    "lead": parts_alone,
    "share": parts_alone,
    "visits": visiting.visits,
    "feedback_after_visits": visiting.feedback,
    "events": reporting.events,
    "attendance_by_practice": learning.represented,
    "declaration": reporting.declarations,
    "indicator": nothing,
    "case_follow_up": reporting.follow_ups,
    "volume": judged.volume_of_practice,
    "activity_count": reporting.activity_counts,
    "submission": reporting.submissions,
    "external_standing": reporting.standings,
}
