"""What several practices of a delivery unit do together, and what follows when one practice succeeds another."""

from dataclasses import dataclass
from typing import ClassVar

from . import words
from .base import Common, Context, Requirement
from .errors import GrammarError
from .fields import choice, groups, names, number, requirement, text, texts, whole
from .reading import Reader

UNITS = {"pcn": "Primary care network", "locality": "Locality", "group": "Group of practices"}
UNIT = choice("unit", UNITS, "Which practices belong together.", must=True)
POOLED_FIELDS = (
    UNIT,
    texts("consent", "Declarations one of which every practice has in force that pools. Empty: none is asked."),
    requirement("requirement", "What they meet together.", of_person=False, must=True),
)
PRACTICES_FIELDS = (
    UNIT,
    requirement("requirement", "What each of them is asked for.", of_person=False, must=True),
    whole("at_least", "How many practices have to meet it. Empty: all, or a share.", least=1),
    number("share", "Per cent of the practices that have to meet it. Empty: all, or so many."),
    whole("of_at_least", "How many practices the unit has to have. Empty: one is enough.", least=1),
)
JOINS = {"union": "Count as the practice's own", "none": "Do not count"}
OTHER_KINDS = (
    text("entry", "The kind of entry.", must=True),
    choice("joins", JOINS, "Whether they count.", must=True),
)
SUCCESSION_FIELDS = (
    choice("entries", JOINS, "What the former practice did. Empty: counts."),
    groups("entries_of", OTHER_KINDS, "Kinds of entry for which it is otherwise."),
    choice("staff", JOINS, "Who worked at the former practice, and when. Empty: counts."),
    choice("sizes", JOINS, "The size of the former practice, added. Empty: does not count."),
    whole("protection_months", "Months in which what was met before stays met in grace. Empty: none.", least=1),
)


@dataclass(frozen=True, slots=True)
class Pooled(Requirement):
    """Met by the staff and the entries of all practices of the unit taken together."""

    kind: ClassVar[str] = "pooled"
    unit: str
    consent: tuple[str, ...]
    requirement: Requirement

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return (self.requirement,)


@dataclass(frozen=True, slots=True)
class Practices(Requirement):
    """So many practices of the unit, or such a share (per cent) of them, meet it, each by itself."""

    kind: ClassVar[str] = "practices"
    unit: str
    requirement: Requirement
    at_least: int | None
    share: float | None
    of_at_least: int

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return (self.requirement,)


@dataclass(frozen=True, slots=True)
class SuccessionRule:
    """What of a former practice counts for the one that took it over, from the day of succession."""

    entries: str = "union"
    entries_of: tuple[tuple[str, str], ...] = ()
    staff: str = "union"
    sizes: str = "none"
    protection_months: int | None = None

    def takes(self, kind: str) -> bool:
        return dict(self.entries_of).get(kind, self.entries) == "union"


def read_pooled(reader: Reader, common: Common, context: Context) -> Pooled:
    inner = context.requirement(reader.raw("requirement"), reader.at("requirement"), of_person=False)
    _not_within(inner, reader)
    return Pooled(common, reader.choice("unit", UNITS), reader.texts("consent", default=[]), inner)


def read_practices(reader: Reader, common: Common, context: Context) -> Practices:
    inner = context.requirement(reader.raw("requirement"), reader.at("requirement"), of_person=False)
    _not_within(inner, reader)
    share = reader.number("share", default=0) if reader.has("share") else None
    at_least = reader.whole_or_none("at_least", least=1)
    if share is not None and at_least is not None:
        raise GrammarError(reader.path, "says either how many (at_least) or which share of them, not both")
    if share is None and at_least is None:
        share = 100
    if share is not None and not 0 < share <= 100:
        raise GrammarError(reader.at("share"), "must be more than 0 and at most 100 per cent")
    of_at_least = reader.whole("of_at_least", least=1, default=1)
    return Practices(common, reader.choice("unit", UNITS), inner, at_least, share, of_at_least)


def _not_within(node: Requirement, reader: Reader) -> None:
    if isinstance(node, Pooled | Practices):
        raise GrammarError(reader.at("requirement"), "what a unit does cannot lie within what a unit does")
    for part in node.parts:
        _not_within(part, reader)


def read_succession(reader: Reader) -> SuccessionRule | None:
    if not reader.has("succession"):
        return None
    inner = Reader(reader.raw("succession"), "succession", names(SUCCESSION_FIELDS))
    return SuccessionRule(
        inner.choice("entries", JOINS, "union"),
        tuple(_of_kind(Reader(*member, names(OTHER_KINDS))) for member in inner.items("entries_of", default=[])),
        inner.choice("staff", JOINS, "union"),
        inner.choice("sizes", JOINS, "none"),
        inner.whole_or_none("protection_months", least=1),
    )


def _of_kind(reader: Reader) -> tuple[str, str]:
    return reader.text("entry"), reader.choice("joins", JOINS)


def pooled_english(node: Pooled) -> str:
    consent = f", each with the declaration {words.codes(node.consent)} in force" if node.consent else ""
    together = f"{node.requirement.common.label}, by the practices of the {UNITS[node.unit].lower()} together"
    return f"{together}{consent}"


def practices_english(node: Practices) -> str:
    many = f"{node.share:g} per cent" if node.share is not None else words.number(node.at_least or 1)
    of = f" of at least {words.number(node.of_at_least)}" if node.of_at_least > 1 else ""
    return f"at least {many}{of} practices of the {UNITS[node.unit].lower()} with {node.requirement.common.label}"
