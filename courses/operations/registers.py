from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from cms.clock import london_date
from courses import policies
from courses.enums import ClaimSource
from courses.models import Attendance, AttendanceClaim, Booking, LiveSession
from courses.queries.people import belongs_to_network, roles_on
from courses.records import ATTENDANCES, attendance_entry
from evidence import operations as evidence
from evidence.enums import VoidReason
from evidence.queries import entry_of_source
from practices.models import Person


@transaction.atomic
def take_register(
    *, session: LiveSession, minutes: Mapping[Person, int], by: Person | None, at: datetime
) -> list[Attendance]:
    """Record who was there and for how many minutes; 0 is "was not there". Returns the rows that are new.

    Whoever is not named keeps what the register says of them. A changed row voids the evidence of the former one
    and records its own. Where another source says otherwise, what is said here is kept as a claim beside it, and the
    register waits for a decision. Raises ValueError, naming the person, for impossible minutes or somebody from
    elsewhere.
    """
    session = LiveSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    policies.check_register_open(session, at)
    _check_people(session, minutes)
    rivals = _with_rivals(session, minutes)
    for person in rivals:
        _claim(session, person, minutes[person], by, at)
    agreed = {person: each for person, each in minutes.items() if person not in rivals}
    settle_claims(session, agreed, at)
    return write_register(session, agreed, by=by, at=at)


def write_register(
    session: LiveSession, minutes: Mapping[Person, int], *, by: Person | None, at: datetime
) -> list[Attendance]:
    """In the lock of the session: the rows and their evidence. Returns the rows that are new."""
    held = {row.person_id: row for row in Attendance.objects.filter(session=session).order_by("revision")}
    roles = roles_on(session.network_id, [person.pk for person in minutes], on=london_date(session.starts_at))
    taken = []
    for person, attended in minutes.items():
        former = held.get(person.pk)
        if attended == _minutes(former):
            continue
        _supersede(former, attended, by, at)
        if attended:
            revision = former.revision + 1 if former else 1
            row = Attendance(session=session, person=person, minutes=attended, revision=revision, taken_by=by)
            taken.append(_take(row, roles.get(person.pk, ""), by, at))
    return taken


def settle_claims(session: LiveSession, people: Iterable[Person], at: datetime) -> None:
    AttendanceClaim.objects.open().filter(session=session, person__in=list(people)).update(settled_at=at)


def _with_rivals(session: LiveSession, minutes: Mapping[Person, int]) -> list[Person]:
    """Those of whom another source says something else, undecided; each in the order given."""
    said: dict[Person, list[int]] = {}
    for claim in AttendanceClaim.objects.open().filter(session=session, person__in=list(minutes)):
        said.setdefault(claim.person, []).append(claim.minutes)
    return [person for person, each in minutes.items() if policies.disagree([each, *said.get(person, [])])]


def _claim(session: LiveSession, person: Person, minutes: int, by: Person | None, at: datetime) -> None:
    own = AttendanceClaim.objects.current().filter(session=session, person=person, source=ClaimSource.SIGN_IN)
    if own.filter(minutes=minutes, settled_at__isnull=True).exists():
        return
    own.update(superseded_at=at)
    AttendanceClaim.objects.create(
        session=session, person=person, source=ClaimSource.SIGN_IN, minutes=minutes, made_by=by, made_at=at
    )


def _minutes(row: Attendance | None) -> int:
    """What the register says now."""
    return row.minutes if row and row.superseded_at is None else 0


def _take(row: Attendance, role: str, by: Person | None, at: datetime) -> Attendance:
    row.role, row.taken_at = role, at
    row.save()
    evidence.record(attendance_entry(row), by=by, at=at)
    return row


def _supersede(former: Attendance | None, attended: int, by: Person | None, at: datetime) -> None:
    if former is None or former.superseded_at is not None:
        return
    former.superseded_at = at
    former.save(update_fields=["superseded_at"])
    source_ref = attendance_entry(former).source_ref
    entry = entry_of_source(source=ATTENDANCES, source_ref=source_ref, kind="session.attended")
    if entry:
        reason = VoidReason.CORRECTED if attended else VoidReason.ENTERED_IN_ERROR
        evidence.void(entry, reason=reason, by=by, at=at)


def _check_people(session: LiveSession, minutes: Mapping[Person, int]) -> None:
    on = london_date(session.starts_at)
    people = [person.pk for person in minutes]
    booked = set(Booking.objects.held().filter(session=session, person__in=people).values_list("person_id", flat=True))
    claimed = AttendanceClaim.objects.current().filter(session=session, person__in=people)
    known = booked | set(claimed.values_list("person_id", flat=True))
    known |= belongs_to_network(session.network_id, people, on=on)
    for person, attended in minutes.items():
        try:
            policies.check_minutes(session, attended)
        except ValueError as refusal:
            raise ValueError(f"{person.name}: {refusal}") from refusal
        if person.pk not in known:
            raise ValueError(f"{person.name} neither booked nor works in the network on the day of the session.")
