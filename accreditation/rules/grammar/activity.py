"""activity_count: what the practice reports to have done, added up."""

from dataclasses import dataclass
from typing import ClassVar

from ..days import SLOT_MONTHS
from . import words
from .base import Common, Context, Requirement
from .cadence import SLOT_WORDS, Cadence, Rolling, Slotted
from .errors import GrammarError
from .fields import choice, flag, texts, whole
from .reading import Reader


@dataclass(frozen=True, slots=True)
class ActivityCount(Requirement):
    """At least `at_least` within the window, or within each slot, which may be reported `report_days` after it."""

    kind: ClassVar[str] = "activity_count"
    any_of: tuple[str, ...]
    at_least: int
    cadence: Cadence
    report_days: int


BY_SLOTS = ("look_back", "owes_first_slot", "report_days")
ACTIVITY_FIELDS = (
    texts("any_of", "Codes of the activities that are added up.", must=True),
    whole("at_least", "How many.", least=1, must=True),
    choice("slots", SLOT_WORDS, "In each of which parts of the contract year. Empty: of every contract year."),
    whole("months", "Rolling, instead: in how many months.", least=1),
    whole("look_back", "By slots: how many that are due are looked at. Empty: one.", least=1),
    whole("report_days", "By slots: how many days after its end a slot may be reported. Empty: none.", least=0),
    flag("owes_first_slot", "By slots: whether the slot of enrolment counts already. Empty: no."),
)


def read_activity(reader: Reader, common: Common, context: Context) -> ActivityCount:
    if reader.has("months") and any(reader.has(name) for name in ("slots", *BY_SLOTS)):
        raise GrammarError(reader.at("months"), "is either rolling (months) or by slots (slots, ...), not both")
    return ActivityCount(
        common,
        reader.texts("any_of"),
        reader.whole("at_least", least=1),
        _cadence(reader),
        reader.whole("report_days", least=0, default=0),
    )


def _cadence(reader: Reader) -> Cadence:
    if reader.has("months"):
        return Rolling(1, reader.whole("months", least=1))
    look_back = reader.whole("look_back", least=1, default=1)
    length = reader.choice("slots", SLOT_MONTHS, "contract_year")
    return Slotted(length, 1, look_back, reader.flag("owes_first_slot", False), look_back)


def activity_english(node: ActivityCount) -> str:
    text = f"{words.codes(node.any_of)} at least {node.at_least} times"
    if isinstance(node.cadence, Rolling):
        return f"{text} in any {node.cadence.months} months"
    late = f", reported within {node.report_days} days of its end" if node.report_days else ""
    return f"{text} in each {SLOT_WORDS[node.cadence.slots]}{late}"
