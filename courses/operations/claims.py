"""What the sources say of who was there, and what is decided when they disagree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courses import policies
from courses.check_in import is_code_of
from courses.enums import ClaimSource
from courses.models import Attendance, AttendanceClaim, LiveSession, Ruling
from courses.operations.places import locked
from courses.operations.registers import settle_claims, write_register
from practices.confidentiality import check_no_identifiers
from practices.models import Person

# A reason is about who was there and when, not about a patient.
ABOUT_STAFF = ("name", "date")


@transaction.atomic
def check_in(*, session: LiveSession, person: Person, code: str, by: Person | None, at: datetime) -> AttendanceClaim:
    """By the code on the facilitator's screen, while the session runs. Checking in twice is checking in once.

    Raises ValueError before it begins, after it ends, and for a code that is not the one shown.
    """
    session = locked(session)
    policies.check_running(session, at)
    policies.check_code(is_code_of(session, code, at))
    own = AttendanceClaim.objects.current().filter(session=session, person=person, source=ClaimSource.CODE).first()
    return own or _file(session, person, ClaimSource.CODE, policies.minutes_from(session, at), by, at)


@transaction.atomic
def claim_attendance(
    *, session: LiveSession, person: Person, minutes: int, by: Person | None, at: datetime
) -> AttendanceClaim:
    """Somebody whom the register does not name says that they were there. It counts once a facilitator says so too."""
    session = locked(session)
    policies.check_may_claim(session, at)
    policies.check_minutes(session, minutes)
    policies.check_not_on_register(Attendance.objects.current().filter(session=session, person=person).exists())
    return _file(session, person, ClaimSource.OWN_WORD, minutes, by, at)


@transaction.atomic
def import_join_log(
    *, session: LiveSession, minutes: Mapping[Person, int], by: Person | None, at: datetime
) -> list[AttendanceClaim]:
    """What the online room says of each person. The newest import stands in the place of an older one."""
    session = locked(session)
    policies.check_register_open(session, at)
    return [
        _file(session, person, ClaimSource.JOIN_LOG, min(each, session.minutes), by, at)
        for person, each in minutes.items()
    ]


@transaction.atomic
def decide_claims(
    *,
    session: LiveSession,
    person: Person,
    minutes: int,
    believed: AttendanceClaim | None,
    reason: str,
    by: Person,
    at: datetime,
) -> Ruling:
    """Decide for how long the person was there; 0 is "was not there". The claims are kept, and so is the reason."""
    session = locked(session)
    policies.check_register_open(session, at)
    policies.check_minutes(session, minutes)
    policies.check_reason(reason)
    policies.check_own_claim(person, by)
    check_no_identifiers(reason, allowing=ABOUT_STAFF)
    write_register(session, {person: minutes}, by=by, at=at)
    settle_claims(session, [person], at)
    return Ruling.objects.create(
        session=session,
        person=person,
        minutes=minutes,
        believed=believed,
        attendance=Attendance.objects.current().filter(session=session, person=person).first(),
        reason=reason,
        decided_by=by,
        decided_at=at,
    )


def _file(
    session: LiveSession, person: Person, source: ClaimSource, minutes: int, by: Person | None, at: datetime
) -> AttendanceClaim:
    """What the source said before is superseded; what the register says already is settled by it."""
    former = AttendanceClaim.objects.current().filter(session=session, person=person, source=source).first()
    if former and former.minutes == minutes:
        return former
    if former:
        former.superseded_at = at
        former.save(update_fields=["superseded_at"])
    row = Attendance.objects.current().filter(session=session, person=person).first()
    agrees = row is not None and not policies.disagree([row.minutes, minutes])
    return AttendanceClaim.objects.create(
        session=session,
        person=person,
        source=source,
        minutes=minutes,
        made_by=by,
        made_at=at,
        settled_at=at if agrees else None,
    )
