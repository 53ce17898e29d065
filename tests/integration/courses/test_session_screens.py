from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms import clock
from courses import operations
from courses.models import Attendance, AttendanceClaim, Booking, LiveSession
from tests.factories.accounts import signed_in
from tests.factories.corrections import post_through_the_door
from tests.factories.courses import a_session
from tests.factories.practices import a_network, a_person, a_practice, a_specialist_nurse, an_officer, employed

pytestmark = pytest.mark.django_db

SCHEDULED = {
    "title": "Insulin in frailty",
    "summary": "When less is more.",
    "programme": "network-education",
    "held_on_day": "22",
    "held_on_month": "6",
    "held_on_year": "2027",
    "starts": "18:30",
    "ends": "20:00",
    "place": "Board room",
    "capacity": "20",
    "parts": "1",
    "weeks_apart": "1",
    "participatory": "on",
}


@pytest.fixture
def network():
    return a_network()


@pytest.fixture
def facilitator(network):
    return a_specialist_nurse(network)


@pytest.fixture
def nurse(network):
    return employed(a_practice(network, "Quayside Surgery"), person=a_person("Nadia", "Nurse"))


@pytest.fixture
def gp(network):
    return employed(a_practice(network, "Mill Lane Practice"), "gp_partner", person=a_person("Gareth", "Doctor"))


@pytest.fixture
def session(network, facilitator):
    return a_session(
        network, facilitator, clock.now() + timedelta(days=7), capacity=1, online_link="https://meet.example/abc"
    )


@pytest.fixture
def begun(network, facilitator, nurse):
    """A session that ended an hour ago, for which the nurse had booked."""
    session = a_session(network, facilitator, clock.now() - timedelta(minutes=150))
    operations.book_session(session=session, person=nurse, by=nurse, at=session.scheduled_at)
    return session


def text(response):
    return response.content.decode()


def place(name, session):
    return reverse(f"courses:{name}", args=[session.pk])


def test_a_nurse_books_gives_back_and_books_again(client, nurse, session):
    signed_in(client, nurse)
    assert "You have a place. It stands under My sessions." in text(
        client.post(place("book_session", session), follow=True)
    )
    given = client.post(place("cancel_booking", session), follow=True)
    assert "Done. Your place is free for somebody else." in text(given)
    client.post(place("book_session", session))
    assert list(Booking.objects.values_list("person__family_name", "state")) == [("Nurse", "booked")]


def test_the_link_to_join_is_shown_to_those_who_booked(client, nurse, session):
    signed_in(client, nurse)
    before = text(client.get(place("session", session)))
    client.post(place("book_session", session))
    after = text(client.get(place("session", session)))
    assert ["https://meet.example/abc" in page for page in (before, after)] == [False, True]


def test_a_full_session_offers_no_place_and_refuses_one(client, nurse, gp, session):
    operations.book_session(session=session, person=gp, by=gp, at=clock.now())
    signed_in(client, nurse)
    assert "Book a place" not in text(client.get(place("session", session)))
    assert "This session is full." in text(client.post(place("book_session", session), follow=True))
    assert Booking.objects.count() == 1


def test_somebody_of_another_network_finds_no_session(client, session):
    signed_in(client, employed(a_practice(a_network("Elsewhere"))))
    statuses = [
        client.get(place("session", session)).status_code,
        client.post(place("book_session", session)).status_code,
    ]
    assert (statuses, Booking.objects.count()) == ([404, 404], 0)


def test_a_commissioner_sees_sessions_and_books_none(client, network, session):
    signed_in(client, an_officer(network))
    assert client.get(place("session", session)).status_code == 200
    assert client.post(place("book_session", session)).status_code == 403


@pytest.mark.parametrize("name", ["register", "cancel_session"])
def test_a_nurse_runs_no_session(client, nurse, begun, name):
    assert signed_in(client, nurse).get(place(name, begun)).status_code == 403


def test_the_list_shows_what_can_be_booked_and_the_registers_to_take(client, facilitator, nurse, session, begun):
    listed = text(signed_in(client, nurse).get(reverse("courses:sessions")))
    assert (listed.count(place("session", session)), "Registers to take" in listed) == (1, False)
    assert "Registers to take" in text(signed_in(client, facilitator).get(reverse("courses:sessions")))


def test_a_specialist_schedules_a_session_at_london_time(client, network, facilitator):
    signed_in(client, facilitator)
    sent = client.post(
        reverse("courses:schedule_session", args=[network.code]), {**SCHEDULED, "facilitator": str(facilitator.pk)}
    )
    made = LiveSession.objects.get()
    assert sent.headers["Location"] == place("session", made)
    assert (made.starts_at.isoformat(), made.minutes) == ("2027-06-22T17:30:00+00:00", 90)
    assert (made.facilitator, made.scheduled_by, made.capacity) == (facilitator, facilitator, 20)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends": "18:00"}, "The session has to end after it starts."),
        ({"starts": ""}, "Enter when it starts, such as 18:30."),
        ({"ends": "late"}, "Enter when it ends, such as 20:00."),
        ({"held_on_day": "31"}, "Day must be a real date"),
        ({"place": ""}, "Say where it is: a place, a link to join, or both."),
        ({"programme": "Network education"}, "Use small letters, numbers and hyphens"),
        ({"capacity": "0"}, "Enter at least 1 place."),
    ],
)
def test_a_refused_session_comes_back_filled_in(client, network, facilitator, changes, sentence):
    signed_in(client, facilitator)
    sent = {**SCHEDULED, "facilitator": str(facilitator.pk), **changes}
    page = text(client.post(reverse("courses:schedule_session", args=[network.code]), sent))
    kept = [value for value in sent.values() if value not in ("on", "") and value not in page]
    assert (sentence in page, kept, LiveSession.objects.count()) == (True, [], 0)


def test_nobody_schedules_for_another_network(client, network):
    signed_in(client, a_specialist_nurse(a_network("Elsewhere")))
    response = client.post(reverse("courses:schedule_session", args=[network.code]), SCHEDULED)
    assert (response.status_code, LiveSession.objects.count()) == (404, 0)


def test_the_facilitator_takes_the_register_of_those_who_booked_and_of_a_walk_in(client, facilitator, nurse, gp, begun):
    signed_in(client, facilitator)
    assert "Doctor, Gareth (Mill Lane Practice)" in text(client.get(place("register", begun)))
    taken = {
        f"here_{nurse.key}": "on",
        f"minutes_{nurse.key}": "60",
        "walk_in": gp.key,
        "walk_in_minutes": "90",
    }
    saved = client.post(place("register", begun), taken, follow=True)
    assert "Saved. 2 on the register." in text(saved)
    assert dict(Attendance.objects.values_list("person__family_name", "minutes")) == {"Nurse": 60, "Doctor": 90}


def test_taking_the_tick_away_corrects_the_register(client, facilitator, nurse, begun):
    signed_in(client, facilitator)
    for taken in ({f"here_{nurse.key}": "on"}, {}):
        post_through_the_door(client, place("register", begun), {**taken, f"minutes_{nurse.key}": "90", "walk_in": ""})
    assert Attendance.objects.current().count() == 0
    assert Attendance.objects.count() == 1


def test_impossible_minutes_come_back_with_the_name(client, facilitator, nurse, begun):
    signed_in(client, facilitator)
    page = text(client.post(place("register", begun), {f"here_{nurse.key}": "on", f"minutes_{nurse.key}": "900"}))
    assert ("Enter minutes from 1 to 90 for Nadia Nurse." in page, 'value="900"' in page) == (True, True)
    assert Attendance.objects.count() == 0


def test_a_walk_in_without_minutes_is_asked_for(client, facilitator, nurse, gp, begun):
    signed_in(client, facilitator)
    sent = {f"minutes_{nurse.key}": "90", "walk_in": gp.key, "walk_in_minutes": ""}
    assert "Enter for how many minutes they were there." in text(client.post(place("register", begun), sent))


def test_the_register_is_closed_until_the_session_starts(client, facilitator, session):
    signed_in(client, facilitator)
    assert "The register opens when the session starts" in text(client.get(place("register", session), follow=True))


def test_cancelling_asks_once_more_and_then_cancels(client, facilitator, session):
    signed_in(client, facilitator)
    assert "Cancel this session?" in text(client.get(place("cancel_session", session)))
    assert LiveSession.objects.get().is_cancelled is False
    client.post(place("cancel_session", session))
    assert LiveSession.objects.get().is_cancelled is True


def test_my_sessions_add_up_the_participatory_hours(client, facilitator, nurse, begun):
    operations.take_register(session=begun, minutes={nurse: 75}, by=facilitator, at=clock.now())
    page = text(signed_in(client, nurse).get(reverse("courses:my_sessions")))
    assert "1 hour 15 minutes of participatory CPD in all" in page


@pytest.mark.parametrize("sessions", [1, 3, 30])
def test_the_list_asks_as_many_queries_for_any_number_of_sessions(
    client, network, facilitator, nurse, sessions, django_assert_num_queries
):
    for number in range(sessions):
        session = a_session(network, facilitator, clock.now() + timedelta(days=1 + number))
        if number < 3:
            operations.book_session(session=session, person=nurse, by=nurse, at=clock.now())
    signed_in(client, nurse)
    client.get(reverse("courses:sessions"))
    with django_assert_num_queries(6):
        client.get(reverse("courses:sessions"))


@pytest.mark.parametrize("people", [1, 3, 30])
def test_the_register_asks_as_many_queries_for_any_number_of_people(
    client, network, facilitator, people, django_assert_num_queries
):
    session = a_session(network, facilitator, clock.now() - timedelta(minutes=150), capacity=40)
    for _ in range(people):
        person = employed(a_practice(network))
        operations.book_session(session=session, person=person, by=person, at=session.scheduled_at)
    signed_in(client, facilitator)
    client.get(place("register", session))
    with django_assert_num_queries(11):
        client.get(place("register", session))


def test_a_full_session_offers_its_waiting_list_and_says_where_one_stands(client, nurse, gp, session):
    operations.book_session(session=session, person=gp, by=gp, at=clock.now())
    signed_in(client, nurse)
    assert "Join the waiting list" in text(client.get(place("session", session)))
    assert "You are number 1 on the waiting list" in text(client.post(place("join_waiting_list", session), follow=True))
    assert "You are on the waiting list" in text(client.get(reverse("courses:sessions")))
    assert session.title in text(client.get(reverse("courses:my_sessions")))
    left = text(client.post(place("cancel_booking", session), follow=True))
    assert ("Join the waiting list" in left, Booking.objects.waiting().count()) == (True, 0)


def test_who_has_a_place_takes_it_into_their_calendar_and_nobody_else(client, nurse, gp, session):
    operations.book_session(session=session, person=nurse, by=nurse, at=clock.now())
    entry = signed_in(client, nurse).get(place("calendar_entry", session))
    assert (entry["Content-Type"], b"METHOD:PUBLISH" in entry.content) == ("text/calendar; charset=utf-8", True)
    assert signed_in(client, gp).get(place("calendar_entry", session)).status_code == 404


def test_a_facilitator_moves_a_session_and_keeps_what_was_typed_when_refused(client, facilitator, nurse, session):
    operations.book_session(session=session, person=nurse, by=nurse, at=clock.now())
    signed_in(client, facilitator)
    shown = client.get(place("change_session", session))
    sent = {name: shown.context["form"][name].value() for name in shown.context["form"].fields}
    day = sent.pop("held_on")
    sent |= {"held_on_day": day.day, "held_on_month": day.month, "held_on_year": day.year, "title": "Moved elsewhere"}
    sent = {name: value for name, value in sent.items() if value is not None}
    refused = client.post(place("change_session", session), {**sent, "ends": sent["starts"]})
    assert "has to end after it starts" in text(refused)
    assert "Moved elsewhere" in text(refused)
    client.post(place("change_session", session), {**sent, "capacity": 5, "closes_on_day": day.day})
    assert LiveSession.objects.get().title == "Adjusting insulin"
    client.post(place("change_session", session), {**sent, "capacity": 5})
    changed = LiveSession.objects.get()
    assert (changed.title, changed.capacity, changed.starts_at.minute) == (
        "Moved elsewhere",
        5,
        session.starts_at.minute,
    )


@pytest.mark.parametrize("people", [1, 3, 30])
def test_a_session_asks_as_many_queries_for_any_number_of_places(
    client, network, facilitator, people, django_assert_num_queries
):
    session = a_session(network, facilitator, clock.now() + timedelta(days=7), capacity=people)
    for _ in range(2 * people):
        person = employed(a_practice(network))
        operations.join_waiting_list(session=session, person=person, by=person, at=clock.now())
    signed_in(client, facilitator)
    client.get(place("session", session))
    with django_assert_num_queries(9):
        client.get(place("session", session))


@pytest.fixture
def running(network, facilitator):
    return a_session(network, facilitator, clock.now() - timedelta(minutes=5), minutes=600)


def test_a_nurse_checks_in_with_the_code_on_the_screen(client, nurse, facilitator, running):
    shown = signed_in(client, facilitator).get(place("check_in_code", running))
    assert "<svg" in text(shown)
    signed_in(client, nurse)
    assert place("check_in", running) in text(client.get(place("session", running)))
    refused = client.post(place("check_in", running), {"code": "AAAAAA"})
    assert "not the code on the screen" in text(refused)
    # a second later at most two minutes have begun, and the code of each is good in the next
    answer = client.post(place("check_in", running), {"code": shown.context["code"]}, follow=True)
    assert "You are checked in, with 600 minutes." in text(answer)


def test_opening_the_address_of_the_square_checks_nobody_in(client, nurse, running):
    page = text(signed_in(client, nurse).get(place("check_in", running) + "?code=BCDFGH"))
    assert ("BCDFGH" in page, AttendanceClaim.objects.count()) == (True, 0)


def test_no_code_is_shown_before_a_session_begins(client, facilitator, session):
    page = text(signed_in(client, facilitator).get(place("check_in_code", session)))
    assert "The code is shown here while the session runs." in page


def test_who_was_forgotten_says_so_and_a_facilitator_decides(client, nurse, gp, facilitator, begun):
    operations.take_register(session=begun, minutes={gp: 90}, by=facilitator, at=clock.now())
    signed_in(client, nurse)
    assert place("claim_attendance", begun) in text(client.get(place("session", begun)))
    client.post(place("claim_attendance", begun), {"minutes": "80"})
    signed_in(client, facilitator)
    where = reverse("courses:attendance", args=[begun.pk, nurse.pk])
    assert [where in text(client.get(page)) for page in (reverse("courses:sessions"), place("register", begun))] == [
        True,
        True,
    ]
    claim = AttendanceClaim.objects.get()
    kept = text(client.post(where, {"verdict": claim.pk, "reason": ""}))
    assert "Say why you decide so." in kept
    client.post(where, {"verdict": claim.pk, "reason": "On the paper list."})
    assert Attendance.objects.get(person=nurse).minutes == 80
    page = text(client.get(where))
    assert ("On the paper list." in page, "80 minutes" in page.replace("1 hour 20 minutes", "80 minutes")) == (
        True,
        True,
    )


def test_a_join_log_is_read_and_goes_into_the_register(client, nurse, facilitator, begun):
    came = begun.starts_at.isoformat()
    lines = f"Name,Email,Join time,Leave time\nX,{nurse.email},{came},{begun.ends_at.isoformat()}\nWho,,{came},{came}\n"
    signed_in(client, facilitator)
    upload = SimpleUploadedFile("log.csv", lines.encode())
    page = text(client.post(place("join_log", begun), {"file": upload}))
    assert ("Nadia Nurse: 1 hour 30 minutes" in page, "Who: 0 minutes" in page) == (True, True)
    assert "Join log: 90 minutes" in text(client.get(place("register", begun)))
    refused = text(client.post(place("join_log", begun), {"file": SimpleUploadedFile("log.csv", b"Colour\nblue\n")}))
    assert "The file needs columns" in refused


def test_a_specialist_schedules_a_series_and_a_nurse_books_it_as_a_whole(client, network, facilitator, nurse):
    sent = {**SCHEDULED, "facilitator": str(facilitator.pk), "parts": "3", "weeks_apart": "2"}
    sent |= {"held_on_month": "10", "sponsor": "A maker of meters", "sponsorship": ""}
    signed_in(client, facilitator)
    where = reverse("courses:schedule_session", args=[network.code])
    assert "Say what the sponsor pays for" in text(client.post(where, sent))
    client.post(where, {**sent, "sponsorship": "Pays for the room. Had no say in what is taught."})
    parts = list(LiveSession.objects.order_by("starts_at"))
    # the clocks go back on 31 October 2027
    assert [part.starts_at.isoformat() for part in parts] == [
        "2027-10-22T17:30:00+00:00",
        "2027-11-05T18:30:00+00:00",
        "2027-11-19T18:30:00+00:00",
    ]
    signed_in(client, nurse)
    page = text(client.get(place("session", parts[1])))
    assert [words in page for words in ("A maker of meters. Pays for the room.", "Book every part", "(this one)")] == [
        True
    ] * 3
    assert "You have 3 places." in text(client.post(place("book_series", parts[1]), follow=True))
    assert Booking.objects.held().filter(person=nurse).count() == 3
