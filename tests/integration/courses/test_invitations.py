"""The calendar entry of a place, read by a calendar's own library."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes

import pytest
from django.core import mail
from ical.calendar_stream import IcsCalendarStream

from cms.clock import LONDON
from courses import operations
from courses.models import Booking
from jobs.operations import drain
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


def book(session, person, at):
    return operations.book_session(session=session, person=person, by=person, at=at)


def received(now):
    """The calendars that were sent since the last look, each as (method in the content type, what a client reads)."""
    mail.outbox.clear()
    drain(at=lambda: now)
    found = []
    for message in mail.outbox:
        for part in message_from_bytes(message.message().as_bytes()).walk():
            if part.get_content_type() == "text/calendar":
                text = part.get_payload(decode=True).decode()
                found.append((part.get_param("method"), IcsCalendarStream.calendar_from_ics(text), text))
    return found


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    ("day", "offset_hours"),
    [
        (date(2027, 3, 27), 0),  # the day before the clocks go forward
        (date(2027, 3, 28), 1),
        (date(2027, 10, 30), 1),  # the day before they go back
        (date(2027, 10, 31), 0),
    ],
)
def test_a_client_reads_london_time_on_both_sides_of_both_clock_changes(
    network, facilitator, nurse, now, day, offset_hours
):
    starts = datetime(day.year, day.month, day.day, 13, tzinfo=LONDON)
    book(a_session(network, facilitator, starts), nurse, now)
    [(method, calendar, text)] = received(now)
    [event] = calendar.events
    assert method == calendar.method == "REQUEST"
    assert (event.dtstart.hour, event.dtstart.date()) == (13, day)
    assert event.dtstart.astimezone(UTC) == starts.astimezone(UTC)
    assert event.dtstart.utcoffset() == timedelta(hours=offset_hours)
    assert event.dtend - event.dtstart == timedelta(minutes=90)
    assert f"DTSTART;TZID=Europe/London:{day:%Y%m%d}T130000" in unfolded(text)
    assert text.count("BEGIN:VTIMEZONE") == 1


def test_a_change_updates_the_same_entry_and_giving_back_cancels_it(network, facilitator, nurse, now):
    session = a_session(network, facilitator, now + timedelta(days=7))
    book(session, nurse, now)
    [(_, booked, _)] = received(now)
    later = session.starts_at + timedelta(hours=2)
    values = {"starts_at": later, "ends_at": later + timedelta(hours=1)}
    operations.change_session(session=session, values=values, by=facilitator, at=now)
    [(_, moved, _)] = received(now)
    operations.cancel_booking(session=session, person=nurse, by=nurse, at=now)
    [(method, gone, _)] = received(now)
    book(session, nurse, now)
    [(_, again, _)] = received(now)
    events = [calendar.events[0] for calendar in (booked, moved, gone, again)]
    assert len({event.uid for event in events}) == 1
    sequences = [event.sequence for event in events]
    assert sequences == sorted(set(sequences))
    assert [calendar.method for calendar in (booked, moved, gone, again)] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST"]
    assert (method, events[2].status) == ("CANCEL", "CANCELLED")
    assert events[1].dtstart.astimezone(UTC) == later


def test_a_cancelled_session_leaves_every_calendar(network, facilitator, nurse, now):
    session = a_session(network, facilitator, now + timedelta(days=7))
    book(session, nurse, now)
    received(now)
    operations.cancel_session(session=session, by=facilitator, at=now)
    [(method, calendar, _)] = received(now)
    assert (method, calendar.events[0].status) == ("CANCEL", "CANCELLED")


def test_what_is_outdated_when_its_turn_comes_is_not_sent(network, facilitator, nurse, now):
    session = a_session(network, facilitator, now + timedelta(days=7))
    book(session, nurse, now)
    operations.change_session(session=session, values={"place": "Elsewhere"}, by=facilitator, at=now)
    [(_, calendar, _)] = received(now)
    assert calendar.events[0].location == "Elsewhere"


def test_another_number_of_places_is_no_news_for_calendars(network, facilitator, nurse, now):
    session = a_session(network, facilitator, now + timedelta(days=7))
    book(session, nurse, now)
    received(now)
    operations.change_session(session=session, values={"capacity": 30}, by=facilitator, at=now)
    assert received(now) == []


def test_the_invitation_names_whom_it_invites_and_asks_for_no_answer(network, facilitator, nurse, now):
    book(a_session(network, facilitator, now + timedelta(days=7), title="Insulin; fear, and hope"), nurse, now)
    [(_, calendar, text)] = received(now)
    assert calendar.events[0].summary == "Insulin; fear, and hope"
    attendee = next(line for line in unfolded(text) if line.startswith("ATTENDEE"))
    assert attendee.endswith(f"mailto:{nurse.email}")
    assert "RSVP=FALSE" in attendee
    assert "PARTSTAT=ACCEPTED" in attendee


def test_waiting_is_no_entry(network, facilitator, nurse, now):
    session = a_session(network, facilitator, now + timedelta(days=7), capacity=1)
    book(session, employed(a_practice(network)), now)
    received(now)
    operations.join_waiting_list(session=session, person=nurse, by=nurse, at=now)
    assert (received(now), len(mail.outbox), Booking.objects.waiting().count()) == ([], 1, 1)
