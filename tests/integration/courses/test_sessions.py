from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail

from courses import operations
from courses.models import Attendance, Booking
from courses.queries import (
    attendances_of,
    bookings_of,
    people_of_network,
    sessions_awaiting_register,
    upcoming_sessions,
)
from evidence.queries import record_of_person
from evidence.reconciliation import discrepancies
from jobs.operations import drain
from practices import operations as practices
from practices.models import Employment
from tests.factories.courses import a_session
from tests.factories.practices import a_network, a_person, a_practice, a_specialist_nurse, employed


@pytest.fixture
def network(db):
    return a_network()


@pytest.fixture
def facilitator(network):
    return a_specialist_nurse(network)


@pytest.fixture
def nurse(network):
    return employed(a_practice(network))


@pytest.fixture
def gp(network):
    return employed(a_practice(network), "gp_partner")


@pytest.fixture
def session(network, facilitator, now):
    return a_session(network, facilitator, now + timedelta(days=7), capacity=1)


def book(session, person, at):
    return operations.book_session(session=session, person=person, by=person, at=at)


def take(session, at, **minutes):
    return operations.take_register(session=session, minutes=minutes["of"], by=session.facilitator, at=at)


def minutes_known(person, at):
    return [entry.values["minutes"] for entry in record_of_person(person.pk, known_at=at)]


def test_booking_twice_is_booking_once(session, nurse, now):
    assert book(session, nurse, now) == book(session, nurse, now + timedelta(hours=1))


def test_a_full_session_takes_nobody_more(session, nurse, gp, now):
    book(session, nurse, now)
    with pytest.raises(ValueError, match="This session is full"):
        book(session, gp, now)


def test_a_cancelled_place_can_be_booked_by_somebody_else(session, nurse, gp, now):
    book(session, nurse, now)
    operations.cancel_booking(session=session, person=nurse, by=nurse, at=now)
    assert book(session, gp, now).person == gp
    assert list(bookings_of(nurse)) == []


def test_a_booking_can_be_cancelled_and_made_again(session, nurse, now):
    book(session, nurse, now)
    operations.cancel_booking(session=session, person=nurse, by=nurse, at=now)
    book(session, nurse, now + timedelta(hours=1))
    assert list(Booking.objects.values_list("state", "cancelled_at")) == [("booked", None)]


def test_only_a_place_that_is_held_can_be_given_back(session, nurse, now):
    with pytest.raises(ValueError, match="You have no place"):
        operations.cancel_booking(session=session, person=nurse, by=nurse, at=now)


def test_bookings_close_when_the_session_begins(session, nurse):
    with pytest.raises(ValueError, match="bookings are closed"):
        book(session, nurse, session.starts_at)


def test_a_session_has_to_end_after_it_starts(network, facilitator, now):
    with pytest.raises(ValueError, match="has to end after it starts"):
        a_session(network, facilitator, now, minutes=0)


def test_everybody_who_booked_is_told_when_a_session_is_cancelled(session, nurse, facilitator, now):
    book(session, nurse, now)
    operations.cancel_session(session=session, by=facilitator, at=now)
    operations.cancel_session(session=session, by=facilitator, at=now)
    drain(at=lambda: now)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([nurse.email], "Cancelled: Adjusting insulin")
    ]
    with pytest.raises(ValueError, match="was cancelled"):
        book(session, nurse, now)


def test_a_session_with_a_register_is_not_cancelled(session, nurse, facilitator, now):
    book(session, nurse, now)
    take(session, session.ends_at, of={nurse: 90})
    with pytest.raises(ValueError, match="took place"):
        operations.cancel_session(session=session, by=facilitator, at=session.ends_at)


def test_the_register_is_evidence_with_the_role_held_on_the_day(session, nurse, now):
    book(session, nurse, now)
    take(session, session.ends_at, of={nurse: 75})
    entry = record_of_person(nurse.pk, known_at=session.ends_at).get()
    assert (entry.kind, entry.happened_on, entry.recorded_by) == (
        "session.attended",
        date(2026, 6, 22),
        session.facilitator,
    )
    assert entry.values == {
        "session": str(session.pk),
        "programme": "network-education",
        "minutes": 75,
        "role": "practice_nurse",
        "participatory": True,
    }


def test_somebody_who_was_not_there_is_not_recorded(session, nurse, now):
    book(session, nurse, now)
    assert take(session, session.ends_at, of={nurse: 0}) == []
    assert minutes_known(nurse, session.ends_at) == []


def test_a_register_taken_twice_records_once(session, nurse, now):
    book(session, nurse, now)
    assert (len(take(session, session.ends_at, of={nurse: 90})), take(session, session.ends_at, of={nurse: 90})) == (
        1,
        [],
    )


def test_attendance_corrected_twice_keeps_what_was_known_each_time(session, nurse, now):
    book(session, nurse, now)
    moments = [session.ends_at + timedelta(days=days) for days in range(4)]
    for moment, minutes in zip(moments, (90, 60, 0, 45), strict=True):
        take(session, moment, of={nurse: minutes})
    assert [minutes_known(nurse, moment) for moment in moments] == [[90], [60], [], [45]]
    assert list(Attendance.objects.values_list("revision", "minutes")) == [(1, 90), (2, 60), (3, 45)]
    assert [row.minutes for row in attendances_of(nurse)] == [45]
    assert list(discrepancies("courses.attendance")) == []


def test_somebody_of_the_network_may_come_without_a_booking(session, gp):
    take(session, session.ends_at, of={gp: 90})
    assert attendances_of(gp).get().role == "gp_partner"


def test_somebody_from_elsewhere_is_refused_by_name_and_nobody_is_recorded(session, nurse):
    stranger = employed(a_practice(a_network("Elsewhere")), person=a_person("Lena", "Holm"))
    with pytest.raises(ValueError, match=r"^Lena Holm neither booked nor works in the network"):
        take(session, session.ends_at, of={nurse: 90, stranger: 90})
    assert Attendance.objects.count() == 0


def test_impossible_minutes_are_refused_by_name(session, nurse):
    with pytest.raises(ValueError, match=rf"^{nurse.name}: Enter minutes from 1 to 90"):
        take(session, session.ends_at, of={nurse: 91})


def test_the_register_opens_with_the_session(session, nurse):
    with pytest.raises(ValueError, match="The register opens when"):
        take(session, session.starts_at - timedelta(minutes=1), of={nurse: 90})


def test_the_role_is_that_of_the_day_not_of_the_register(session, nurse, now):
    book(session, nurse, now)
    post = Employment.objects.current().get(person=nurse)
    practices.end_employment(employment=post, ended_on=date(2026, 6, 23), by=None, at=now)
    practices.employ_person(
        person=nurse,
        practice=post.practice,
        role="advanced_nurse_practitioner",
        sessions=8,
        started_on=date(2026, 6, 23),
        by=None,
        at=now,
    )
    take(session, session.ends_at + timedelta(days=10), of={nurse: 90})
    assert attendances_of(nurse).get().role == "practice_nurse"


def test_upcoming_sessions_are_those_going_ahead_of_the_networks_and_the_programme(network, facilitator, now):
    soon = a_session(network, facilitator, now + timedelta(days=1))
    other = a_session(network, facilitator, now + timedelta(days=2), programme="foot-care")
    a_session(network, facilitator, now - timedelta(days=2))
    cancelled = a_session(network, facilitator, now + timedelta(days=3))
    operations.cancel_session(session=cancelled, by=facilitator, at=now)
    elsewhere = a_network("Elsewhere")
    a_session(elsewhere, a_specialist_nurse(elsewhere), now + timedelta(days=1))
    assert list(upcoming_sessions([network.pk], after=now)) == [soon, other]
    assert list(upcoming_sessions([network.pk], "network-education", after=now)) == [soon]


def test_a_session_awaits_its_register_from_its_start_until_somebody_is_on_it(session, network, nurse, now):
    book(session, nurse, now)
    assert list(sessions_awaiting_register([network.pk], at=now)) == []
    assert list(sessions_awaiting_register([network.pk], at=session.starts_at)) == [session]
    take(session, session.ends_at, of={nurse: 90})
    assert list(sessions_awaiting_register([network.pk], at=session.ends_at)) == []


def test_people_of_a_network_are_employed_in_it_or_appointed_by_it(network, nurse, gp, facilitator, today):
    employed(a_practice(a_network("Elsewhere")))
    assert set(people_of_network(network.pk, on=today)) == {nurse, gp, facilitator}


@pytest.mark.parametrize("sessions", [1, 3, 30])
def test_upcoming_sessions_ask_one_query(network, facilitator, now, sessions, django_assert_num_queries):
    practice = a_practice(network)
    for number in range(sessions):
        book(a_session(network, facilitator, now + timedelta(days=1 + number)), employed(practice), now)
    with django_assert_num_queries(1):
        assert [(s.booked, s.facilitator.name) for s in upcoming_sessions([network.pk], after=now)] == [
            (1, facilitator.name)
        ] * sessions
