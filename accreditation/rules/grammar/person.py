"""What one person can hold: a course, a credential, attendance at live sessions."""

from dataclasses import dataclass
from typing import ClassVar

from . import cadence as cadences
from . import words
from .base import Common, Context, Requirement
from .cadence import Rolling
from .reading import Reader

VERIFICATION = ("self-declared", "uploaded", "counter-signed", "verified by the issuer")


@dataclass(frozen=True, slots=True)
class Course(Requirement):
    kind: ClassVar[str] = "course"
    any_of: tuple[str, ...]
    valid_months: int | None
    min_edition: int | None
    min_score: int | None


@dataclass(frozen=True, slots=True)
class Credential(Requirement):
    kind: ClassVar[str] = "credential"
    any_of: tuple[str, ...]
    valid_months: int | None
    min_level: int | None
    min_verification: int


@dataclass(frozen=True, slots=True)
class Attendance(Requirement):
    kind: ClassVar[str] = "attendance"
    any_of: tuple[str, ...]
    cadence: Rolling
    min_minutes: int
    spacing_days: int


COURSE_KEYS = ("any_of", "valid_months", "min_edition", "min_score")
CREDENTIAL_KEYS = ("any_of", "valid_months", "min_level", "min_verification")
ATTENDANCE_KEYS = ("any_of", "at_least", "months", "min_minutes", "spacing_days")


def read_course(reader: Reader, common: Common, context: Context) -> Course:
    return Course(
        common,
        reader.texts("any_of"),
        reader.whole_or_none("valid_months", least=1),
        reader.whole_or_none("min_edition", least=1),
        reader.whole_or_none("min_score", least=1),
    )


def read_credential(reader: Reader, common: Common, context: Context) -> Credential:
    return Credential(
        common,
        reader.texts("any_of"),
        reader.whole_or_none("valid_months", least=1),
        reader.whole_or_none("min_level", least=1),
        reader.whole("min_verification", least=0, default=0),
    )


def read_attendance(reader: Reader, common: Common, context: Context) -> Attendance:
    return Attendance(
        common,
        reader.texts("any_of"),
        Rolling(reader.whole("at_least", least=1), reader.whole("months", least=1)),
        reader.whole("min_minutes", least=0, default=0),
        reader.whole("spacing_days", least=0, default=0),
    )


def course_english(node: Course) -> str:
    edition = f", edition {node.min_edition} or later" if node.min_edition else ""
    score = f", with at least {node.min_score} per cent" if node.min_score else ""
    return f"the course {words.codes(node.any_of)}{edition}{score}{_within(node.valid_months)}"


def credential_english(node: Credential) -> str:
    level = f", level {node.min_level} or above" if node.min_level else ""
    seen = f", at least {VERIFICATION[min(node.min_verification, 3)]}" if node.min_verification else ""
    return f"the credential {words.codes(node.any_of)}{level}{seen}, in force{_within(node.valid_months)}"


def attendance_english(node: Attendance) -> str:
    minutes = f" of at least {node.min_minutes} minutes" if node.min_minutes else ""
    often = cadences.english(node.cadence, "live session")
    return f"{often} of {words.codes(node.any_of)}{minutes}{cadences.spaced(node.spacing_days)}"


def _within(months: int | None) -> str:
    return f", within the last {months} months" if months else ""
