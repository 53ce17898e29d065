"""One evaluator per kind of the grammar; a new kind is a new file and a line here."""

from typing import Any

from ..grammar.activity import ActivityCount
from ..grammar.base import Requirement
from ..grammar.competence import Assessment, Competencies, Registration
from ..grammar.composite import AllOf, AnyOf, Menu, NOf, NoneOf
from ..grammar.follow_up import CaseFollowUp
from ..grammar.hours import Hours
from ..grammar.indicator import Indicator
from ..grammar.people import Lead, People
from ..grammar.person import Attendance, Course, Credential
from ..grammar.practice import Declaration, Events, Feedback, Visits
from ..grammar.represented import Represented
from ..grammar.sequence import Sequence
from ..grammar.share import Share
from ..grammar.standing import ExternalStanding
from ..grammar.submission import Submission
from ..grammar.supervision import Supervised, Volume
from ..grammar.unit import Pooled, Practices
from .activity import ActivityCountKind
from .base import Kind
from .competence import AssessmentKind, CompetenciesKind
from .composite import CompositeKind, MenuKind, NoneOfKind
from .feedback import FeedbackKind
from .follow_up import CaseFollowUpKind
from .hours import HoursKind
from .indicator import IndicatorKind
from .people import PeopleKind
from .person import AttendanceKind, CourseKind, CredentialKind
from .practice import DeclarationKind, EventsKind
from .registration import RegistrationKind
from .represented import RepresentedKind
from .sequence import SequenceKind
from .share import ShareKind
from .standing import ExternalStandingKind
from .submission import SubmissionKind
from .supervision import SupervisedKind, VolumeKind
from .unit import PooledKind, PracticesKind
from .visits import VisitsKind

KINDS: dict[type[Requirement], Kind[Any]] = {
    AllOf: CompositeKind(),
    AnyOf: CompositeKind(),
    NOf: CompositeKind(),
    Menu: MenuKind(),
    NoneOf: NoneOfKind(),
    Pooled: PooledKind(),
    Practices: PracticesKind(),
    People: PeopleKind(),
    Lead: PeopleKind(),
    Course: CourseKind(),
    Credential: CredentialKind(),
    Share: ShareKind(),
    Attendance: AttendanceKind(),
    Hours: HoursKind(),
    Sequence: SequenceKind(),
    Supervised: SupervisedKind(),
    Volume: VolumeKind(),
    Competencies: CompetenciesKind(),
    Assessment: AssessmentKind(),
    Registration: RegistrationKind(),
    Visits: VisitsKind(),
    Events: EventsKind(),
    Represented: RepresentedKind(),
    Declaration: DeclarationKind(),
    Feedback: FeedbackKind(),
    Indicator: IndicatorKind(),
    Submission: SubmissionKind(),
    ActivityCount: ActivityCountKind(),
    ExternalStanding: ExternalStandingKind(),
    CaseFollowUp: CaseFollowUpKind(),
}


def kind_of(node: Requirement) -> Kind[Any]:
    return KINDS[type(node)]
