"""attendance_by_practice: sessions and virtual clinics at which people of the practice were."""

from dataclasses import dataclass
from typing import ClassVar

from . import cadence as cadences
from . import words
from .base import Common, Context, Requirement, Roles, read_roles, read_singly
from .cadence import CADENCE, SPACING_FIELDS, Cadence, Spacing, read_cadence, read_spacing
from .errors import GrammarError
from .fields import roles, texts, whole
from .reading import Reader

SESSIONS, CLINICS = "sessions", "clinics"
EVENTS = {SESSIONS: "Live sessions", CLINICS: "Virtual clinics"}


@dataclass(frozen=True, slots=True)
class Represented(Requirement):
    """any_of: programmes (none: every). together: at the same event each with a person of its own.

    over_time: each at one of the events that count, not necessarily the same. representatives: how many people of
    the practice at the same event.
    """

    kind: ClassVar[str] = "attendance_by_practice"
    any_of: tuple[str, ...]
    roles: Roles
    cadence: Cadence
    min_minutes: int
    spacing: Spacing
    events: tuple[str, ...]
    together: tuple[Roles, ...]
    over_time: tuple[Roles, ...]
    representatives: int


REPRESENTED_FIELDS = (
    texts("events", "What counts. Empty: live sessions.", choices=EVENTS),
    texts("any_of", "Codes of the programmes whose live sessions count. Empty: every programme."),
    roles("roles", "Who may represent the practice.", must=True),
    CADENCE,
    whole("min_minutes", "How long each has to stay to count. Empty: any time.", least=0),
    *SPACING_FIELDS,
    roles("together", "Roles or groups each of which needs a person of its own at the same event. Empty: none."),
    roles("over_time", "Roles or groups each of which was at one of the events, perhaps at different ones."),
    whole("representatives", "How many people of the practice at the same event. Empty: one.", least=1),
)


def read_represented(reader: Reader, common: Common, context: Context) -> Represented:
    events = reader.texts("events", default=[SESSIONS])
    for index, each in enumerate(events):
        if each not in EVENTS:
            raise GrammarError(f"{reader.at('events')}[{index}]", f"must be one of {', '.join(EVENTS)}, not {each!r}")
    if reader.has("any_of") and SESSIONS not in events:
        raise GrammarError(reader.at("any_of"), "names programmes, which virtual clinics do not have")
    return Represented(
        common,
        reader.texts("any_of", default=[]),
        read_roles(reader, "roles", context),
        read_cadence(reader),
        reader.whole("min_minutes", least=0, default=0),
        read_spacing(reader),
        events,
        read_singly(reader, "together", context),
        read_singly(reader, "over_time", context),
        reader.whole("representatives", least=1, default=1),
    )


def represented_english(node: Represented) -> str:
    of = f" of {words.codes(node.any_of)}" if node.any_of else ""
    minutes = f" for at least {node.min_minutes} minutes" if node.min_minutes else ""
    many = f"at least {words.number(node.representatives)} people, each " if node.representatives > 1 else ""
    text = f"{_often(node)}{of} attended by {many}{words.roles(node.roles.names)}{minutes}"
    if node.together:
        text += f", {_each(node.together)} at the same one"
    if node.over_time:
        text += f", {_each(node.over_time)} over time, perhaps at different ones"
    return text + cadences.spaced(node.spacing)


def _often(node: Represented) -> str:
    if node.events == (CLINICS,):
        return cadences.english(node.cadence, "virtual clinic")
    return cadences.english(node.cadence, "session") + (" or virtual clinics" if CLINICS in node.events else "")


def _each(asked: tuple[Roles, ...]) -> str:
    return words.roles([each.names[0] for each in asked], "and")
