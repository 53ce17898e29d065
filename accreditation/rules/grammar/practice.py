"""What the practice as a whole does: visits, counted events, declarations, feedback."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from . import cadence as cadences
from . import words
from .base import Common, Context, Requirement, Roles, read_roles, read_singly
from .cadence import CADENCE, SPACING_FIELDS, Cadence, Spacing, read_cadence, read_spacing
from .errors import GrammarError
from .fields import a_group, day, mapping, names, roles, text, texts, whole
from .reading import Reader


@dataclass(frozen=True, slots=True)
class Presence:
    """Each named role (or group) needs a person of its own who stayed at least `min_minutes`."""

    roles: tuple[Roles, ...] = ()
    min_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Visits(Requirement):
    kind: ClassVar[str] = "visits"
    cadence: Cadence
    visit_kinds: tuple[str, ...]
    spacing: Spacing
    min_minutes: int
    visitors: Presence
    hosts: Presence
    agenda_at_least: int
    agenda: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Events(Requirement):
    kind: ClassVar[str] = "events"
    entry: str
    cadence: Cadence
    where: tuple[tuple[str, tuple[Any, ...]], ...]
    once_per: str
    spacing: Spacing


@dataclass(frozen=True, slots=True)
class Declaration(Requirement):
    """`signatories`: roles of which the signatory held one here that day (None: anybody may sign)."""

    kind: ClassVar[str] = "declaration"
    any_of: tuple[str, ...]
    valid_months: int | None
    signatories: Roles | None
    signed_from: date | None


@dataclass(frozen=True, slots=True)
class Feedback(Requirement):
    """`visits` is the key of the visits requirement whose counted visits are followed up."""

    kind: ClassVar[str] = "feedback_after_visits"
    visits: str
    within_days: int
    look_back_months: int


MIN_MINUTES = whole("min_minutes", "How long it has to last to count. Empty: any time.", least=0)
PRESENCE_FIELDS = (
    roles("all_of", "Each of these roles or groups needs a person of its own.", must=True),
    whole("min_minutes", "How long each has to stay. Empty: any time.", least=0),
)
VISITS_FIELDS = (
    CADENCE,
    texts("visit_kinds", "Kinds of visit that count. Empty: all."),
    *SPACING_FIELDS,
    MIN_MINUTES,
    a_group("visitors", PRESENCE_FIELDS, "Who has to come."),
    a_group("hosts", PRESENCE_FIELDS, "Who of the practice has to be there."),
    whole("agenda_at_least", "How many items of the agenda. Empty: none.", least=0),
    texts("agenda", "The items of the agenda that count. Empty: all."),
)
EVENTS_FIELDS = (
    text("entry", "The kind of ledger entry, such as clinic.case_discussed.", must=True),
    CADENCE,
    mapping("where", "Only entries with one of these values."),
    text("once_per", "Entries that share this value count once, such as clinic. Empty: each counts."),
    *SPACING_FIELDS,
)
DECLARATION_FIELDS = (
    texts("any_of", "Codes of the declarations that would do.", must=True),
    whole("valid_months", "For how many months a signature counts. Empty: as long as it says.", least=1),
    roles("signatories", "In which roles somebody may sign. Empty: anybody."),
    day("signed_from", "Signatures before this day do not count, such as those of an earlier text. Empty: all do."),
)
FEEDBACK_FIELDS = (
    text("visits", "The key of the visits requirement whose visits are followed up.", must=True),
    whole("within_days", "Feedback within so many days of each visit.", least=0, must=True),
    whole("look_back_months", "Visits of how many months are asked about. Empty: twelve.", least=1),
)


def read_visits(reader: Reader, common: Common, context: Context) -> Visits:
    return Visits(
        common,
        read_cadence(reader),
        reader.texts("visit_kinds", default=[]),
        read_spacing(reader),
        reader.whole("min_minutes", least=0, default=0),
        _presence(reader, "visitors", context),
        _presence(reader, "hosts", context),
        reader.whole("agenda_at_least", least=0, default=0),
        reader.texts("agenda", default=[]),
    )


def _presence(reader: Reader, name: str, context: Context) -> Presence:
    if not reader.has(name):
        return Presence()
    inner = Reader(reader.raw(name), reader.at(name), names(PRESENCE_FIELDS))
    return Presence(read_singly(inner, "all_of", context), inner.whole("min_minutes", least=0, default=0))


def read_events(reader: Reader, common: Common, context: Context) -> Events:
    return Events(
        common,
        reader.text("entry"),
        read_cadence(reader),
        _where(reader),
        reader.text("once_per", ""),
        read_spacing(reader),
    )


def _where(reader: Reader) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    allowed = reader.value.get("where") or {}
    inner = Reader(allowed, reader.at("where"), allowed if isinstance(allowed, dict) else ())
    pairs = []
    for name in sorted(inner.value):
        members = inner.items(name)
        for value, path in members:
            if not isinstance(value, str | int):
                raise GrammarError(path, "must be text, a whole number, true or false")
        pairs.append((name, tuple(value for value, _ in members)))
    return tuple(pairs)


def read_declaration(reader: Reader, common: Common, context: Context) -> Declaration:
    return Declaration(
        common,
        reader.texts("any_of"),
        reader.whole_or_none("valid_months", least=1),
        read_roles(reader, "signatories", context) if reader.has("signatories") else None,
        reader.day("signed_from") if reader.has("signed_from") else None,
    )


def read_feedback(reader: Reader, common: Common, context: Context) -> Feedback:
    return Feedback(
        common,
        reader.text("visits"),
        reader.whole("within_days", least=0),
        reader.whole("look_back_months", least=1, default=12),
    )


def visits_english(node: Visits) -> str:
    text = cadences.english(node.cadence, "visit") + cadences.spaced(node.spacing)
    if node.min_minutes:
        text += f", of at least {node.min_minutes} minutes"
    for side, verb in ((node.visitors, "made by"), (node.hosts, "received by")):
        if side.roles:
            text += f", {verb} {words.roles([roles.names[0] for roles in side.roles], 'and')}"
            text += f" for at least {side.min_minutes} minutes" if side.min_minutes else ""
    if node.agenda_at_least:
        of_menu = f" of the {len(node.agenda)}" if node.agenda else ""
        text += f", with at least {words.number(node.agenda_at_least)}{of_menu} agenda items"
    return text


def events_english(node: Events) -> str:
    text = cadences.english(node.cadence, "time") + f": {words.entry(node.entry)}"
    text += f" (each {words.code(node.once_per)} once)" if node.once_per else ""
    text += cadences.spaced(node.spacing)
    for name, values in node.where:
        text += f", {words.code(name)} {words.listed((str(value) for value in values), 'or')}"
    return text


def declaration_english(node: Declaration) -> str:
    months = f", signed within the last {node.valid_months} months" if node.valid_months else ""
    who = f", signed by {words.roles(node.signatories.names)}" if node.signatories else ""
    since = f", signed on or after {words.day(node.signed_from)}" if node.signed_from else ""
    return f"the declaration {words.codes(node.any_of)} in force{months}{who}{since}"


def feedback_english(node: Feedback) -> str:
    return f"feedback within {node.within_days} days after each visit that counts"
