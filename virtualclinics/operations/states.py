"""The one place where a case or a clinic changes its state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from practices.models import Person
from virtualclinics import policies
from virtualclinics.enums import CaseState, ClinicState
from virtualclinics.models import Case, Clinic


def locked_case(case: Case) -> Case:
    """The case as it is now, held until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("practice", "network").get(pk=case.pk)


def locked_clinic(clinic: Clinic) -> Clinic:
    return Clinic.objects.select_for_update(of=("self",)).select_related("network").get(pk=clinic.pk)


def move_case(case: Case, to: CaseState, *, by: Person, at: datetime, **changes: Any) -> Case:
    policies.check_case_moves(case, to)
    changed = {**changes, "state": to, "moved_by": by, "moved_at": at}
    for name, value in changed.items():
        setattr(case, name, value)
    case.save(update_fields=list(changed))
    return case


def move_clinic(clinic: Clinic, to: ClinicState, **changes: Any) -> Clinic:
    policies.check_clinic_moves(clinic, to)
    for name, value in {**changes, "state": to}.items():
        setattr(clinic, name, value)
    clinic.save(update_fields=["state", *changes])
    return clinic
