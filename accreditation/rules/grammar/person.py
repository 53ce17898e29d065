"""What one person can hold: a course, a credential, attendance at live sessions."""

from dataclasses import dataclass
from typing import ClassVar

from . import cadence as cadences
from . import words
from .base import Common, Context, Requirement
from .cadence import SPACING_FIELDS, Rolling, Spacing, read_spacing
from .errors import GrammarError
from .fields import groups, names, text, texts, whole
from .reading import Reader

SITE_MARKED = 2
VERIFICATION = ("self-declared", "uploaded", "counter-signed", "verified by the issuer")


@dataclass(frozen=True, slots=True)
class Course(Requirement):
    """`months_by_code`: codes with a validity of their own, in place of `valid_months`."""

    kind: ClassVar[str] = "course"
    rests_on_entries: ClassVar[bool] = True
    any_of: tuple[str, ...]
    months_by_code: tuple[tuple[str, int], ...]
    valid_months: int | None
    min_edition: int | None
    min_score: int | None
    min_verification: int = SITE_MARKED


@dataclass(frozen=True, slots=True)
class Credential(Requirement):
    """`months_by_code`: codes with a validity of their own, in place of `valid_months`."""

    kind: ClassVar[str] = "credential"
    rests_on_entries: ClassVar[bool] = True
    any_of: tuple[str, ...]
    months_by_code: tuple[tuple[str, int], ...]
    valid_months: int | None
    min_level: int | None
    min_verification: int


@dataclass(frozen=True, slots=True)
class Attendance(Requirement):
    kind: ClassVar[str] = "attendance"
    rests_on_entries: ClassVar[bool] = True
    any_of: tuple[str, ...]
    cadence: Rolling
    min_minutes: int
    spacing: Spacing


VALID_MONTHS = whole("valid_months", "For how many months it counts. Empty: for ever.", least=1)
CODE_FIELDS = (
    text("code", "One of those codes.", must=True),
    whole("valid_months", "For how many months it counts.", least=1, must=True),
)
MONTHS_BY_CODE = groups("months_by_code", CODE_FIELDS, "Codes that count for a time of their own. Empty: none.")
COURSE_FIELDS = (
    texts("any_of", "Codes of the courses that would do.", must=True),
    MONTHS_BY_CODE,
    VALID_MONTHS,
    whole("min_edition", "The earliest edition that counts. Empty: any.", least=1),
    whole("min_score", "The least score in per cent. Empty: any pass.", least=1),
    whole(
        "min_verification",
        "0 counts also what a package alone says of itself. Empty: 2, what the site marked.",
        least=0,
    ),
)
CREDENTIAL_FIELDS = (
    texts("any_of", "Codes of the credentials that would do.", must=True),
    MONTHS_BY_CODE,
    VALID_MONTHS,
    whole("min_level", "The least level. Empty: any.", least=1),
    whole("min_verification", "0 self-declared, 1 uploaded, 2 counter-signed, 3 verified by the issuer.", least=0),
)
ATTENDANCE_FIELDS = (
    texts("any_of", "Codes of the programmes whose live sessions count.", must=True),
    whole("at_least", "How many sessions.", least=1, must=True),
    whole("months", "In how many months.", least=1, must=True),
    whole("min_minutes", "How long somebody has to stay for a session to count. Empty: any time.", least=0),
    *SPACING_FIELDS,
)


def read_codes(reader: Reader) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """The codes of `any_of`, and those of them that count for months of their own."""
    codes = reader.texts("any_of")
    members = reader.items("months_by_code", default=[])
    own = [Reader(value, path, names(CODE_FIELDS)) for value, path in members]
    found = {each.choice("code", codes): each.whole("valid_months", least=1) for each in own}
    if len(found) < len(own):
        raise GrammarError(reader.at("months_by_code"), "names the same code twice")
    return codes, tuple(found.items())


def read_course(reader: Reader, common: Common, context: Context) -> Course:
    return Course(
        common,
        *read_codes(reader),
        reader.whole_or_none("valid_months", least=1),
        reader.whole_or_none("min_edition", least=1),
        reader.whole_or_none("min_score", least=1),
        reader.whole("min_verification", least=0, default=SITE_MARKED),
    )


def read_credential(reader: Reader, common: Common, context: Context) -> Credential:
    return Credential(
        common,
        *read_codes(reader),
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
        read_spacing(reader),
    )


def course_english(node: Course) -> str:
    edition = f", edition {node.min_edition} or later" if node.min_edition else ""
    score = f", with at least {node.min_score} per cent" if node.min_score else ""
    alone = ", also where its package alone says so" if node.min_verification < SITE_MARKED else ""
    return f"the course {_codes(node)}{edition}{score}{alone}{_within(node.valid_months)}"


def credential_english(node: Credential) -> str:
    level = f", level {node.min_level} or above" if node.min_level else ""
    seen = f", at least {VERIFICATION[min(node.min_verification, 3)]}" if node.min_verification else ""
    return f"the credential {_codes(node)}{level}{seen}, in force{_within(node.valid_months)}"


def attendance_english(node: Attendance) -> str:
    minutes = f" of at least {node.min_minutes} minutes" if node.min_minutes else ""
    often = cadences.english(node.cadence, "live session")
    return f"{often} of {words.codes(node.any_of)}{minutes}{cadences.spaced(node.spacing)}"


def _codes(node: Course | Credential) -> str:
    months = dict(node.months_by_code)
    return words.listed((words.codes([code]) + _own(months.get(code)) for code in node.any_of), "or")


def _own(months: int | None) -> str:
    return f" (within the last {months} months)" if months else ""


def _within(months: int | None) -> str:
    return f", within the last {months} months" if months else ""
