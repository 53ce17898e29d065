"""How often: at least k in a rolling window, or so many in each slot of the contract year."""

from dataclasses import dataclass

from ..days import SLOT_MONTHS
from . import words
from .errors import GrammarError
from .fields import a_group, choice, flag, names, whole
from .reading import Reader


@dataclass(frozen=True, slots=True)
class Rolling:
    """At least so many in force at once, each for `months` from its day, both ends included (None: for ever)."""

    at_least: int
    months: int | None


@dataclass(frozen=True, slots=True)
class Slotted:
    """So many in each of `needed` of the last `look_back` slots that have ended; see 8.3.15 for the slot under way."""

    slots: str
    per_slot: int
    look_back: int
    owes_first_slot: bool
    needed: int

    @property
    def tolerated(self) -> int:
        """How many slots within the look-back may go without."""
        return self.look_back - self.needed


@dataclass(frozen=True, slots=True)
class Spacing:
    """How far apart, in days or in months, and how many of one day count (None: any)."""

    days: int = 0
    months: int = 0
    max_per_day: int | None = None


Cadence = Rolling | Slotted

SLOT_WORDS = {
    "contract_year": "contract year",
    "half_year": "half of the contract year",
    "quarter": "quarter",
    "month": "month",
}
ROLLING_FIELDS = (
    whole("at_least", "Rolling: how many in force at once.", least=1),
    whole("months", "Rolling: for how many months each counts.", least=1),
)
SLOTTED_FIELDS = (
    choice("slots", SLOT_WORDS, "By slots, instead of rolling: in each of which parts of the contract year."),
    whole("per_slot", "By slots: how many in each. Empty: one.", least=1),
    whole("look_back", "By slots: how many slots that have ended are looked at. Empty: two.", least=1),
    whole("needed", "By slots: how many of those looked at must have theirs. Empty: all.", least=1),
    flag("owes_first_slot", "By slots: whether the slot of enrolment counts already. Empty: no."),
)
CADENCE_FIELDS = (*ROLLING_FIELDS, *SLOTTED_FIELDS)
SPACING_FIELDS = (
    whole("spacing_days", "Days between two that count. Empty: none.", least=0),
    whole("spacing_months", "Months between two that count, instead of days. Empty: none.", least=0),
    whole("max_per_day", "How many of one day count. Empty: any number.", least=1),
)
CADENCE = a_group("cadence", CADENCE_FIELDS, "How often: either rolling or by slots.", must=True)


def read_cadence(reader: Reader) -> Cadence:
    inner = Reader(reader.raw("cadence"), reader.at("cadence"), names(CADENCE_FIELDS))
    rolling = any(inner.has(name) for name in names(ROLLING_FIELDS))
    if rolling and any(inner.has(name) for name in names(SLOTTED_FIELDS)):
        raise GrammarError(inner.path, "is either rolling (at_least, months) or by slots (slots, ...), not both")
    if rolling:
        return Rolling(inner.whole("at_least", least=1), inner.whole("months", least=1))
    return read_slotted(inner)


def read_slotted(inner: Reader) -> Slotted:
    look_back = inner.whole("look_back", least=1, default=2)
    needed = inner.whole("needed", least=1, default=look_back)
    if needed > look_back:
        raise GrammarError(inner.at("needed"), f"asks for {needed} of only {look_back} slots looked at")
    return Slotted(
        inner.choice("slots", SLOT_MONTHS),
        inner.whole("per_slot", least=1, default=1),
        look_back,
        inner.flag("owes_first_slot", False),
        needed,
    )


def read_spacing(reader: Reader) -> Spacing:
    days, months = (reader.whole(f"spacing_{unit}", least=0, default=0) for unit in ("days", "months"))
    if days and months:
        raise GrammarError(reader.at("spacing_months"), "is either in months or in days (spacing_days), not both")
    return Spacing(days, months, reader.whole_or_none("max_per_day", least=1))


def english(cadence: Cadence, noun: str) -> str:
    if isinstance(cadence, Slotted):
        return f"at least {words.counted(cadence.per_slot, noun)} in {each_slot(cadence)}"
    window = "" if cadence.months is None else f" in any {cadence.months} months"
    return f"at least {words.counted(cadence.at_least, noun)}{window}"


def each_slot(cadence: Slotted) -> str:
    slot = SLOT_WORDS[cadence.slots]
    if not cadence.tolerated:
        return f"each {slot}"
    slots = slot.replace("half ", "halves ") if slot.startswith("half") else f"{slot}s"
    return f"each of {words.number(cadence.needed)} of the last {words.number(cadence.look_back)} {slots}"


def spaced(spacing: Spacing) -> str:
    often = f", at most {words.number(spacing.max_per_day)} on one day" if spacing.max_per_day else ""
    if spacing.months:
        return f", at least {words.counted(spacing.months, 'month')} apart{often}"
    return (f", at least {spacing.days} days apart" if spacing.days else "") + often
