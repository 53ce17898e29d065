"""Which employments count."""

from dataclasses import dataclass

from . import words
from .base import Context, read_roles
from .fields import a_group, flag, names, number, roles, whole
from .reading import Reader

LOCUMS_FIELDS = (
    roles("roles", "Which roles are meant. Empty: locum GP."),
    number("min_sessions", "At least so many sessions a week. Empty: 2."),
    whole("min_months", "Booked for at least so many months. Empty: 3.", least=0),
)
EMPLOYED_FIELDS = (
    number("min_sessions", "At least so many sessions a week."),
    whole("min_months", "Employed, or booked, for at least so many months. Empty: any time.", least=0),
    roles("exclude_roles", "Roles that do not count."),
    a_group("locums", LOCUMS_FIELDS, "What more is asked of locums. Empty: nothing."),
    flag("count_on_leave", "Whether people on long leave count. Empty: no."),
    whole("max_practices", "At how many practices a person counts, the earliest first. Empty: at all.", least=1),
)
EMPLOYMENT = a_group("employment", EMPLOYED_FIELDS, "Which employments count. Empty: all.")


@dataclass(frozen=True, slots=True)
class Locums:
    """Employments in these roles count only with so many sessions a week, booked for so many months."""

    roles: frozenset[str]
    min_sessions: float
    min_months: int


@dataclass(frozen=True, slots=True)
class Employed:
    """At least `min_sessions` a week, booked for `min_months`, not in an excluded role, not on long leave.

    `max_practices`: a person counts at no more than so many practices at once.
    """

    min_sessions: float = 0.0
    exclude_roles: frozenset[str] = frozenset()
    min_months: int = 0
    locums: Locums | None = None
    count_on_leave: bool = False
    max_practices: int | None = None


def read_employment(reader: Reader, context: Context) -> Employed:
    if not reader.has("employment"):
        return Employed()
    inner = Reader(reader.raw("employment"), reader.at("employment"), names(EMPLOYED_FIELDS))
    return Employed(
        inner.number("min_sessions", default=0.0),
        read_roles(inner, "exclude_roles", context, default=[]).codes,
        inner.whole("min_months", least=0, default=0),
        _locums(inner, context),
        inner.flag("count_on_leave", False),
        inner.whole_or_none("max_practices", least=1),
    )


def _locums(reader: Reader, context: Context) -> Locums | None:
    if not reader.has("locums"):
        return None
    inner = Reader(reader.raw("locums"), reader.at("locums"), names(LOCUMS_FIELDS))
    meant = read_roles(inner, "roles", context, default=["locum_gp"]).codes
    return Locums(meant, inner.number("min_sessions", default=2.0), inner.whole("min_months", least=0, default=3))


def employed_english(asked: Employed) -> str:
    text = f", working at least {asked.min_sessions:g} sessions a week" if asked.min_sessions else ""
    text += f", employed for at least {words.counted(asked.min_months, 'month')}" if asked.min_months else ""
    if asked.locums:
        text += f", locums only with {asked.locums.min_sessions:g} sessions a week"
        text += f" and booked for at least {words.counted(asked.locums.min_months, 'month')}"
    text += ", long leave notwithstanding" if asked.count_on_leave else ""
    if asked.max_practices:
        text += f", counted at no more than {words.counted(asked.max_practices, 'practice')}"
    return text
