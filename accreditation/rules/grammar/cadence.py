"""How often: at least k in a rolling window, or so many in each slot of the contract year."""

from dataclasses import dataclass

from ..days import SLOT_MONTHS
from . import words
from .errors import GrammarError
from .reading import Reader


@dataclass(frozen=True, slots=True)
class Rolling:
    """At least so many in force at once, each for `months` from its day, both ends included (None: for ever)."""

    at_least: int
    months: int | None


@dataclass(frozen=True, slots=True)
class Slotted:
    """So many in each of the last `look_back` slots that have ended; see 8.3.15 for the slot under way."""

    slots: str
    per_slot: int
    look_back: int
    owes_first_slot: bool


Cadence = Rolling | Slotted

ROLLING_KEYS = ("at_least", "months")
SLOTTED_KEYS = ("slots", "per_slot", "look_back", "owes_first_slot")


def read_cadence(reader: Reader) -> Cadence:
    inner = Reader(reader.raw("cadence"), reader.at("cadence"), ROLLING_KEYS + SLOTTED_KEYS)
    rolling = any(inner.has(name) for name in ROLLING_KEYS)
    if rolling and any(inner.has(name) for name in SLOTTED_KEYS):
        raise GrammarError(inner.path, "is either rolling (at_least, months) or by slots (slots, ...), not both")
    if rolling:
        return Rolling(inner.whole("at_least", least=1), inner.whole("months", least=1))
    return Slotted(
        inner.choice("slots", SLOT_MONTHS),
        inner.whole("per_slot", least=1, default=1),
        inner.whole("look_back", least=1, default=2),
        inner.flag("owes_first_slot", False),
    )


def english(cadence: Cadence, noun: str) -> str:
    if isinstance(cadence, Slotted):
        slot = {"contract_year": "contract year", "half_year": "half of the contract year", "quarter": "quarter"}
        return f"at least {words.counted(cadence.per_slot, noun)} in each {slot[cadence.slots]}"
    window = "" if cadence.months is None else f" in any {cadence.months} months"
    return f"at least {words.counted(cadence.at_least, noun)}{window}"


def spaced(spacing_days: int) -> str:
    return f", at least {spacing_days} days apart" if spacing_days else ""
