"""What the practice as a whole does: visits, counted events, represented sessions, declarations, feedback."""

from dataclasses import dataclass
from typing import Any, ClassVar

from . import cadence as cadences
from . import words
from .base import Common, Context, Requirement, Roles, read_roles
from .cadence import Cadence, read_cadence
from .errors import GrammarError
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
    spacing_days: int
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
    spacing_days: int


@dataclass(frozen=True, slots=True)
class Represented(Requirement):
    kind: ClassVar[str] = "attendance_by_practice"
    any_of: tuple[str, ...]
    roles: Roles
    cadence: Cadence
    min_minutes: int
    spacing_days: int


@dataclass(frozen=True, slots=True)
class Declaration(Requirement):
    kind: ClassVar[str] = "declaration"
    any_of: tuple[str, ...]
    valid_months: int | None


@dataclass(frozen=True, slots=True)
class Feedback(Requirement):
    """`visits` is the key of the visits requirement whose counted visits are followed up."""

    kind: ClassVar[str] = "feedback_after_visits"
    visits: str
    within_days: int
    look_back_months: int


VISITS_KEYS = (
    *("cadence", "visit_kinds", "spacing_days", "min_minutes", "visitors", "hosts"),
    *("agenda_at_least", "agenda"),
)
EVENTS_KEYS = ("entry", "cadence", "where", "once_per", "spacing_days")
REPRESENTED_KEYS = ("any_of", "roles", "cadence", "min_minutes", "spacing_days")
DECLARATION_KEYS = ("any_of", "valid_months")
FEEDBACK_KEYS = ("visits", "within_days", "look_back_months")


def read_visits(reader: Reader, common: Common, context: Context) -> Visits:
    return Visits(
        common,
        read_cadence(reader),
        reader.texts("visit_kinds", default=[]),
        reader.whole("spacing_days", least=0, default=0),
        reader.whole("min_minutes", least=0, default=0),
        _presence(reader, "visitors", context),
        _presence(reader, "hosts", context),
        reader.whole("agenda_at_least", least=0, default=0),
        reader.texts("agenda", default=[]),
    )


def _presence(reader: Reader, name: str, context: Context) -> Presence:
    if not reader.has(name):
        return Presence()
    inner = Reader(reader.raw(name), reader.at(name), ("all_of", "min_minutes"))
    named = read_roles(inner, "all_of", context)
    singly = tuple(Roles((each,), context.role_groups.get(each, frozenset({each}))) for each in named.names)
    return Presence(singly, inner.whole("min_minutes", least=0, default=0))


def read_events(reader: Reader, common: Common, context: Context) -> Events:
    return Events(
        common,
        reader.text("entry"),
        read_cadence(reader),
        _where(reader),
        reader.text("once_per", ""),
        reader.whole("spacing_days", least=0, default=0),
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


def read_represented(reader: Reader, common: Common, context: Context) -> Represented:
    return Represented(
        common,
        reader.texts("any_of"),
        read_roles(reader, "roles", context),
        read_cadence(reader),
        reader.whole("min_minutes", least=0, default=0),
        reader.whole("spacing_days", least=0, default=0),
    )


def read_declaration(reader: Reader, common: Common, context: Context) -> Declaration:
    return Declaration(common, reader.texts("any_of"), reader.whole_or_none("valid_months", least=1))


def read_feedback(reader: Reader, common: Common, context: Context) -> Feedback:
    return Feedback(
        common,
        reader.text("visits"),
        reader.whole("within_days", least=0),
        reader.whole("look_back_months", least=1, default=12),
    )


def visits_english(node: Visits) -> str:
    text = cadences.english(node.cadence, "visit") + cadences.spaced(node.spacing_days)
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
    text += cadences.spaced(node.spacing_days)
    for name, values in node.where:
        text += f", {words.code(name)} {words.listed((str(value) for value in values), 'or')}"
    return text


def represented_english(node: Represented) -> str:
    often = cadences.english(node.cadence, "session")
    minutes = f" for at least {node.min_minutes} minutes" if node.min_minutes else ""
    who = words.roles(node.roles.names)
    return f"{often} of {words.codes(node.any_of)} attended by {who}{minutes}{cadences.spaced(node.spacing_days)}"


def declaration_english(node: Declaration) -> str:
    months = f", signed within the last {node.valid_months} months" if node.valid_months else ""
    return f"the declaration {words.codes(node.any_of)} in force{months}"


def feedback_english(node: Feedback) -> str:
    return f"feedback within {node.within_days} days after each visit that counts"
