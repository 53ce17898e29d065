from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from courses import operations
from courses.models import SessionReminder
from courses.reminding import threshold_due
from jobs.operations import drain, settle
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


@pytest.fixture
def session(network, facilitator, nurse, now):
    session = a_session(network, facilitator, now + timedelta(days=10))
    operations.book_session(session=session, person=nurse, by=nurse, at=now)
    settle(topic="courses.booking_mail", at=now)
    return session


def reminded(at):
    """Let the scheduler run at the moment; what was mailed since the last look."""
    mail.outbox.clear()
    operations.remind(at=at)
    drain(at=lambda: at)
    return [message.subject for message in mail.outbox]


@pytest.mark.parametrize(
    ("hours_left", "due"), [(169, None), (168, 168), (25, 168), (24, 24), (1, 24), (0, None), (-1, None)]
)
def test_the_threshold_is_the_last_one_crossed(now, hours_left, due):
    assert threshold_due(now + timedelta(hours=hours_left), now) == due


def test_a_week_and_a_day_ahead_each_once_however_often_the_scheduler_runs(session):
    moments = [session.starts_at - timedelta(hours=hours) for hours in (169, 168, 167, 25, 24, 23, 1, 0, -1)]
    counts = [len(reminded(moment)) for moment in moments]
    assert counts == [0, 1, 0, 0, 1, 0, 0, 0, 0]


def test_after_an_outage_only_the_newest_is_sent(session):
    assert reminded(session.starts_at - timedelta(hours=3)) == ["Reminder: Adjusting insulin"]
    assert list(SessionReminder.objects.values_list("hours", flat=True)) == [24]


def test_a_session_that_has_moved_is_reminded_of_anew(session, facilitator):
    at = session.starts_at - timedelta(hours=20)
    assert len(reminded(at)) == 1
    later = session.starts_at + timedelta(days=3)
    values = {"starts_at": later, "ends_at": later + timedelta(hours=1)}
    operations.change_session(session=session, values=values, by=facilitator, at=at)
    settle(topic="courses.booking_mail", at=at)
    assert [len(reminded(later - timedelta(hours=hours))) for hours in (90, 24)] == [1, 1]


def test_who_gave_the_place_back_hears_no_more(session, nurse):
    at = session.starts_at - timedelta(hours=20)
    operations.remind(at=at)
    operations.cancel_booking(session=session, person=nurse, by=nurse, at=at)
    settle(topic="courses.booking_mail", at=at)
    assert reminded(at + timedelta(minutes=1)) == []


def test_who_waits_is_not_reminded_and_a_cancelled_session_is_not_mentioned(session, network, facilitator, now):
    full = a_session(network, facilitator, session.starts_at, capacity=1)
    operations.book_session(session=full, person=employed(a_practice(network)), by=None, at=now)
    operations.join_waiting_list(session=full, person=employed(a_practice(network)), by=None, at=now)
    operations.cancel_session(session=session, by=facilitator, at=now)
    settle(topic="courses.booking_mail", at=now)
    assert reminded(session.starts_at - timedelta(hours=20)) == ["Reminder: Adjusting insulin"]


def test_who_has_just_booked_is_not_reminded_in_the_same_hour(session, network):
    at = session.starts_at - timedelta(hours=5)
    late = employed(a_practice(network))
    operations.book_session(session=session, person=late, by=late, at=at)
    settle(topic="courses.booking_mail", at=at)
    assert [len(reminded(at + timedelta(minutes=minutes))) for minutes in (1, 61)] == [1, 1]
