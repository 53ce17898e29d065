"""supervised and volume: what somebody has done a number of times."""

from dataclasses import dataclass
from typing import ClassVar

from . import words
from .base import Common, Context, Read, Requirement, Roles, read_roles
from .competence import ASSESSOR, AssessorRule, assessor_english, read_assessor
from .errors import GrammarError
from .fields import a_group, flag, names, requirement, roles, text, texts, whole
from .gap import read_followed
from .person import VERIFICATION
from .reading import Reader


@dataclass(frozen=True, slots=True)
class Logged:
    """Which log entries count. `supervised`: None for both."""

    activities: tuple[str, ...]
    supervised: bool | None
    min_verification: int


@dataclass(frozen=True, slots=True)
class SignOff:
    """An assessor found the person competent: a passed competency assessment of this framework."""

    framework: str
    topics: tuple[str, ...]
    min_level: int
    assessor: AssessorRule


@dataclass(frozen=True, slots=True)
class Supervised(Requirement):
    """`at_least` logged within `months`, then the sign-off, at most `sign_off_within_months` later.

    `after`: the log counts only after it, for at most `after_months`.
    """

    kind: ClassVar[str] = "supervised"
    rests_on_entries: ClassVar[bool] = True
    logged: Logged
    at_least: int
    months: int
    sign_off: SignOff
    sign_off_within_months: int | None
    valid_months: int | None
    after: Requirement | None
    after_months: int | None

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return () if self.after is None else (self.after,)


@dataclass(frozen=True, slots=True)
class Volume(Requirement):
    """`at_least` in force, each for `months`; `years`: given as an average a year over so many years.

    Of a person: `after` and `after_months` say from when it is asked. Of the practice: `roles` of those who did it.
    """

    kind: ClassVar[str] = "volume"
    logged: Logged
    at_least: int
    months: int
    years: int | None
    roles: Roles | None = None
    after: Requirement | None = None
    after_months: int = 0

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return () if self.after is None else (self.after,)


ACTIVITIES = texts("activities", "Codes of what was done.", must=True)
LOG_VERIFICATION = whole("min_verification", "Of the log: 0 self-declared to 3 verified by the issuer.", least=0)
SIGN_OFF_FIELDS = (
    text("framework", "The code of the competency framework.", must=True),
    texts("topics", "Topics, one of which is signed off. Empty: any."),
    whole("min_level", "The least level. Empty: any.", least=0),
    ASSESSOR,
)
COUNTED_FROM_FIELDS = (
    requirement("requirement", "What must come before.", of_person=True, must=True),
    whole("within_months", "For how many months after it the log counts. Empty: for ever.", least=1),
)
SUPERVISED_FIELDS = (
    ACTIVITIES,
    whole("at_least", "How many under supervision.", least=1, must=True),
    whole("months", "Within how many months.", least=1, must=True),
    LOG_VERIFICATION,
    a_group("sign_off", SIGN_OFF_FIELDS, "The sign-off after them.", must=True),
    whole("sign_off_within_months", "At most so many months later. Empty: no limit.", least=1),
    whole("valid_months", "For how many months the sign-off counts. Empty: for ever.", least=1),
    a_group("counted_from", COUNTED_FROM_FIELDS, "What the log counts after. Empty: from the beginning."),
)
ASKED_FROM_FIELDS = (
    requirement("requirement", "What must come before.", of_person=True, must=True),
    whole("months", "It is asked from so many months after that. Empty: at once.", least=0),
)
VOLUME_FIELDS = (
    ACTIVITIES,
    whole("at_least", "How many.", least=1, must=True),
    whole("months", "In how many months. Empty: 12.", least=1),
    whole("average_over_years", "Instead of months: so many a year on average over how many years.", least=1),
    flag("supervised", "Only those under supervision, or only those without. Empty: both."),
    LOG_VERIFICATION,
)
PERSON_VOLUME_FIELDS = (
    *VOLUME_FIELDS,
    a_group("asked_from", ASKED_FROM_FIELDS, "From when it is asked. Empty: always."),
)
PRACTICE_VOLUME_FIELDS = (*VOLUME_FIELDS, roles("roles", "Whose count: roles or groups of roles. Empty: everybody's."))


def _logged(reader: Reader, supervised: bool | None) -> Logged:
    return Logged(reader.texts("activities"), supervised, reader.whole("min_verification", least=0, default=0))


def read_supervised(reader: Reader, common: Common, context: Context) -> Supervised:
    after, after_months = None, None
    if reader.has("counted_from"):
        inner = Reader(reader.raw("counted_from"), reader.at("counted_from"), names(COUNTED_FROM_FIELDS))
        after = read_followed(inner, "requirement", context)
        after_months = inner.whole_or_none("within_months", least=1)
    return Supervised(
        common,
        _logged(reader, True),
        reader.whole("at_least", least=1),
        reader.whole("months", least=1),
        _sign_off(reader),
        reader.whole_or_none("sign_off_within_months", least=1),
        reader.whole_or_none("valid_months", least=1),
        after,
        after_months,
    )


def _sign_off(reader: Reader) -> SignOff:
    inner = Reader(reader.raw("sign_off"), reader.at("sign_off"), names(SIGN_OFF_FIELDS))
    level = inner.whole("min_level", least=0, default=0)
    return SignOff(inner.text("framework"), inner.texts("topics", default=[]), level, read_assessor(inner))


def reader_of_volume(of_person: bool) -> Read:
    def read(reader: Reader, common: Common, context: Context) -> Requirement:
        supervised = reader.flag("supervised", False) if reader.has("supervised") else None
        logged, each = _logged(reader, supervised), reader.whole("at_least", least=1)
        if reader.has("average_over_years") and reader.has("months"):
            raise GrammarError(reader.at("months"), "is given by average_over_years already")
        years = reader.whole_or_none("average_over_years", least=1)
        months = 12 * years if years else reader.whole("months", least=1, default=12)
        if not of_person:
            whose = read_roles(reader, "roles", context) if reader.has("roles") else None
            return Volume(common, logged, each, months, years, whose)
        if not reader.has("asked_from"):
            return Volume(common, logged, each, months, years)
        inner = Reader(reader.raw("asked_from"), reader.at("asked_from"), names(ASKED_FROM_FIELDS))
        after, later = read_followed(inner, "requirement", context), inner.whole("months", least=0, default=0)
        return Volume(common, logged, each, months, years, None, after, later)

    return read


def supervised_english(node: Supervised) -> str:
    text = f"at least {words.number(node.at_least)} times {_what(node.logged)}, within {node.months} months"
    if node.after:
        limit = f"at most {words.counted(node.after_months, 'month')} " if node.after_months else ""
        text += f", done {limit}after {node.after.common.label}"
    late = node.sign_off_within_months
    text += f", then signed off within {words.counted(late, 'month')}" if late else ", then signed off"
    if node.sign_off.topics:
        text += f" in {words.codes(node.sign_off.topics)}"
    text += f" by “{words.code(node.sign_off.framework)}”"
    text += f" at level {node.sign_off.min_level} or above" if node.sign_off.min_level else ""
    text += assessor_english(node.sign_off.assessor)
    return text + (f"; the sign-off counts for {node.valid_months} months" if node.valid_months else "")


def volume_english(node: Volume) -> str:
    times = f"at least {words.number(node.at_least)} times"
    if node.years:
        text = f"{times} a year on average over {words.counted(node.years, 'year')}: {_what(node.logged)}"
    else:
        text = f"{times} in any {node.months} months: {_what(node.logged)}"
    if node.roles:
        text += f", done by {words.roles(node.roles.names)} who worked here that day"
    if node.after:
        later = f"{words.counted(node.after_months, 'month')} after" if node.after_months else "from"
        text += f", asked {later} {node.after.common.label}"
    return text


def _what(logged: Logged) -> str:
    how = {None: "", True: " under supervision", False: " without supervision"}[logged.supervised]
    seen = f", at least {VERIFICATION[min(logged.min_verification, 3)]}" if logged.min_verification else ""
    return f"{words.codes(logged.activities)}{how}{seen}"
