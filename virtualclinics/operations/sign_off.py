from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evidence.operations import record
from practices.models import Person
from virtualclinics import policies, records
from virtualclinics.enums import CaseState, ClinicState
from virtualclinics.models import Clinic, ClinicAttendance
from virtualclinics.operations.states import locked_clinic, move_case, move_clinic


@transaction.atomic
def sign_off_clinic(*, clinic: Clinic, by: Person, at: datetime) -> Clinic:
    """The clinic was held. Who took part and which cases got a recommendation becomes evidence, and practices see it.

    A case that was not reached goes back into the queue. Signing off twice is a no-op.
    """
    clinic = locked_clinic(clinic)
    if clinic.state == ClinicState.HELD:
        return clinic
    attendances = list(ClinicAttendance.objects.current().filter(clinic=clinic).select_related("clinic", "person"))
    policies.check_can_be_signed_off(clinic, {attendance.side for attendance in attendances}, at=at)
    clinic = move_clinic(clinic, ClinicState.HELD, signed_off_by=by, signed_off_at=at)
    for attendance in attendances:
        record(records.attended(attendance), by=by, at=at)
    _settle_agenda(clinic, by=by, at=at)
    return clinic


def _settle_agenda(clinic: Clinic, *, by: Person, at: datetime) -> None:
    recommended = set(clinic.recommendations.values_list("case_id", flat=True))
    for item in clinic.agenda.select_related("clinic", "case__practice"):
        if item.case_id in recommended:
            move_case(item.case, CaseState.DISCUSSED, by=by, at=at)
            record(records.discussed(item), by=by, at=at)
        else:
            move_case(item.case, CaseState.SUBMITTED, by=by, at=at)
            item.delete()
