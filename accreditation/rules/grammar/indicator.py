"""indicator: a measured share against a threshold, or against the practice's own baseline."""

from dataclasses import dataclass
from typing import ClassVar

from ..days import SLOT_MONTHS
from . import words
from .base import Common, Context, Requirement
from .cadence import SLOT_WORDS
from .errors import GrammarError
from .fields import choice, flag, number, text, texts, whole
from .reading import Reader

BASELINES = {"previous": "The period before", "first": "The first period known"}
PROVISIONAL = {
    "show": "Shown only, never counted",
    "count": "Counted like final figures",
    "unknown": "Leave the verdict open",
}


@dataclass(frozen=True, slots=True)
class Indicator(Requirement):
    """Thresholds and improvement in per cent and points. `latest`: of how many periods; `summed`: added up or each.

    definitions, sources: which count (none: all), sources in order of preference. slots, period_months: which
    periods count. valid_months: from the last day of the period.
    """

    kind: ClassVar[str] = "indicator"
    measure: str
    populations: tuple[str, ...]
    definitions: tuple[str, ...]
    sources: tuple[str, ...]
    at_least: float | None
    at_most: float | None
    improved_by: float | None
    baseline: str
    lower_is_better: bool
    latest: int
    summed: bool
    slots: str | None
    period_months: int | None
    valid_months: int | None
    provisional: str


INDICATOR_FIELDS = (
    text("measure", "The code of the measure.", must=True),
    texts("populations", "Each of these groups of patients has to reach it.", must=True),
    texts("definitions", "Editions of the definition that count. Empty: any."),
    texts("sources", "Sources that count, the preferred one first. Empty: any."),
    number("at_least", "The least share in per cent. Empty: none asked."),
    number("at_most", "The largest share in per cent. Empty: none asked."),
    number("improved_by", "Or better by so many points than the practice's own baseline. Empty: not enough."),
    choice("baseline", BASELINES, "What improvement is measured against. Empty: the period before."),
    flag("lower_is_better", "Whether to improve is to fall. Empty: only with at most."),
    whole("latest", "How many of the latest periods. Empty: one.", least=1),
    flag("summed", "Whether these periods are added up instead of looked at one by one. Empty: no."),
    choice("slots", SLOT_WORDS, "Only figures over exactly such a part of the contract year. Empty: any period."),
    whole("period_months", "Only figures over exactly so many months. Empty: any period.", least=1),
    whole("valid_months", "For how many months after its period a figure holds. Empty: until the next.", least=1),
    choice("provisional", PROVISIONAL, "What provisional figures do. Empty: they are shown only."),
)


def read_indicator(reader: Reader, common: Common, context: Context) -> Indicator:
    at_least, at_most, improved_by = (
        reader.number(name, default=0) if reader.has(name) else None for name in ("at_least", "at_most", "improved_by")
    )
    latest, summed = reader.whole("latest", least=1, default=1), reader.flag("summed", False)
    lower = reader.flag("lower_is_better", at_most is not None)
    if at_least is at_most is improved_by is None:
        raise GrammarError(reader.at("at_least"), "one of at_least, at_most and improved_by must be there")
    if at_least is not None and at_most is not None:
        raise GrammarError(reader.at("at_most"), "is either at_least or at_most, not both")
    if improved_by is not None and summed:
        raise GrammarError(reader.at("improved_by"), "periods that are added up have no baseline")
    if lower is not (at_most is not None) and not (at_least is at_most is None):
        raise GrammarError(reader.at("lower_is_better"), "must be true with at_most and false with at_least")
    return Indicator(
        common,
        reader.text("measure"),
        reader.texts("populations"),
        reader.texts("definitions", default=[]),
        reader.texts("sources", default=[]),
        at_least,
        at_most,
        improved_by,
        reader.choice("baseline", BASELINES, "previous"),
        lower,
        latest,
        summed,
        reader.choice("slots", SLOT_MONTHS) if reader.has("slots") else None,
        reader.whole_or_none("period_months", least=1),
        reader.whole_or_none("valid_months", least=1),
        reader.choice("provisional", PROVISIONAL, "show"),
    )


def indicator_english(node: Indicator) -> str:
    edition = f" (definition {words.listed(node.definitions, 'or')})" if node.definitions else ""
    text = f"“{words.code(node.measure)}”{edition} {asked(node)}"
    text += f", for {words.listed((words.code(each) for each in node.populations), 'and for')}"
    text += f", {_period(node)}"
    if node.sources:
        text += f", as measured by {words.listed((words.code(each) for each in node.sources), 'or else')}"
    if node.provisional != "show":
        text += f", provisional figures {'count' if node.provisional == 'count' else 'leave it open'}"
    return text


def asked(node: Indicator) -> str:
    ways = []
    if node.at_least is not None:
        ways.append(f"at least {node.at_least:g} per cent")
    if node.at_most is not None:
        ways.append(f"at most {node.at_most:g} per cent")
    if node.improved_by is not None:
        way = "lower" if node.lower_is_better else "higher"
        than = "in the period before" if node.baseline == "previous" else "in the first period"
        ways.append(f"at least {node.improved_by:g} points {way} than {than}")
    return words.listed(ways, "or")


def _period(node: Indicator) -> str:
    length = f" of {node.period_months} months" if node.period_months else ""
    period = SLOT_WORDS[node.slots] if node.slots else "period"
    if node.latest == 1:
        text = f"in the latest {period}{length}"
    else:
        together = "over" if node.summed else "in each of"
        text = f"{together} the latest {words.number(node.latest)} {period.replace('half ', 'halves ')}"
        text += ("" if period.startswith("half") else "s") + length
    return text + (f", for up to {node.valid_months} months after it" if node.valid_months else "")
