"""Drawing and marking, apart from the database. The same seed always asks the same, in the same order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random


def draw(bank: Collection[int], *, seed: int, most: int) -> list[int]:
    """The ids of the questions an attempt asks, in the order it asks them."""
    ordered = sorted(bank)
    return _shuffling(seed).sample(ordered, k=min(most, len(ordered)))


def in_order_shown(options: Collection[int], *, seed: int, position: int) -> list[int]:
    """The ids of a question's options in the order in which the attempt shows them."""
    ordered = sorted(options)
    _shuffling(seed * 1000 + position).shuffle(ordered)
    return ordered


def is_right(chosen: Collection[int], correct: Collection[int]) -> bool:
    """All of the right options and none of the others. A question without a right option is never right."""
    return bool(correct) and set(chosen) == set(correct)


def score(marks: Sequence[bool]) -> int:
    """Per cent of the questions asked that were right, rounded down: 7 of 9 is 77."""
    return 100 * sum(marks) // len(marks) if marks else 0


def _shuffling(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - it orders questions; it guards nothing
