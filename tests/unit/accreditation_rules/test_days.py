from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accreditation.rules.days import (
    FOREVER,
    add_days,
    add_months,
    after_last,
    contract_year,
    slot_of,
    validity,
)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 3, 10), 12, date(2026, 3, 10)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (FOREVER, 1, FOREVER),
        (date(9998, 12, 1), 12, FOREVER),
    ],
)
def test_months_lead_to_the_corresponding_day_or_the_last_of_the_month(day, months, expected):
    assert add_months(day, months) == expected


def test_validity_covers_the_anniversary_and_not_the_day_after():
    assert validity(date(2025, 3, 10), 12) == (date(2025, 3, 10), date(2026, 3, 11))


def test_validity_without_months_never_ends():
    assert validity(date(2025, 3, 10), None) == (date(2025, 3, 10), FOREVER)


def test_a_stated_last_day_is_covered():
    assert after_last(date(2025, 12, 31)) == date(2026, 1, 1)
    assert after_last(None) == FOREVER


def test_days_stop_where_the_calendar_does():
    assert add_days(date(9999, 12, 30), 1) == FOREVER
    assert add_days(FOREVER, 90) == FOREVER


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 3, 31), (date(2024, 4, 1), date(2025, 4, 1))),
        (date(2025, 4, 1), (date(2025, 4, 1), date(2026, 4, 1))),
        (date(2026, 1, 1), (date(2025, 4, 1), date(2026, 4, 1))),
    ],
)
def test_contract_year_begins_on_the_framework_s_day(day, expected):
    assert contract_year(day, (4, 1)) == expected


def test_contract_year_may_begin_in_february():
    assert contract_year(date(2021, 1, 31), (2, 1)) == (date(2020, 2, 1), date(2021, 2, 1))


def test_thirtieth_of_september_and_first_of_october_lie_in_different_half_years():
    assert slot_of(date(2025, 9, 30), (4, 1), "half_year") == (date(2025, 4, 1), date(2025, 10, 1))
    assert slot_of(date(2025, 10, 1), (4, 1), "half_year") == (date(2025, 10, 1), date(2026, 4, 1))


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from(["month", "quarter", "half_year", "contract_year"]),
)
def test_every_day_lies_in_its_slot(day, month, first, length):
    began, ended = slot_of(day, (month, first), length)
    assert began <= day < ended


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_the_corresponding_day_is_never_in_a_later_month(day, months):
    later = add_months(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day <= day.day
