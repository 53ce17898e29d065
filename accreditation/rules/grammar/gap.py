"""How long after one thing another may come."""

from dataclasses import dataclass
from datetime import date

from ..days import FOREVER, add_days, add_months
from . import words
from .base import Context, Requirement
from .errors import GrammarError
from .fields import whole
from .reading import Reader

GAP_FIELDS = (
    whole("at_least_days", "At least so many days between. Empty: the same day will do.", least=0),
    whole("at_least_months", "At least so many months between, instead of days.", least=0),
    whole("at_most_days", "At most so many days between. Empty: no limit.", least=0),
    whole("at_most_months", "At most so many months between, instead of days.", least=0),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """In days or in months (to the corresponding day), both ends included; nothing asked: the same day or later."""

    at_least_days: int = 0
    at_least_months: int = 0
    at_most_days: int | None = None
    at_most_months: int | None = None

    def first_day(self, day: date) -> date:
        """The first day that is far enough after `day`."""
        return add_days(add_months(day, self.at_least_months), self.at_least_days)

    def last_day(self, day: date) -> date:
        """The last day that is near enough after `day`; FOREVER if there is no such limit."""
        if self.at_most_days is not None:
            return add_days(day, self.at_most_days)
        return FOREVER if self.at_most_months is None else add_months(day, self.at_most_months)


def read_gap(reader: Reader) -> Gap:
    for side in ("at_least", "at_most"):
        if reader.has(f"{side}_days") and reader.has(f"{side}_months"):
            raise GrammarError(reader.at(f"{side}_days"), f"is given in days or in months ({side}_months), not in both")
    return Gap(
        reader.whole("at_least_days", least=0, default=0),
        reader.whole("at_least_months", least=0, default=0),
        reader.whole_or_none("at_most_days", least=0),
        reader.whole_or_none("at_most_months", least=0),
    )


def read_followed(reader: Reader, name: str, context: Context) -> Requirement:
    """A requirement of a person that single entries meet, so that something can come after one of them."""
    return followed(reader.raw(name), reader.at(name), context)


def followed(value: object, path: str, context: Context) -> Requirement:
    node = context.requirement(value, path, of_person=True)
    if not node.rests_on_entries:
        raise GrammarError(f"{path}.kind", f"{node.kind!r} is not met by single entries, so nothing can follow on it")
    return node


def gap_english(gap: Gap) -> str:
    parts = []
    for word, days, months in (
        ("at least", gap.at_least_days, gap.at_least_months),
        ("at most", gap.at_most_days, gap.at_most_months),
    ):
        if months:
            parts.append(f"{word} {words.counted(months, 'month')}")
        elif days or (word == "at most" and days == 0):
            parts.append(f"{word} {words.counted(days, 'day')}")
    return " and ".join(parts)
