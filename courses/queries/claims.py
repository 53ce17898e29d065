"""What the sources say of who was there, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Q, QuerySet

from courses import policies
from courses.enums import ClaimSource
from courses.join_logs import Participant
from courses.models import Attendance, AttendanceClaim, Booking, LiveSession, Ruling
from courses.queries.people import people_of_network
from practices.models import Person

# Which source is believed where they say about the same: the one that measured.
BELIEVED = (ClaimSource.JOIN_LOG, ClaimSource.SIGN_IN, ClaimSource.CODE, ClaimSource.OWN_WORD)
TITLES = {"dr", "mr", "mrs", "ms", "miss", "prof", "professor", "sr", "sister", "nurse"}


@dataclass(frozen=True)
class Dispute:
    """Open claims about a person that want a decision. `recorded`: what the register says, None before it is taken."""

    session: LiveSession
    person: Person
    claims: tuple[AttendanceClaim, ...]
    recorded: int | None


@dataclass(frozen=True)
class AttendanceHistory:
    """All that was ever said of a person at a session, each in its order."""

    rows: list[Attendance]
    claims: list[AttendanceClaim]
    rulings: list[Ruling]

    @property
    def recorded(self) -> int | None:
        """What the register says now, in minutes."""
        return next((row.minutes for row in self.rows if row.superseded_at is None), None)


def disputes_in(network_ids: Iterable[int]) -> list[Dispute]:
    """What is to be decided in the networks, the oldest session first."""
    return _disputes(AttendanceClaim.objects.open().filter(session__network__in=list(network_ids)))


def disputes_at(session: LiveSession) -> list[Dispute]:
    """By family name."""
    return _disputes(AttendanceClaim.objects.open().filter(session=session))


def claimed_at(session: LiveSession) -> dict[Person, AttendanceClaim]:
    """Of each person about whom the sources agree, and who waits for the register, the claim to go by."""
    disputed = {dispute.person for dispute in disputes_at(session)}
    open_claims = AttendanceClaim.objects.open().filter(session=session, minutes__gt=0).select_related("person")
    found: dict[Person, AttendanceClaim] = {}
    for claim in sorted(open_claims, key=lambda claim: BELIEVED.index(ClaimSource(claim.source))):
        if claim.person not in disputed:
            found.setdefault(claim.person, claim)
    return found


def history_of(session: LiveSession, person: Person) -> AttendanceHistory:
    said = {"session": session, "person": person}
    return AttendanceHistory(
        rows=list(Attendance.objects.filter(**said).select_related("taken_by").order_by("revision")),
        claims=list(AttendanceClaim.objects.filter(**said).select_related("made_by").order_by("id")),
        rulings=list(Ruling.objects.filter(**said).select_related("decided_by", "believed").order_by("id")),
    )


def _disputes(claims: QuerySet[AttendanceClaim]) -> list[Dispute]:
    ordered = claims.select_related("session", "person").order_by(
        "session__starts_at", "session_id", "person__family_name", "person__given_name", "person_id", "id"
    )
    listed = list(ordered)
    recorded: dict[int, dict[UUID, int]] = {}
    for row in Attendance.objects.current().filter(session__in={claim.session_id for claim in listed}):
        recorded.setdefault(row.session_id, {})[row.person_id] = row.minutes
    found = []
    for (session, person), group in groupby(listed, key=lambda claim: (claim.session, claim.person)):
        register = recorded.get(session.pk)
        dispute = Dispute(session, person, tuple(group), None if register is None else register.get(person.pk, 0))
        if _wants_decision(dispute):
            found.append(dispute)
    return found


def _wants_decision(dispute: Dispute) -> bool:
    """Whoever only says so themself always does; of the rest, those who contradict each other or the register."""
    if any(claim.source == ClaimSource.OWN_WORD for claim in dispute.claims):
        return True
    said = [claim.minutes for claim in dispute.claims]
    return policies.disagree(said if dispute.recorded is None else [*said, dispute.recorded])


def people_concerned(session: LiveSession, *, on: date) -> QuerySet[Person]:
    """Who may have been there: the network's people of the day, and whoever booked, claimed or is on the register."""
    said = (Booking, AttendanceClaim, Attendance)
    named = [model._default_manager.filter(session=session).values("person_id") for model in said]
    found = Q(pk__in=people_of_network(session.network_id, on=on).values("pk"))
    for people in named:
        found |= Q(pk__in=people.filter(person__isnull=False))
    return Person.objects.filter(found)


def matched_people(
    session: LiveSession, participants: Iterable[Participant], *, on: date
) -> tuple[dict[Person, int], list[Participant]]:
    """(minutes of each person whom the log names, who is left over). By e-mail address, else by a name nobody shares.

    The facilitator is neither. Somebody under two names is taken for as long as the longer of them.
    """
    people = list(people_concerned(session, on=on))
    by_email = {each.email.lower(): each for each in people if each.email}
    by_name: dict[str, list[Person]] = {}
    for each in people:
        by_name.setdefault(_plain(each.name), []).append(each)
    matched: dict[Person, int] = {}
    left_over: list[Participant] = []
    for participant in participants:
        alike = by_name.get(_plain(participant.name), [])
        person: Person | None = by_email.get(participant.email) or (alike[0] if len(alike) == 1 else None)
        if person is None:
            left_over.append(participant)
        elif person.pk != session.facilitator_id:
            matched[person] = max(participant.minutes, matched.get(person, 0))
    return matched, left_over


def _plain(name: str) -> str:
    """Without titles, brackets and spaces: Dr Priya Nair (Quayside) is Priya Nair."""
    words = name.partition("(")[0].lower().replace(".", " ").split()
    return " ".join(word for word in words if word not in TITLES)
