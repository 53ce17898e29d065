"""hours: time spent learning, added up over a window."""

from dataclasses import dataclass
from typing import ClassVar

from . import words
from .base import Common, Context, Requirement
from .errors import GrammarError
from .fields import choice, flag, groups, names, texts, whole
from .person import VERIFICATION
from .reading import Reader, suggestion

SOURCES = {
    "course.completed": "courses",
    "session.attended": "live sessions",
    "clinic.attended": "virtual clinics",
    "visit.attended": "practice visits",
    "cpd.recorded": "professional development elsewhere",
}


@dataclass(frozen=True, slots=True)
class Hours(Requirement):
    """All in minutes. `max_by_source`: at most so many of one kind of entry within the window."""

    kind: ClassVar[str] = "hours"
    minutes: int
    months: int
    sources: tuple[str, ...]
    participatory_minutes: int
    max_per_entry: int | None
    max_by_source: tuple[tuple[str, int], ...]
    exclude_sponsored: bool
    min_verification: int


CAP_FIELDS = (
    choice("source", SOURCES, "Which kind of entry.", must=True),
    whole("minutes", "At most so many minutes of it.", least=0, must=True),
)
HOURS_FIELDS = (
    whole("minutes", "How many minutes.", least=1, must=True),
    whole("months", "In how many months.", least=1, must=True),
    texts("sources", "Which kinds of entry count. Empty: all.", choices=SOURCES),
    whole("participatory_minutes", "How many of the minutes must be taking part. Empty: none.", least=0),
    whole("max_per_entry", "At most so many minutes for one entry. Empty: all it has.", least=1),
    groups("max_by_source", CAP_FIELDS, "Limits for kinds of entry. Empty: none."),
    flag("exclude_sponsored", "Whether sponsored events are left out. Empty: no."),
    whole("min_verification", "Of what was done elsewhere: 0 self-declared to 3 verified by the issuer.", least=0),
)


def read_hours(reader: Reader, common: Common, context: Context) -> Hours:
    sources = reader.texts("sources", default=list(SOURCES))
    for index, source in enumerate(sources):
        if source not in SOURCES:
            raise GrammarError(
                f"{reader.at('sources')}[{index}]", f"unknown source {source!r}{suggestion(source, SOURCES)}"
            )
    return Hours(
        common,
        reader.whole("minutes", least=1),
        reader.whole("months", least=1),
        sources,
        reader.whole("participatory_minutes", least=0, default=0),
        reader.whole_or_none("max_per_entry", least=1),
        _max_by_source(reader, sources),
        reader.flag("exclude_sponsored", False),
        reader.whole("min_verification", least=0, default=0),
    )


def _max_by_source(reader: Reader, sources: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    members = reader.items("max_by_source", default=[])
    caps = [Reader(value, path, names(CAP_FIELDS)) for value, path in members]
    found = {cap.choice("source", sources): cap.whole("minutes", least=0) for cap in caps}
    if len(found) < len(caps):
        raise GrammarError(reader.at("max_by_source"), "names the same source twice")
    return tuple(found.items())


def hours_english(node: Hours) -> str:
    text = f"at least {words.duration(node.minutes)} of learning in any {node.months} months"
    if set(node.sources) != set(SOURCES):
        text += f" from {words.listed(SOURCES[source] for source in node.sources)}"
    if node.participatory_minutes:
        text += f", of which {words.duration(node.participatory_minutes)} taking part"
    if node.max_per_entry:
        text += f", at most {words.duration(node.max_per_entry)} for one entry"
    for source, minutes in node.max_by_source:
        text += f", at most {words.duration(minutes)} from {SOURCES[source]}"
    if node.min_verification:
        text += f", what was done elsewhere at least {VERIFICATION[min(node.min_verification, 3)]}"
    return text + (", sponsored events not counted" if node.exclude_sponsored else "")
