"""What waits, what was done, and what was corrected of one record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Model, Q, QuerySet

from practices.access import Access
from practices.corrections.arguments import key_of
from practices.enums import CorrectionState
from practices.models import Correction, NetworkMembership, Practice, PracticeRecord
from practices.roles import Permission


def waiting_for(access: Access) -> QuerySet[Correction]:
    """Those that the person may answer or has proposed, that can still be confirmed, the oldest first."""
    return _reached(access).waiting(access.on)  # type: ignore[attr-defined, no-any-return]


def closed_for(access: Access) -> QuerySet[Correction]:
    """Those of before, the latest first; also what was done at once, by the person."""
    closed = _reached(access).exclude(pk__in=waiting_for(access).order_by().values("pk"))
    return closed.order_by("-proposed_at", "-id")


def number_to_confirm(access: Access) -> int:
    """How many wait for the person's answer."""
    if access.person is None or not access.may(Permission.CONFIRM_CORRECTIONS):
        return 0
    return waiting_for(access).exclude(proposed_by=access.person).count()


def corrections_about(records: Iterable[Model]) -> QuerySet[Correction]:
    """Everything that was corrected, or waits to be, of these records; the latest first. One query."""
    keys = [key_of(record) for record in records]
    told = ("proposed_by", "closed_by")
    return Correction.objects.filter(about__in=keys).select_related(*told).order_by("-proposed_at", "-id")


def may_see(access: Access, correction: Correction) -> bool:
    return _reached(access).filter(pk=correction.pk).exists()


def may_answer(access: Access, correction: Correction) -> bool:
    """Reaches every practice whose standing it changes, and did not propose it."""
    if access.person is None or correction.proposed_by_id == access.person.pk:
        return False
    return all(access.may_at(Permission.CONFIRM_CORRECTIONS, each) for each in correction.practices.all())


def is_waiting(correction: Correction, *, on: date) -> bool:
    return (
        correction.state == CorrectionState.WAITING
        and correction.expires_on is not None
        and on <= correction.expires_on
    )


def _reached(access: Access) -> QuerySet[Correction]:
    if access.person is None:
        return Correction.objects.none()
    own = Q(proposed_by=access.person)
    reached = Correction.objects.filter(own | Q(practices__in=_practices(access).order_by().values("pk")))
    told = ("proposed_by", "closed_by")
    return reached.select_related(*told).prefetch_related("practices").distinct()


def _practices(access: Access) -> QuerySet[Practice]:
    """Where the person may confirm: of their networks today, and within the body they are appointed by."""
    found = Q(pk__in=[])
    for network_id in access.networks_with(Permission.CONFIRM_CORRECTIONS):
        members = NetworkMembership.objects.current().on(access.on).filter(network_id=network_id)
        here = Q(pk__in=members.order_by().values("practice"))
        scope = access.commissioner_scope(network_id)
        if scope is not None:
            records = PracticeRecord.objects.current().on(access.on).filter(commissioner_id=scope)
            here &= Q(pk__in=records.order_by().values("practice"))
        found |= here
    return Practice.objects.filter(found)
