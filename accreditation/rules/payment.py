"""For which days a tier is paid (rule R31). Days only: what a day is worth is no business of the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .days import Span
from .spans import intersect, union
from .timeline import Timeline
from .verdicts import State


def payable_spans(
    tier: Timeline,
    from_on: date,
    until_on: date,
    *,
    during_grace: bool = True,
    by_plan: bool = False,
    by_waiver: bool = True,
    provisional: Sequence[Span] = (),
) -> list[Span]:
    """The days of [from_on, until_on) on which the tier is satisfied in a way that is paid for.

    provisional: further days, held provisionally, that are paid too. A day that leans on several things is paid only
    if each of them is.
    """

    def is_paid(state: State) -> bool:
        unpaid = (
            (state.in_grace and not during_grace)
            or (state.by_plan and not by_plan)
            or ((state.by_waiver or state.verdict == "waived") and not by_waiver)
        )
        return state.is_satisfied and not unpaid

    satisfied = ((part.from_on, part.until_on) for part in tier.segments if is_paid(part.state))
    return intersect(union([*satisfied, *provisional]), [(from_on, until_on)])


def days_in(spans: Sequence[Span]) -> int:
    return sum((ended - began).days for began, ended in spans)


def share_of_days(spans: Sequence[Span], from_on: date, until_on: date) -> Fraction:
    """The part of [from_on, until_on) that the spans cover, exactly."""
    return Fraction(days_in(intersect(union(spans), [(from_on, until_on)])), (until_on - from_on).days)


@dataclass(frozen=True, slots=True)
class Band:
    """Nothing at `lowest` or below, everything at `highest` or above, in between in proportion (per cent)."""

    lowest: Fraction
    highest: Fraction

    def share(self, value: Fraction) -> Fraction:
        if self.lowest >= self.highest:
            raise ValueError("The highest value of a band has to lie above its lowest.")
        return min(Fraction(1), max(Fraction(0), (value - self.lowest) / (self.highest - self.lowest)))
