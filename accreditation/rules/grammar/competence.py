"""competencies, assessment, registration: what others have found a person to be able and allowed to do."""

from dataclasses import dataclass
from typing import ClassVar

from . import words
from .base import Common, Context, Requirement
from .errors import GrammarError
from .fields import a_group, choice, flag, groups, names, text, texts, whole
from .person import VALID_MONTHS
from .reading import Reader

ATTEMPTS = {"best": "Any attempt that passes", "first": "The first attempt", "last": "The last attempt"}


@dataclass(frozen=True, slots=True)
class AssessorRule:
    """Never oneself; `other_practice`: nobody of a practice where the person works that day."""

    other_practice: bool = False


@dataclass(frozen=True, slots=True)
class Competencies(Requirement):
    """Every topic passed at its level or above, in an edition from `min_edition` to `max_edition` (None: any)."""

    kind: ClassVar[str] = "competencies"
    framework: str
    min_edition: int | None
    max_edition: int | None
    topics: tuple[tuple[str, int], ...]
    valid_months: int | None
    assessor: AssessorRule


@dataclass(frozen=True, slots=True)
class Assessment(Requirement):
    """`pass_mark` in per cent; `improved_by` in points over the last attempt before training."""

    kind: ClassVar[str] = "assessment"
    rests_on_entries: ClassVar[bool] = True
    assessment: str
    pass_mark: int
    which: str
    max_attempts: int | None
    cool_off_days: int
    improved_by: int | None
    valid_months: int | None


@dataclass(frozen=True, slots=True)
class Registration(Requirement):
    kind: ClassVar[str] = "registration"
    any_of: tuple[str, ...]
    within_months: int
    accept_conditions: bool


ASSESSOR_FIELDS = (flag("other_practice", "Whether nobody of a practice of the person's may assess. Empty: no."),)
ASSESSOR = a_group("assessor", ASSESSOR_FIELDS, "Who may assess. Empty: anybody else.")
TOPIC_FIELDS = (
    text("topic", "The code of the topic.", must=True),
    whole("min_level", "The least level. Empty: any.", least=0),
)
COMPETENCIES_FIELDS = (
    text("framework", "The code of the competency framework.", must=True),
    groups("topics", TOPIC_FIELDS, "Every topic that must be passed.", must=True),
    whole("min_edition", "The earliest edition that counts. Empty: any.", least=1),
    whole("max_edition", "The latest edition that counts. Empty: any.", least=1),
    VALID_MONTHS,
    ASSESSOR,
)
ASSESSMENT_FIELDS = (
    text("assessment", "The code of the assessment.", must=True),
    whole("pass_mark", "The least score in per cent.", least=0),
    choice("which", ATTEMPTS, "Which attempt decides. Empty: any that passes."),
    whole("max_attempts", "How many attempts count. Empty: all.", least=1),
    whole("cool_off_days", "Days between two attempts that count. Empty: none.", least=0),
    whole("improved_by", "Points better than before the training. Empty: not compared.", least=1),
    VALID_MONTHS,
)
REGISTRATION_FIELDS = (
    texts("any_of", "Codes of the professional bodies.", must=True),
    whole("within_months", "How long a look-up is good. Empty: 12.", least=1),
    flag("accept_conditions", "Whether a registration with conditions will do. Empty: no."),
)


def read_assessor(reader: Reader) -> AssessorRule:
    if not reader.has("assessor"):
        return AssessorRule()
    inner = Reader(reader.raw("assessor"), reader.at("assessor"), names(ASSESSOR_FIELDS))
    return AssessorRule(inner.flag("other_practice", False))


def read_competencies(reader: Reader, common: Common, context: Context) -> Competencies:
    return Competencies(
        common,
        reader.text("framework"),
        reader.whole_or_none("min_edition", least=1),
        reader.whole_or_none("max_edition", least=1),
        _topics(reader),
        reader.whole_or_none("valid_months", least=1),
        read_assessor(reader),
    )


def _topics(reader: Reader) -> tuple[tuple[str, int], ...]:
    members = [Reader(value, path, names(TOPIC_FIELDS)) for value, path in reader.items("topics")]
    found = {each.text("topic"): each.whole("min_level", least=0, default=0) for each in members}
    if len(found) < len(members):
        raise GrammarError(reader.at("topics"), "names the same topic twice")
    return tuple(found.items())


def read_assessment(reader: Reader, common: Common, context: Context) -> Assessment:
    if not reader.has("pass_mark") and not reader.has("improved_by"):
        raise GrammarError(reader.at("pass_mark"), "is missing; or give improved_by")
    return Assessment(
        common,
        reader.text("assessment"),
        reader.whole("pass_mark", least=0, default=0),
        reader.choice("which", ATTEMPTS, "best"),
        reader.whole_or_none("max_attempts", least=1),
        reader.whole("cool_off_days", least=0, default=0),
        reader.whole_or_none("improved_by", least=1),
        reader.whole_or_none("valid_months", least=1),
    )


def read_registration(reader: Reader, common: Common, context: Context) -> Registration:
    months = reader.whole("within_months", least=1, default=12)
    return Registration(common, reader.texts("any_of"), months, reader.flag("accept_conditions", False))


def assessor_english(rule: AssessorRule) -> str:
    return ", assessed by somebody of another practice" if rule.other_practice else ", assessed by somebody else"


def competencies_english(node: Competencies) -> str:
    topics = words.listed(words.codes([topic]) + _at(level) for topic, level in node.topics)
    edition = editions_english(node)
    within = f", within the last {node.valid_months} months" if node.valid_months else ""
    return f"competency in {topics} by “{words.code(node.framework)}”{edition}{within}{assessor_english(node.assessor)}"


def editions_english(node: Competencies) -> str:
    if node.min_edition is None and node.max_edition is None:
        return ""
    if node.min_edition == node.max_edition:
        return f", edition {node.min_edition}"
    if node.max_edition is None:
        return f", edition {node.min_edition} or later"
    return f", edition {node.min_edition or 1} to {node.max_edition}"


def _at(level: int) -> str:
    return f" at level {level} or above" if level else ""


def assessment_english(node: Assessment) -> str:
    which = {"best": "any attempt", "first": "the first attempt", "last": "the last attempt"}[node.which]
    text = f"the assessment {words.codes([node.assessment])}: {which}"
    text += f" with at least {node.pass_mark} per cent" if node.pass_mark else ""
    if node.improved_by:
        text += f"{' and' if node.pass_mark else ''} at least {node.improved_by} points better than before training"
    text += f", within the first {words.counted(node.max_attempts, 'attempt')}" if node.max_attempts else ""
    text += f", at least {words.counted(node.cool_off_days, 'day')} between attempts" if node.cool_off_days else ""
    return text + (f", within the last {node.valid_months} months" if node.valid_months else "")


def registration_english(node: Registration) -> str:
    bodies = words.listed((body.upper() for body in node.any_of), "or")
    accepted = "" if node.accept_conditions else ", without conditions"
    return f"an active registration with the {bodies}{accepted}, looked up within the last {node.within_months} months"
