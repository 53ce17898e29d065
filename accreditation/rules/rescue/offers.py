"""What is on offer to a practice, and what it costs in minutes of staff time."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Costs:
    """Minutes, everybody's added up, beside the minutes of a course, a session or a visit itself.

    They only have to be right in relation to each other: a plan is compared with a plan. `recruiting` is the
    advertising, the interviews and the first days of somebody new; `visitors` the specialists' time for each minute
    of a visit beyond the practice's own people (a number of people, not minutes); `supervised`, `logged`, `case` and
    `follow_up` are for each one.
    """

    recruiting: int = 2400
    naming_a_lead: int = 30
    declaration: int = 15
    arranging_a_visit: int = 30
    visitors: int = 2
    feedback: int = 15
    case: int = 60
    follow_up: int = 20
    survey: int = 120
    submission: int = 90
    report: int = 45
    sign_off: int = 60
    supervised: int = 30
    logged: int = 15
    assessment: int = 45
    look_up: int = 10
    registration: int = 120


@dataclass(frozen=True, slots=True)
class Course:
    code: str
    minutes: int
    edition: int = 1


@dataclass(frozen=True, slots=True)
class Session:
    """A live session with `places` left."""

    ref: str
    programme: str
    on: date
    minutes: int
    places: int


@dataclass(frozen=True, slots=True)
class Clinic:
    """A virtual clinic that takes cases."""

    ref: str
    on: date
    minutes: int = 60


@dataclass(frozen=True, slots=True)
class Credential:
    """A qualification that can be had elsewhere by `on`."""

    code: str
    on: date
    minutes: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Offers:
    """`soonest`: the first day for what needs nobody else. `visits`: agreed days; `visits_from`: the first day for a
    new visit; `recruits_from`: the first day on which somebody new could begin. None: it cannot be had.

    `recruits`: the roles that can be recruited, the most wanted first.
    """

    soonest: date
    courses: tuple[Course, ...] = ()
    sessions: tuple[Session, ...] = ()
    clinics: tuple[Clinic, ...] = ()
    credentials: tuple[Credential, ...] = ()
    visits: tuple[date, ...] = ()
    visits_from: date | None = None
    recruits: tuple[str, ...] = ()
    recruits_from: date | None = None
    costs: Costs = field(default_factory=Costs)
