"""What is put right of registers and completions goes through the one door for corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from courses import operations
from courses.models import Completion, LiveSession
from courses.wording import moment_in_words
from evidence.enums import VoidReason
from practices.corrections.doors import Arguments, Door, open_door
from practices.models import Person

REGISTER = "courses.register"
VOID = "courses.completion_void"
RESTORE = "courses.completion_restored"


def open_doors() -> None:
    open_door(Door(REGISTER, "Correct the register of a session", _correct_register, _register, _session))
    open_door(Door(VOID, "Declare a completion void", _void, _voided, _certificate))
    open_door(Door(RESTORE, "Let a completion stand again", operations.restore_completion, _restored, _certificate))


def _correct_register(
    *, session: LiveSession, minutes: Sequence[tuple[Person, int]], by: Person, at: datetime
) -> object:
    return operations.take_register(session=session, minutes={each[0]: each[1] for each in minutes}, by=by, at=at)


def _void(*, completion: Completion, reason: str, by: Person, at: datetime) -> object:
    return operations.void_completion(completion=completion, reason=VoidReason(reason), by=by, at=at)


def _register(given: Arguments) -> str:
    session: LiveSession = given["session"]
    people = "; ".join(f"{person.name}: {_there(minutes)}" for person, minutes in given["minutes"])
    return f"{session.title}, {moment_in_words(session.starts_at)}. {people}"


def _there(minutes: int) -> str:
    return f"{minutes} minutes" if minutes else "was not there"


def _voided(given: Arguments) -> str:
    return f"{_completion(given)} is void: {VoidReason(given['reason']).label.lower()}"


def _restored(given: Arguments) -> str:
    return f"{_completion(given)} counts again"


def _completion(given: Arguments) -> str:
    completion: Any = given["completion"]
    return f"“{completion.course_title}” completed by {completion.person.name}"


def _session(given: Arguments) -> str:
    return reverse("courses:session", args=[given["session"].pk])


def _certificate(given: Arguments) -> str:
    return reverse("courses:verify", args=[given["completion"].certificate_ref])
