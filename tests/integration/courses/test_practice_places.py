"""Places that a practice holds before it is known who comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from cms import clock
from courses import operations
from courses.models import Booking
from courses.queries import bookings_at, bookings_of, places_of_practice, unnamed_at, waits_of
from jobs.operations import drain
from tests.factories.accounts import signed_in
from tests.factories.courses import a_session
from tests.factories.practices import a_lead, a_network, a_person, a_practice, a_specialist_nurse, employed

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return a_network()


@pytest.fixture
def practice(network):
    return a_practice(network)


@pytest.fixture
def lead(practice):
    return a_lead(practice)


@pytest.fixture
def nurse(practice):
    return employed(practice, person=a_person("Nadia", "Nurse"))


@pytest.fixture
def session(network):
    return a_session(network, a_specialist_nurse(network), clock.now() + timedelta(days=7), capacity=3)


def hold(session, practice, lead, places, at):
    return operations.book_for_practice(session=session, practice=practice, places=places, by=lead, at=at)


def test_a_practice_holds_places_and_they_are_taken(session, practice, lead, now):
    hold(session, practice, lead, 2, now)
    assert (unnamed_at(session).count(), Booking.objects.held().count()) == (2, 2)
    with pytest.raises(ValueError, match="There is 1 place left"):
        hold(session, practice, lead, 2, now)
    assert Booking.objects.held().count() == 2


def test_a_practice_holds_no_more_than_one_may(network, practice, lead, now):
    session = a_session(network, a_specialist_nurse(network), now + timedelta(days=7), places_per_practice=2)
    hold(session, practice, lead, 1, now)
    with pytest.raises(ValueError, match="One practice may hold 2 places here"):
        hold(session, practice, lead, 2, now)


def test_who_is_named_has_the_place_and_is_told(session, practice, lead, nurse, now):
    place, _ = hold(session, practice, lead, 2, now)
    operations.name_place(booking=place, person=nurse, by=lead, at=now)
    drain(at=lambda: now)
    assert [message.to for message in mail.outbox] == [[nurse.email]]
    assert ([b.person for b in bookings_at(session)], unnamed_at(session).count()) == ([nurse], 1)
    with pytest.raises(ValueError, match="has a name already"):
        operations.name_place(booking=place, person=lead, by=lead, at=now)


def test_who_waits_and_is_named_takes_the_place_of_the_practice_and_stops_waiting(
    network, session, practice, lead, nurse, now
):
    places = hold(session, practice, lead, 3, now)
    operations.join_waiting_list(session=session, person=nurse, by=nurse, at=now)
    operations.name_place(booking=places[0], person=nurse, by=lead, at=now)
    assert (bookings_of(nurse).count(), waits_of(nurse).count(), Booking.objects.held().count()) == (1, 0, 3)


@pytest.mark.parametrize("who", ["stranger", "lead twice"])
def test_only_staff_without_a_place_are_named(network, session, practice, lead, now, who):
    places = hold(session, practice, lead, 2, now)
    operations.name_place(booking=places[0], person=lead, by=lead, at=now)
    person = lead if who == "lead twice" else employed(a_practice(network))
    with pytest.raises(ValueError, match=r"has a place at the session|works at the practice"):
        operations.name_place(booking=places[1], person=person, by=lead, at=now)


def test_a_place_given_back_goes_to_who_waits(network, session, practice, lead, now):
    places = hold(session, practice, lead, 3, now)
    other = employed(a_practice(network))
    operations.join_waiting_list(session=session, person=other, by=other, at=now)
    operations.give_up_place(booking=places[0], by=lead, at=now)
    with pytest.raises(ValueError, match="no place"):
        operations.give_up_place(booking=places[0], by=lead, at=now)
    assert (bookings_of(other).count(), len(places_of_practice(practice, after=now))) == (1, 2)


def test_a_lead_books_names_and_gives_back_on_screen(client, session, practice, lead, nurse):
    signed_in(client, lead)
    listed = reverse("courses:practice_sessions", args=[practice.code])
    where = reverse("courses:practice_session", args=[practice.code, session.pk])
    assert where in client.get(listed).content.decode()
    refused = client.post(where, {"places": "9"}).content.decode()
    assert ("There are 3 places left. Book no more." in refused, 'value="9"' in refused) == (True, True)
    client.post(where, {"places": "2"})
    place = Booking.objects.earliest("pk")
    client.post(reverse("courses:name_place", args=[practice.code, place.pk]), {"person": nurse.key})
    client.post(reverse("courses:give_up_place", args=[practice.code, place.pk + 1]))
    assert list(Booking.objects.held().values_list("person", flat=True)) == [nurse.pk]
    assert "Nadia Nurse: booked" in client.get(where).content.decode()


def test_a_place_of_another_practice_does_not_exist(client, network, session, practice, lead, now):
    [place] = hold(session, practice, lead, 1, clock.now())
    other = a_practice(network)
    signed_in(client, a_lead(other))
    for name in ("name_place", "give_up_place"):
        assert client.post(reverse(f"courses:{name}", args=[other.code, place.pk])).status_code == 404
    assert Booking.objects.held().count() == 1


@pytest.mark.parametrize("sessions", [1, 3, 30])
def test_the_sessions_of_a_practice_ask_as_many_queries_for_any_number(
    client, network, practice, lead, sessions, django_assert_num_queries
):
    for number in range(sessions):
        session = a_session(network, a_specialist_nurse(network), clock.now() + timedelta(days=1 + number))
        hold(session, practice, lead, 1, clock.now())
    signed_in(client, lead)
    client.get(reverse("courses:practice_sessions", args=[practice.code]))
    with django_assert_num_queries(10):
        client.get(reverse("courses:practice_sessions", args=[practice.code]))
