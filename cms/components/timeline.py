"""Requirements drawn on a time axis, with the same dates in words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from cms import dates
from cms.components.axis import Axis, Tick
from cms.components.declaration import Component, ComponentError
from cms.components.standing import DRAWN, drawn_verdict

ROOM_FOR_WORDS = 14
ROOM_FOR_WORDS_ON_A_PHONE = 45


class Segment(NamedTuple):
    """A verdict from one day until another, exclusive. None leaves an end open."""

    from_on: date | None
    until_on: date | None
    verdict: str
    in_grace: bool = False
    by_plan: bool = False
    by_waiver: bool = False


@dataclass(frozen=True)
class Stretch:
    """A segment as drawn: in per cent of the axis, and in words."""

    x: float
    width: float
    key: str
    words: str
    period: str
    from_on: date
    until_on: date

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 3)

    @property
    def has_room(self) -> bool:
        return self.width >= ROOM_FOR_WORDS

    @property
    def has_room_on_a_phone(self) -> bool:
        return self.width >= ROOM_FOR_WORDS_ON_A_PHONE


EXAMPLE = {
    "label": "Core modules: one GP and one nurse",
    "segments": [
        Segment(None, date(2025, 6, 10), "not_yet_due"),
        Segment(date(2025, 6, 10), date(2026, 1, 20), "met"),
        Segment(date(2026, 1, 20), date(2026, 4, 20), "met", True),
        Segment(date(2026, 4, 20), date(2026, 6, 1), "not_met"),
        Segment(date(2026, 6, 1), date(2026, 9, 1), "met", by_plan=True),
        Segment(date(2026, 9, 1), date(2026, 12, 1), "met", by_waiver=True),
        Segment(date(2026, 12, 1), None, "met"),
    ],
    "from_on": date(2025, 4, 1),
    "until_on": date(2027, 4, 1),
    "today": date(2026, 3, 3),
}


@dataclass(frozen=True, kw_only=True)
class RequirementBar(Component, name="requirement_bar", examples=(EXAMPLE, {**EXAMPLE, "shows_dates": False})):
    """One requirement as a bar: what it was, is and will be if nothing happens, with today marked.

    Segments are (from, until, verdict, in_grace, by_plan, by_waiver), half-open and in order; the axis is half-open
    too.
    """

    label: str
    segments: Sequence[Any]
    from_on: date
    until_on: date
    today: date
    shows_axis: bool = True
    shows_dates: bool = True

    @property
    def axis(self) -> Axis:
        return Axis(self.from_on, self.until_on)

    @property
    def ticks(self) -> list[Tick]:
        return self.axis.ticks()

    @property
    def today_at(self) -> float | None:
        return self.axis.share(self.today) if self.axis.holds(self.today) else None

    @property
    def today_side(self) -> str:
        return "end" if (self.today_at or 0) > 85 else "start"

    @property
    def height(self) -> int:
        return 62 if self.shows_axis else 38

    @property
    def stretches(self) -> list[Stretch]:
        segments = (Segment(*segment) for segment in self.segments)
        return [stretch for segment in segments if (stretch := self._stretch(segment)).width > 0]

    @property
    def description(self) -> str:
        return "; ".join(f"{stretch.words} {stretch.period}" for stretch in self.stretches) or "No dates to show"

    def _stretch(self, segment: Segment) -> Stretch:
        key = drawn_verdict(*segment[2:])
        if key not in DRAWN:
            raise ComponentError(f"requirement_bar: there is no verdict {segment.verdict!r}.")
        from_on = max(segment.from_on or self.from_on, self.from_on)
        until_on = min(segment.until_on or self.until_on, self.until_on)
        x = self.axis.share(from_on)
        width = round(self.axis.share(until_on) - x, 3)
        period = dates.period_in_words(segment.from_on, segment.until_on)
        return Stretch(x, width, key, DRAWN[key][0], period, from_on, until_on)


@dataclass(frozen=True, kw_only=True)
class TimelineLegend(Component, name="timeline_legend", examples=({}, {"verdicts": ["met", "in_grace", "not_met"]})):
    """What the bars' shapes and colours mean. Without `verdicts` it explains all of them."""

    verdicts: Sequence[str] = tuple(DRAWN)

    @property
    def samples(self) -> list[tuple[str, str]]:
        return [(key, DRAWN[key][0]) for key in self.verdicts]
