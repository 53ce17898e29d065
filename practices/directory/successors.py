"""Practices that the directory closed and of which nobody has said what became: a person decides, this only asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from practices.enums import PracticeStatus, SuccessionKind
from practices.models import NetworkMembership, PracticeRecord, Succession


@dataclass(frozen=True)
class Candidate:
    """An open practice that may have taken over; `why` in words."""

    code: str
    name: str
    why: str


@dataclass(frozen=True)
class Closed:
    """`closed_from` is the first day on which it is closed."""

    code: str
    name: str
    closed_from: date
    candidates: tuple[Candidate, ...]


def closed_without_successor(network_id: int, *, on: date) -> list[Closed]:
    """Members of the network on the day that are closed on it, unless they are known to be part of another practice.

    By name. Two queries, however many there are.
    """
    members = NetworkMembership.objects.current().on(on).filter(network_id=network_id)
    gone = Succession.objects.current().exclude(how=SuccessionKind.SPLIT)
    known = PracticeRecord.objects.current().on(on).select_related("practice")
    closed = list(
        known.filter(status=PracticeStatus.CLOSED, practice__in=members.values("practice"))
        .exclude(practice__in=gone.values("predecessor"))
        .order_by("name", "practice__code")
    )
    nearby = known.filter(
        status=PracticeStatus.ACTIVE, postcode__in={record.postcode for record in closed if record.postcode}
    ).order_by("name", "practice__code")
    found = list(nearby) if closed else []
    return [_closed(record, found) for record in closed]


def _closed(record: PracticeRecord, nearby: list[PracticeRecord]) -> Closed:
    there = [each for each in nearby if each.postcode == record.postcode and each.practice_id != record.practice_id]
    return Closed(
        record.practice.code,
        record.name,
        record.started_on,
        tuple(Candidate(each.practice.code, each.name, _why(record, each)) for each in there),
    )


def _why(record: PracticeRecord, other: PracticeRecord) -> str:
    same_name = record.name.casefold() == other.name.casefold()
    opened = f", opened on {other.opened_on:%d %B %Y}".replace(" 0", " ") if other.opened_on else ""
    return f"at the same postcode{', with the same name' if same_name else ''}{opened}"
