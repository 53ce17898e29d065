"""Sets of days as ordered, disjoint, half-open spans."""

from collections.abc import Iterable, Sequence
from datetime import date

from .days import Span


def union(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    first = last = None
    for began, ended in sorted(spans):
        if began >= ended:
            continue
        if last is None or began > last:
            if first is not None and last is not None:
                joined.append((first, last))
            first, last = began, ended
        elif ended > last:
            last = ended
    if first is not None and last is not None:
        joined.append((first, last))
    return joined


def intersect(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    shared = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return sorted(span for span in shared if span[0] < span[1])


def subtract(spans: Sequence[Span], taken: Iterable[Span]) -> list[Span]:
    """The days of `spans` that none of `taken` covers."""
    left = list(spans)
    for began, ended in taken:
        left = [
            piece
            for one in left
            for piece in ((one[0], min(one[1], began)), (max(one[0], ended), one[1]))
            if piece[0] < piece[1]
        ]
    return left


def covers(spans: Iterable[Span], day: date) -> bool:
    return any(began <= day < ended for began, ended in spans)


def end_of(spans: Iterable[Span], day: date) -> date:
    """The end of the span that covers `day`; `day` itself when none does."""
    return next((ended for began, ended in spans if began <= day < ended), day)
