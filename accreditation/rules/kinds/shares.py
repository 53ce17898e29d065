"""Shares in per cent where the counts may be rounded or suppressed: exact, as a range."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ..verdicts import MET, NOT_MET, UNKNOWN, State

Between = tuple[int, int]


class Range(NamedTuple):
    low: Fraction
    high: Fraction


class Count(NamedTuple):
    """Numerator and denominator as published (None: suppressed), rounded to `rounding`."""

    numerator: int | None
    denominator: int | None
    rounding: int


ANYTHING = Range(Fraction(0), Fraction(100))


def between(count: int, rounding: int) -> Between:
    """The whole numbers that are published as `count`: 0 is 0, the least others are all published as one step."""
    if count == 0:
        return 0, 0
    half = rounding // 2
    return (1 if count <= rounding else count - half), count + half


def share(counts: Sequence[Count]) -> Range | None:
    """Of all together; None where there is nobody to count."""
    if any(each.denominator is None for each in counts):
        return ANYTHING
    whole = [between(each.denominator or 0, each.rounding) for each in counts]
    part = [
        (0, most) if each.numerator is None else between(each.numerator, each.rounding)
        for each, (_, most) in zip(counts, whole, strict=True)
    ]
    (part_low, part_high), (low, high) = _summed(part), _summed(whole)
    if high == 0:
        return None
    top = Fraction(100) if low == 0 else min(Fraction(100), Fraction(100 * part_high, low))
    return Range(min(Fraction(100 * part_low, high), top), top)


def _summed(betweens: Sequence[Between]) -> Between:
    return sum(low for low, _ in betweens), sum(high for _, high in betweens)


def at_least(found: Range, asked: Fraction) -> State:
    if found.low >= asked:
        return MET
    return NOT_MET if found.high < asked else UNKNOWN


def at_most(found: Range, asked: Fraction) -> State:
    if found.high <= asked:
        return MET
    return NOT_MET if found.low > asked else UNKNOWN


def minus(one: Range, other: Range) -> Range:
    return Range(one.low - other.high, one.high - other.low)


def said(found: Range | None) -> str:
    if found is None:
        return "nobody to count"
    low, high = (f"{float(round(each, 2)):g}" for each in found)
    return f"{low} per cent" if found.low == found.high else f"between {low} and {high} per cent"
