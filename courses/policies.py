"""Does the state allow it? check_x raises ValueError with a sentence that a user can read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from courses.enums import BookingState
from courses.models import (
    Attempt,
    Booking,
    Completion,
    Course,
    Enrolment,
    LiveSession,
    Package,
    PackageLaunch,
    Response,
)
from courses.wording import moment_in_words
from practices.models import Person

MOST_PLACES_AHEAD = 6
MOST_PARTS, MOST_WEEKS_APART = 26, 12
MOST_PLACES_OF_A_PRACTICE = 20
# Sources that are no more than so many minutes apart say the same.
TOLERANCE_MINUTES = 10
# Whoever checks in no later than so long after the start was there from the start.
ON_TIME = timedelta(minutes=10)
CLAIM_WITHIN = timedelta(days=28)


def check_course_open(course: Course) -> None:
    if not course.is_open:
        raise ValueError(f"{course.title} is closed. Nobody can start it now.")


def check_current_edition(enrolment: Enrolment, course: Course) -> None:
    if enrolment.edition != course.edition:
        raise ValueError(f"There is a new edition of {course.title}. Start it again from the course's page.")


def check_not_completed(completion: Completion | None) -> None:
    if completion is not None:
        raise ValueError("You have completed this course. To go through it again, choose “Take it again”.")


def check_bank_suffices(course: Course, questions: int) -> None:
    if questions < course.questions_per_attempt:
        raise ValueError("The quiz is not ready: it has too few questions. Tell the course's editors.")


def attempts_left(course: Course, submitted: int) -> int:
    """Attempts until the next pause; after a full run of them, as many again."""
    return course.attempts_allowed - submitted % course.attempts_allowed


def pause_ends_at(course: Course, submitted: Sequence[Attempt]) -> datetime | None:
    """When the next attempt may start, if a pause follows the last one. `submitted` in order."""
    if not submitted or len(submitted) % course.attempts_allowed:
        return None
    last = submitted[-1].submitted_at
    assert last is not None
    return last + timedelta(hours=course.cool_off_hours)


def check_may_attempt(course: Course, submitted: Sequence[Attempt], at: datetime) -> None:
    if any(attempt.has_passed for attempt in submitted):
        raise ValueError("You have passed this quiz already.")
    opens_at = pause_ends_at(course, submitted)
    if opens_at is not None and at < opens_at:
        raise ValueError(
            f"You have used {course.attempts_allowed} attempts. You can try again from {moment_in_words(opens_at)}. "
            "The lessons stay open until then."
        )


def check_own(enrolment: Enrolment, person: Person) -> None:
    if enrolment.person_id != person.pk:
        raise ValueError("This belongs to somebody else.")


def check_attempt_open(attempt: Attempt) -> None:
    if not attempt.is_open:
        raise ValueError("This attempt was submitted already. Its answers cannot be changed.")


def check_all_answered(responses: Sequence[Response]) -> None:
    missing = [str(response.position) for response in responses if not response.is_answered]
    if missing:
        raise ValueError(f"Answer question {', '.join(missing)} first.")


def check_session_times(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise ValueError("The session has to end after it starts.")
    if ends_at - starts_at > timedelta(hours=24):
        raise ValueError("A session lasts a day at most. Schedule one for each day.")


def check_sponsor_declared(session: LiveSession) -> None:
    if bool(session.sponsor) != bool(session.sponsorship):
        raise ValueError("Name the sponsor, and say what it pays for and what it has no say in; or leave both empty.")


def check_series(parts: int, weeks_apart: int) -> None:
    if not 2 <= parts <= MOST_PARTS:
        raise ValueError(f"A series has from 2 to {MOST_PARTS} sessions.")
    if not 1 <= weeks_apart <= MOST_WEEKS_APART:
        raise ValueError(f"Enter from 1 to {MOST_WEEKS_APART} weeks between the sessions of a series.")


def check_something_to_book(parts: int) -> None:
    if not parts:
        raise ValueError("No session of this series is still to come.")


def check_going_ahead(session: LiveSession) -> None:
    if session.is_cancelled:
        raise ValueError("This session was cancelled.")


def check_booking_times(session: LiveSession) -> None:
    """Bookings open before they close, and close by the start."""
    if session.bookings_close_at and session.bookings_close_at > session.starts_at:
        raise ValueError("Bookings have to close by the start of the session.")
    if session.bookings_open_at and session.bookings_open_at >= session.booking_ends_at:
        raise ValueError("Bookings have to open before they close.")


def check_not_started(session: LiveSession, at: datetime) -> None:
    if at >= session.starts_at:
        raise ValueError(
            "This session has begun, so bookings are closed. The facilitator can still put you on the register."
        )


def check_bookings_open(session: LiveSession, at: datetime) -> None:
    check_going_ahead(session)
    check_not_started(session, at)
    if session.bookings_open_at and at < session.bookings_open_at:
        raise ValueError(f"Bookings open at {moment_in_words(session.bookings_open_at)}.")
    if at >= session.booking_ends_at:
        raise ValueError(
            f"Bookings closed at {moment_in_words(session.booking_ends_at)}. Ask the facilitator whether there is room."
        )


def check_place_left(session: LiveSession, held: int) -> None:
    if held >= session.capacity:
        raise ValueError("This session is full. You can join the waiting list, or choose another one.")


def check_practice_limit(session: LiveSession, held_by_practice: int) -> None:
    if session.places_per_practice is not None and held_by_practice >= session.places_per_practice:
        most = session.places_per_practice
        raise ValueError(
            f"Your practice holds {most} {'place' if most == 1 else 'places'} already, the most one may have here. "
            "Choose another session, or agree in your practice who comes."
        )


def check_places_wanted(places: int) -> None:
    if not 1 <= places <= MOST_PLACES_OF_A_PRACTICE:
        raise ValueError(f"Enter how many places, from 1 to {MOST_PLACES_OF_A_PRACTICE}.")


def check_practice_total(session: LiveSession, places: int) -> None:
    """`places`: what the practice would hold in all."""
    most = session.places_per_practice or MOST_PLACES_OF_A_PRACTICE
    if places > most:
        raise ValueError(f"One practice may hold {most} {'place' if most == 1 else 'places'} here. Book fewer.")


def check_places_left(left: int, places: int) -> None:
    if places > left:
        raise ValueError(f"There {'is 1 place' if left == 1 else f'are {max(left, 0)} places'} left. Book no more.")


def check_still_unnamed(booking: Booking) -> None:
    if booking.state != BookingState.BOOKED or booking.person_id is not None:
        raise ValueError("This place was given back or has a name already. Look at the list again.")


def check_works_there(works_there: bool) -> None:
    if not works_there:
        raise ValueError("Choose somebody who works at the practice on the day of the session.")


def check_has_no_place(booking: Booking | None) -> None:
    if booking is not None and booking.state == BookingState.BOOKED:
        raise ValueError("This person has a place at the session already.")


def check_not_hoarding(standing: int) -> None:
    """`standing`: places at other sessions to come of the network that the person holds or waits for."""
    if standing >= MOST_PLACES_AHEAD:
        raise ValueError(
            f"You hold or wait for {standing} places at sessions to come, the most one may have. "
            "Give one back before you book another."
        )


def check_free_then(elsewhere: LiveSession | None) -> None:
    """`elsewhere`: another session at the same time at which the person has a place."""
    if elsewhere is not None:
        raise ValueError(f"You have a place at “{elsewhere.title}” at the same time. Give that back first.")


def check_capacity(capacity: int, held: int) -> None:
    if capacity < held:
        raise ValueError(f"{held} places are taken, so there cannot be fewer than {held}.")


def check_booking_held(booking: Booking | None) -> None:
    if booking is None:
        raise ValueError("You have no place at this session.")


def check_register_open(session: LiveSession, at: datetime) -> None:
    check_going_ahead(session)
    if at < session.starts_at:
        raise ValueError(f"The register opens when the session starts, at {moment_in_words(session.starts_at)}.")


def check_minutes(session: LiveSession, minutes: int) -> None:
    """Whole minutes, from 0 (was not there) to the length of the session."""
    if not 0 <= minutes <= session.minutes:
        raise ValueError(f"Enter minutes from 1 to {session.minutes}, the length of the session.")


def check_no_register(session: LiveSession, taken: bool) -> None:
    if taken:
        raise ValueError("The register of this session was taken, so it took place. Correct the register instead.")


def check_on_record(is_there: bool) -> None:
    if not is_there:
        raise ValueError("You can reflect on what is on your own record. This is not, or not any more.")


def check_reflects_on_something(title: str, happened_on: date | None) -> None:
    if not title or happened_on is None:
        raise ValueError("Say what your reflection is about, and on which day it was.")


def check_own_reflection(is_own: bool) -> None:
    if not is_own:
        raise ValueError("This reflection is somebody else's.")


def disagree(minutes: Sequence[int]) -> bool:
    """Whether sources contradict each other: more than ten minutes apart, or one says that the person was not there."""
    told_apart = len({bool(each) for each in minutes}) > 1
    return told_apart or max(minutes) - min(minutes) > TOLERANCE_MINUTES


def check_running(session: LiveSession, at: datetime) -> None:
    """Bounds included: from the start to the end."""
    check_going_ahead(session)
    if at < session.starts_at:
        raise ValueError(
            f"You can check in once the session has begun, at {moment_in_words(session.starts_at)}. "
            "Nobody can check in ahead of it."
        )
    if at > session.ends_at:
        raise ValueError("This session is over. If the register does not name you, say that you were there instead.")


def check_code(is_right: bool) -> None:
    if not is_right:
        raise ValueError("That is not the code on the screen. It changes each minute: type the one you see now.")


def minutes_from(session: LiveSession, arrived_at: datetime) -> int:
    """Minutes until the end for who arrives then, at least 1; the whole length for who is no more than 10 late."""
    if arrived_at <= session.starts_at + ON_TIME:
        return session.minutes
    return max(1, int((session.ends_at - arrived_at).total_seconds()) // 60)


def check_may_claim(session: LiveSession, at: datetime) -> None:
    check_going_ahead(session)
    if at < session.ends_at:
        raise ValueError("You can say that you were there once the session is over.")
    if at > session.ends_at + CLAIM_WITHIN:
        raise ValueError(
            f"This session was more than {CLAIM_WITHIN.days} days ago. Write to the facilitator, who can correct the "
            "register."
        )


def check_not_on_register(is_on: bool) -> None:
    if is_on:
        raise ValueError("The register names you already. If its minutes are wrong, tell the facilitator.")


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise ValueError("Say why you decide so. It stays on record.")


def check_own_claim(person: Person, by: Person) -> None:
    if person.pk == by.pk:
        raise ValueError("You cannot decide about yourself. Ask somebody else who runs sessions.")


def check_package_offered(package: Package, enrolment: Enrolment) -> None:
    if package.course_id != enrolment.course_id or not package.is_offered:
        raise ValueError("This package is not offered any more. Go back to the course's page.")


def check_launch_open(launch: PackageLaunch, *, later: bool, at: datetime) -> None:
    if later:
        raise ValueError("This part was started again in another window. Go on there.")
    if launch.has_expired(at):
        raise ValueError("This was open for too long. Start the part again from the course's page.")


def check_rate(received: int, most: int) -> None:
    if received >= most:
        raise ValueError("The package reports too often. Nothing more of it is kept for now.")
