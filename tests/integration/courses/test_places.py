"""Places at a session: nobody too many, the waiting list in its order, nobody with too many of them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, connections

from courses import operations
from courses.models import Booking, BookingChange, LiveSession
from courses.operations import places
from courses.queries import bookings_of, changes_at, rank_of, waiting_at, waits_of
from jobs.operations import drain
from tests.factories.courses import a_session
from tests.factories.practices import a_network, a_practice, a_specialist_nurse, employed


@pytest.fixture
def network(db):
    return a_network()


@pytest.fixture
def facilitator(network):
    return a_specialist_nurse(network)


@pytest.fixture
def people(network):
    """Four, each of a practice of their own."""
    return [employed(a_practice(network)) for _ in range(4)]


@pytest.fixture
def session(network, facilitator, now):
    return a_session(network, facilitator, now + timedelta(days=7), capacity=1)


def book(session, person, at):
    return operations.book_session(session=session, person=person, by=person, at=at)


def wait(session, person, at):
    return operations.join_waiting_list(session=session, person=person, by=person, at=at)


def give_back(session, person, at):
    return operations.cancel_booking(session=session, person=person, by=person, at=at)


def states(session):
    return {b.person.family_name + str(b.pk): b.state for b in Booking.objects.filter(session=session)}


def mailed(now):
    mail.outbox.clear()
    drain(at=lambda: now)
    return sorted((message.to[0], message.subject.split(":")[0]) for message in mail.outbox)


def test_a_place_given_back_goes_to_who_waits_longest_and_both_are_told(session, people, now):
    first, second, third, _ = people
    book(session, first, now)
    wait(session, third, now + timedelta(minutes=1))
    wait(session, second, now + timedelta(minutes=2))
    assert [booking.person for booking in waiting_at(session)] == [third, second]
    mailed(now)
    give_back(session, first, now + timedelta(hours=1))
    assert list(bookings_of(third))
    assert list(waits_of(second))
    assert not list(bookings_of(first))
    assert mailed(now) == sorted(
        [(third.email, "A place has come free for you"), (first.email, "Your place is given back")]
    )


def test_the_rank_on_the_waiting_list_is_the_order_of_joining(session, people, now):
    book(session, people[0], now)
    ranks = [rank_of(wait(session, person, now + timedelta(minutes=n))) for n, person in enumerate(people[1:])]
    assert ranks == [1, 2, 3]


def test_who_leaves_the_list_and_comes_back_is_last(session, people, now):
    book(session, people[0], now)
    wait(session, people[1], now + timedelta(minutes=1))
    wait(session, people[2], now + timedelta(minutes=2))
    give_back(session, people[1], now + timedelta(minutes=3))
    wait(session, people[1], now + timedelta(minutes=4))
    assert [booking.person for booking in waiting_at(session)] == [people[2], people[1]]


def test_waiting_where_there_is_a_place_gives_it_at_once(session, people, now):
    assert wait(session, people[0], now).state == "booked"


def test_more_places_go_to_who_waits(session, people, now):
    book(session, people[0], now)
    for number, person in enumerate(people[1:]):
        wait(session, person, now + timedelta(minutes=number))
    operations.change_session(session=session, values={"capacity": 3}, by=None, at=now + timedelta(hours=1))
    assert sorted(Booking.objects.filter(session=session).values_list("state", flat=True)) == ["booked"] * 3 + [
        "waiting"
    ]
    assert [booking.person for booking in waiting_at(session)] == [people[3]]


def test_there_cannot_be_fewer_places_than_are_taken(network, facilitator, people, now):
    session = a_session(network, facilitator, now + timedelta(days=7), capacity=2)
    for person in people[:2]:
        book(session, person, now)
    with pytest.raises(ValueError, match="2 places are taken"):
        operations.change_session(session=session, values={"capacity": 1}, by=None, at=now)
    assert LiveSession.objects.get(pk=session.pk).capacity == 2


@pytest.mark.parametrize(("minutes", "refusal"), [(-1, "Bookings open at"), (0, ""), (59, ""), (60, "Bookings closed")])
def test_bookings_are_open_from_the_first_moment_until_the_last_not_included(
    network, facilitator, people, now, minutes, refusal
):
    session = a_session(
        network,
        facilitator,
        now + timedelta(days=7),
        bookings_open_at=now,
        bookings_close_at=now + timedelta(hours=1),
    )
    at = now + timedelta(minutes=minutes)
    if not refusal:
        assert book(session, people[0], at).state == "booked"
        return
    with pytest.raises(ValueError, match=refusal):
        book(session, people[0], at)
    with pytest.raises(ValueError, match=refusal):
        wait(session, people[0], at)


def test_a_place_given_back_after_the_deadline_stays_empty(network, facilitator, people, now):
    closes = now + timedelta(hours=1)
    session = a_session(network, facilitator, now + timedelta(days=7), capacity=1, bookings_close_at=closes)
    book(session, people[0], now)
    wait(session, people[1], now)
    give_back(session, people[0], closes)
    assert not Booking.objects.held().exists()


@pytest.mark.parametrize(
    ("opens", "closes", "refusal"),
    [(None, 1, "have to close by the start"), (0, None, "have to open before"), (-2, -3, "have to open before")],
)
def test_bookings_open_before_they_close_and_close_by_the_start(network, facilitator, now, opens, closes, refusal):
    starts = now + timedelta(days=7)
    with pytest.raises(ValueError, match=refusal):
        a_session(
            network,
            facilitator,
            starts,
            bookings_open_at=None if opens is None else starts + timedelta(days=opens),
            bookings_close_at=None if closes is None else starts + timedelta(days=closes),
        )


def test_one_practice_does_not_take_every_place(network, facilitator, people, now):
    session = a_session(network, facilitator, now + timedelta(days=7), capacity=3, places_per_practice=1)
    practice = a_practice(network)
    one, colleague = employed(practice), employed(practice)
    book(session, one, now)
    with pytest.raises(ValueError, match="Your practice holds 1 place already"):
        book(session, colleague, now)
    with pytest.raises(ValueError, match="Your practice holds 1 place already"):
        wait(session, colleague, now)
    assert book(session, people[0], now).state == "booked"


def test_who_may_not_have_the_place_keeps_waiting_and_the_next_gets_it(network, facilitator, session, people, now):
    book(session, people[0], now)
    wait(session, people[1], now)
    wait(session, people[2], now + timedelta(minutes=1))
    same_time = a_session(network, facilitator, session.starts_at + timedelta(minutes=30))
    book(same_time, people[1], now + timedelta(minutes=2))
    give_back(session, people[0], now + timedelta(minutes=3))
    assert (list(waits_of(people[1])) != [], [b.session for b in bookings_of(people[2])]) == (True, [session])


def test_nobody_has_two_places_at_the_same_time(network, facilitator, session, people, now):
    book(session, people[0], now)
    overlapping = a_session(network, facilitator, session.ends_at - timedelta(minutes=1))
    with pytest.raises(ValueError, match="You have a place at “Adjusting insulin” at the same time"):
        book(overlapping, people[0], now)
    after = a_session(network, facilitator, session.ends_at)
    assert book(after, people[0], now).state == "booked"


def test_nobody_hoards_places_and_one_given_back_makes_room(network, facilitator, people, now):
    ahead = [a_session(network, facilitator, now + timedelta(days=1 + n)) for n in range(7)]
    for session in ahead[:6]:
        book(session, people[0], now)
    with pytest.raises(ValueError, match="You hold or wait for 6 places"):
        book(ahead[6], people[0], now)
    give_back(ahead[0], people[0], now)
    assert book(ahead[6], people[0], now).state == "booked"


def test_places_at_sessions_that_have_begun_or_were_cancelled_are_not_hoarded(network, facilitator, people, now):
    ahead = [a_session(network, facilitator, now + timedelta(days=1 + n)) for n in range(8)]
    for session in ahead[:6]:
        book(session, people[0], now)
    operations.cancel_session(session=ahead[5], by=facilitator, at=now)
    assert book(ahead[6], people[0], now).state == "booked"
    assert book(ahead[7], people[0], ahead[0].starts_at).state == "booked"


def test_what_became_of_the_places_is_kept_in_order(session, people, now):
    book(session, people[0], now)
    wait(session, people[1], now)
    give_back(session, people[0], now)
    assert [(c.booking.person, c.state) for c in changes_at(session)] == [
        (people[0], "booked"),
        (people[1], "waiting"),
        (people[0], "cancelled"),
        (people[1], "booked"),
    ]


def most_held(session):
    """The most places held at any moment, replayed from what became of each."""
    held, most = set(), 0
    for change in BookingChange.objects.filter(booking__session=session).order_by("id"):
        (held.add if change.state == "booked" else held.discard)(change.booking_id)
        most = max(most, len(held))
    return most


def at_once(work, people):
    def attempt(person):
        with closing(connections["default"]):
            try:
                return work(person)
            except ValueError as refusal:
                return str(refusal)

    with ThreadPoolExecutor(len(people)) as threads:
        return list(threads.map(attempt, people))


def test_twelve_people_at_once_get_the_three_places_and_no_more(committed_db, now):
    network = a_network()
    session = a_session(network, a_specialist_nurse(network), now + timedelta(days=7), capacity=3)
    people = [employed(a_practice(network)) for _ in range(12)]
    outcomes = at_once(lambda person: book(session, person, now).state, people)
    full = "This session is full. You can join the waiting list, or choose another one."
    assert sorted(outcomes) == sorted(["booked"] * 3 + [full] * 9)
    assert (Booking.objects.held().count(), most_held(session)) == (3, 3)


def test_places_given_back_at_once_go_to_as_many_who_wait(committed_db, now):
    network = a_network()
    session = a_session(network, a_specialist_nurse(network), now + timedelta(days=7), capacity=4)
    people = [employed(a_practice(network)) for _ in range(12)]
    for person in people:
        wait(session, person, now)
    at_once(lambda person: give_back(session, person, now + timedelta(hours=1)).state, people[:4])
    assert {b.person for b in Booking.objects.held()} == set(people[4:8])
    assert most_held(session) == 4


def test_without_the_lock_a_place_is_sold_twice(committed_db, now, monkeypatch):
    """So that the tests above can fail: both have counted before either has written."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    network = a_network()
    session = a_session(network, a_specialist_nurse(network), now + timedelta(days=7), capacity=1)
    people = [employed(a_practice(network)) for _ in range(2)]
    both_counted = threading.Barrier(2, timeout=30)
    monkeypatch.setattr(places, "locked", lambda session: LiveSession.objects.get(pk=session.pk))

    def writes_together(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "courses_booking" '):
            both_counted.wait()
        return execute(sql, params, many, context)

    def work(person):
        with connections["default"].execute_wrapper(writes_together):
            return book(session, person, now).state

    assert at_once(work, people) == ["booked", "booked"]
    assert Booking.objects.held().count() == 2 > session.capacity
