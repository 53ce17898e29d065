from __future__ import annotations

from datetime import date

import pytest

from cms.components import ComponentError, RequirementBar, Segment
from cms.components.axis import Axis, first_days_of_months

YEAR = Axis(date(2026, 1, 1), date(2027, 1, 1))


def bar(*segments: Segment, today: date = date(2026, 6, 15)) -> RequirementBar:
    return RequirementBar(
        label="Visits", segments=segments, from_on=date(2026, 1, 1), until_on=date(2027, 1, 1), today=today
    )


def test_days_are_shares_of_the_axis() -> None:
    assert YEAR.share(date(2026, 1, 1)) == 0
    assert YEAR.share(date(2027, 1, 1)) == 100
    assert YEAR.share(date(2026, 7, 2)) == round(182 * 100 / 365, 3)


def test_days_outside_the_axis_stand_at_its_edges() -> None:
    assert YEAR.share(date(2020, 5, 5)) == 0
    assert YEAR.share(date(2030, 5, 5)) == 100


def test_a_year_has_a_tick_for_each_month_and_names_the_year_once() -> None:
    labels = [tick.label for tick in YEAR.ticks()]
    assert labels == ["Jan 2026", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def test_three_years_have_a_tick_for_each_quarter() -> None:
    assert len(Axis(date(2025, 4, 1), date(2028, 4, 1)).ticks()) == 12


def test_the_end_of_the_axis_gets_no_tick() -> None:
    assert list(first_days_of_months(date(2026, 1, 2), date(2026, 3, 1))) == [date(2026, 2, 1)]


def test_segments_lie_side_by_side_and_fill_the_axis() -> None:
    stretches = bar(Segment(None, date(2026, 4, 1), "not_yet_due"), Segment(date(2026, 4, 1), None, "met")).stretches
    assert [stretch.key for stretch in stretches] == ["not_yet_due", "met"]
    assert stretches[0].x + stretches[0].width == pytest.approx(stretches[1].x)
    assert sum(stretch.width for stretch in stretches) == pytest.approx(100)


def test_grace_is_drawn_apart_from_met() -> None:
    assert [stretch.key for stretch in bar(Segment(None, None, "met", True)).stretches] == ["in_grace"]


@pytest.mark.parametrize(
    ("segment", "key", "words"),
    [
        (Segment(None, None, "met", by_plan=True), "by_plan", "Met, by plan"),
        (Segment(None, None, "met", by_waiver=True), "by_waiver", "Met, with a waiver"),
        (Segment(None, None, "met", True, True, True), "by_plan", "Met, by plan"),
        (Segment(None, None, "not_met", by_waiver=True), "not_met", "Not met"),
    ],
)
def test_what_a_met_stretch_leans_on_is_drawn_and_said(segment: Segment, key: str, words: str) -> None:
    (stretch,) = bar(segment).stretches
    assert (stretch.key, stretch.words) == (key, words)
    assert f">{words}</td>" in str(bar(segment))


def test_segments_outside_the_axis_are_left_out() -> None:
    assert bar(Segment(date(2020, 1, 1), date(2021, 1, 1), "met")).stretches == []


def test_the_dates_beside_the_bar_name_the_last_day_inside() -> None:
    html = str(bar(Segment(date(2026, 4, 1), date(2026, 9, 1), "met")))
    assert html.count("1 April 2026 to 31 August 2026") == 2  # in the picture's description, and in the table


def test_today_is_marked_only_when_the_axis_holds_it() -> None:
    assert str(bar(Segment(None, None, "met"))).count(">Today</text>") == 1
    assert str(bar(Segment(None, None, "met"), today=date(2027, 1, 1))).count(">Today</text>") == 0


def test_the_end_of_the_calendar_counts_as_open() -> None:
    assert bar(Segment(date(2026, 4, 1), date.max, "met")).description == "Met from 1 April 2026"


def test_a_verdict_that_is_not_one_is_an_error() -> None:
    with pytest.raises(ComponentError, match="there is no verdict 'maybe'"):
        str(bar(Segment(None, None, "maybe")))
