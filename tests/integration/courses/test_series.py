"""Sessions that belong together."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses import operations
from courses.models import Booking, LiveSession, SessionSeries
from courses.queries import parts_of
from tests.factories.courses import a_session
from tests.factories.practices import a_network, a_practice, a_specialist_nurse, employed

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return a_network()


@pytest.fixture
def facilitator(network):
    return a_specialist_nurse(network)


@pytest.fixture
def nurse(network):
    return employed(a_practice(network))


def a_series(network, facilitator, starts_at, parts=7, weeks_apart=1, **values):
    return operations.schedule_series(
        network=network,
        parts=parts,
        weeks_apart=weeks_apart,
        by=facilitator,
        at=starts_at - timedelta(days=30),
        programme="network-education",
        title="Evenings",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        facilitator=facilitator,
        place="Board room",
        **{"capacity": 12, **values},
    )


def test_a_series_counts_as_one_place_ahead(network, facilitator, nurse, now):
    series = a_series(network, facilitator, now + timedelta(days=1))
    assert len(operations.book_series(series=series, person=nurse, by=nurse, at=now)) == 7
    for number in range(5):
        session = a_session(network, facilitator, now + timedelta(days=60 + number))
        operations.book_session(session=session, person=nurse, by=nurse, at=now)
    with pytest.raises(ValueError, match="You hold or wait for 6 places"):
        operations.book_session(
            session=a_session(network, facilitator, now + timedelta(days=90)), person=nurse, by=nurse, at=now
        )


def test_a_series_is_booked_whole_or_not_at_all(network, facilitator, nurse, now):
    series = a_series(network, facilitator, now + timedelta(days=1), parts=2)
    other = a_session(network, facilitator, parts_of(series)[1].starts_at)
    operations.book_session(session=other, person=nurse, by=nurse, at=now)
    with pytest.raises(ValueError, match=r"at the same time.*Nothing was booked"):
        operations.book_series(series=series, person=nurse, by=nurse, at=now)
    assert Booking.objects.filter(session__series=series).count() == 0


def test_where_a_part_is_full_one_waits_for_it(network, facilitator, nurse, now):
    series = a_series(network, facilitator, now + timedelta(days=1), parts=2, capacity=1)
    first = parts_of(series)[0]
    other = employed(a_practice(network))
    operations.book_session(session=first, person=other, by=other, at=now)
    made = operations.book_series(series=series, person=nurse, by=nurse, at=now)
    assert [booking.state for booking in made] == ["waiting", "booked"]


def test_parts_that_are_over_are_not_booked(network, facilitator, nurse, now):
    series = a_series(network, facilitator, now + timedelta(days=1), parts=2)
    later = parts_of(series)[0].starts_at
    assert len(operations.book_series(series=series, person=nurse, by=nurse, at=later)) == 1
    with pytest.raises(ValueError, match="No session of this series is still to come"):
        operations.book_series(series=series, person=nurse, by=nurse, at=later + timedelta(days=30))


@pytest.mark.parametrize(("parts", "weeks_apart"), [(1, 1), (27, 1), (2, 0), (2, 13)])
def test_a_series_out_of_bounds_is_refused(network, facilitator, now, parts, weeks_apart):
    with pytest.raises(ValueError, match="from"):
        a_series(network, facilitator, now, parts=parts, weeks_apart=weeks_apart)
    assert (SessionSeries.objects.count(), LiveSession.objects.count()) == (0, 0)


@pytest.mark.parametrize("declared", [{"sponsor": "A maker"}, {"sponsorship": "Pays for the room."}])
def test_a_sponsor_is_declared_whole(network, facilitator, now, declared):
    with pytest.raises(ValueError, match="Name the sponsor"):
        a_session(network, facilitator, now, **declared)
