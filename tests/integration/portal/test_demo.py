from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from accreditation.models import Framework
from accreditation.queries import register
from evidence.reconciliation import discrepancies, registered_sources
from portal.demo.days import Days, at
from portal.demo.filling import fill
from practices.models import Network, Person, Practice

pytestmark = pytest.mark.django_db
STATES = {
    "accredited": 9,
    "lapsing_soon": 3,
    "in_grace": 2,
    "lapsed": 2,
    "suspended": 1,
    "withdrawn": 1,
    "working_towards": 4,
    "never": 2,
}


def filled(today: date, bare: bool = False) -> datetime:
    now = at(today, 18)
    fill(today=today, now=now, bare=bare, tell=lambda what, done, total: None)
    return now


@pytest.fixture
def _sources() -> None:
    assert len(registered_sources()) >= 6


@pytest.mark.usefixtures("_sources")
def test_every_state_is_on_show_and_everything_adds_up() -> None:
    today = date(2026, 11, 22)
    now = filled(today)
    rows = register(Framework.objects.get(), as_of=today, known_at=now)
    assert Counter(row.status.value for row in rows) == STATES
    assert (Practice.objects.count(), Person.objects.count() >= 150) == (24, True)
    assert [problem for source in registered_sources() for problem in discrepancies(source)] == []
    call_command("rebuild_standing", check=True)


def test_a_bare_demonstration_has_specialists_and_courses_but_no_practice() -> None:
    filled(date(2026, 11, 22), bare=True)
    assert (Network.objects.count(), Practice.objects.count()) == (1, 0)
    assert Framework.objects.count() == 1


def test_outside_the_demonstration_nobody_is_invented() -> None:
    with pytest.raises(CommandError, match="This is not a demonstration"):
        call_command("demo")


@pytest.mark.parametrize("today", [date(2027, 2, 28), date(2027, 4, 1), date(2028, 2, 29), date(2028, 9, 30)])
def test_the_half_years_lie_behind_today_whatever_day_it_is(today: date) -> None:
    slots = Days(today).slots
    assert slots[-1][0] <= today < slots[-1][1]
    assert [ends for _, ends in slots[:-1]] == [starts for starts, _ in slots[1:]]
    assert slots[0][0] <= today - timedelta(days=730 - 366)
