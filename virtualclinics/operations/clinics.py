from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from practices.models import Network, Person
from virtualclinics import policies
from virtualclinics.enums import CaseState, ClinicState, Mode
from virtualclinics.models import Clinic
from virtualclinics.operations.states import locked_clinic, move_case, move_clinic


@transaction.atomic
def schedule_clinic(
    *,
    network: Network,
    title: str,
    starts_at: datetime,
    minutes: int,
    lead: Person,
    by: Person,
    at: datetime,
    mode: str = Mode.ONLINE,
    place: str = "",
    capacity: int = 5,
) -> Clinic:
    """Plan a clinic of so many minutes with room for `capacity` cases. Raises ValueError without a place to go to."""
    policies.check_place(mode, place)
    return Clinic.objects.create(
        network=network,
        title=title.strip(),
        starts_at=starts_at,
        minutes=minutes,
        lead=lead,
        mode=mode,
        place=place.strip(),
        capacity=capacity,
        scheduled_by=by,
        scheduled_at=at,
    )


@transaction.atomic
def change_clinic(*, clinic: Clinic, by: Person, at: datetime, **changes: Any) -> Clinic:
    """Move or rename a planned clinic: title, starts_at, minutes, lead, mode, place, capacity. Its agenda stays."""
    clinic = locked_clinic(clinic)
    policies.check_planned(clinic)
    policies.check_place(changes.get("mode", clinic.mode), changes.get("place", clinic.place))
    changed = {**changes, "scheduled_by": by, "scheduled_at": at}
    for name, value in changed.items():
        setattr(clinic, name, value)
    clinic.save(update_fields=list(changed))
    return clinic


@transaction.atomic
def cancel_clinic(*, clinic: Clinic, by: Person, at: datetime) -> Clinic:
    """Cancel a planned clinic. Its cases go back to where they stood in the queue."""
    clinic = move_clinic(locked_clinic(clinic), ClinicState.CANCELLED, cancelled_by=by, cancelled_at=at)
    for item in clinic.agenda.select_related("case"):
        move_case(item.case, CaseState.SUBMITTED, by=by, at=at)
    clinic.agenda.all().delete()
    return clinic
