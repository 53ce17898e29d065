"""One evaluator per kind of the grammar; a new kind is a new file and a line here."""

from typing import Any

from ..grammar.base import Requirement
from ..grammar.composite import AllOf, AnyOf, NOf
from ..grammar.people import Lead, People
from ..grammar.person import Attendance, Course, Credential
from ..grammar.practice import Declaration, Events, Feedback, Represented, Visits
from .base import Kind
from .composite import CompositeKind
from .feedback import FeedbackKind
from .people import PeopleKind
from .person import AttendanceKind, CourseKind, CredentialKind
from .practice import DeclarationKind, EventsKind, RepresentedKind
from .visits import VisitsKind

KINDS: dict[type[Requirement], Kind[Any]] = {
    AllOf: CompositeKind(),
    AnyOf: CompositeKind(),
    NOf: CompositeKind(),
    People: PeopleKind(),
    Lead: PeopleKind(),
    Course: CourseKind(),
    Credential: CredentialKind(),
    Attendance: AttendanceKind(),
    Visits: VisitsKind(),
    Events: EventsKind(),
    Represented: RepresentedKind(),
    Declaration: DeclarationKind(),
    Feedback: FeedbackKind(),
}


def kind_of(node: Requirement) -> Kind[Any]:
    return KINDS[type(node)]
