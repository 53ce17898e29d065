"""The check-in code of a session: six letters, other ones each minute. Pure, but for the site's secret."""

from __future__ import annotations

import hmac
from datetime import datetime

from django.utils.crypto import salted_hmac

from courses.models import LiveSession

SECONDS = 60
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so no words; no figures that look like letters
LENGTH = 6


def code_at(session: LiveSession, at: datetime) -> str:
    """What the facilitator's screen shows at the moment."""
    return _code(session, _minute(at))


def seconds_left(at: datetime) -> int:
    """Until the next code, from 1 to 60."""
    return SECONDS - int(at.timestamp()) % SECONDS


def is_code_of(session: LiveSession, typed: str, at: datetime) -> bool:
    """The code of this minute or of the one before: between one and two minutes to type it."""
    given = "".join(typed.upper().split()).replace("-", "").encode()
    minutes = (_minute(at), _minute(at) - 1)
    return any(hmac.compare_digest(_code(session, minute).encode(), given) for minute in minutes)


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // SECONDS


def _code(session: LiveSession, minute: int) -> str:
    number = int.from_bytes(salted_hmac("courses.check_in", f"{session.pk}.{minute}", algorithm="sha256").digest())
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)
