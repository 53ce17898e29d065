from __future__ import annotations

from datetime import datetime

from django.db import transaction

from practices.models import Person
from virtualclinics import policies
from virtualclinics.enums import CaseState
from virtualclinics.models import AgendaItem, Case, Clinic
from virtualclinics.operations.states import locked_case, locked_clinic, move_case


@transaction.atomic
def put_on_agenda(*, clinic: Clinic, case: Case, by: Person, at: datetime) -> AgendaItem:
    """Schedule a waiting case, as the last of the clinic's agenda. The same case twice is a no-op."""
    clinic, case = locked_clinic(clinic), locked_case(case)
    already = AgendaItem.objects.filter(clinic=clinic, case=case).first()
    if already:
        return already
    policies.check_planned(clinic)
    policies.check_same_network(clinic, case)
    positions = list(clinic.agenda.values_list("position", flat=True))
    policies.check_room(clinic, len(positions))
    move_case(case, CaseState.SCHEDULED, by=by, at=at)
    return AgendaItem.objects.create(
        clinic=clinic, case=case, position=max(positions, default=0) + 1, added_by=by, added_at=at
    )


@transaction.atomic
def take_off_agenda(*, clinic: Clinic, case: Case, by: Person, at: datetime) -> Case:
    """Put a scheduled case back into the queue, in its old place there."""
    clinic, case = locked_clinic(clinic), locked_case(case)
    policies.check_planned(clinic)
    removed, _ = AgendaItem.objects.filter(clinic=clinic, case=case).delete()
    return move_case(case, CaseState.SUBMITTED, by=by, at=at) if removed else case
