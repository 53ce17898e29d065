"""May this person? check_x raises Http404 for what one may not see, PermissionDenied for what one may not do."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from practices.access import Access
from practices.permissions import check_signed_in_person
from practices.roles import Permission
from virtualclinics.models import Case, Clinic
from virtualclinics.queries import is_shared_with, takes_part


def is_own(access: Access, case: Case) -> bool:
    """A case of a practice where the person works and may bring cases."""
    return case.practice_id in access.practices_with(Permission.SUBMIT_CASES)


def can_answer(access: Access, case: Case) -> bool:
    """Specialists of the network see what was submitted, never what is only drafted."""
    return case.submitted_at is not None and access.may_in(Permission.RUN_CLINICS, case.network_id)


def can_see_case(access: Access, case: Case) -> bool:
    """One's own, as a specialist of its network, or because one's practice took part when it was discussed."""
    return is_own(access, case) or can_answer(access, case) or is_shared_with(case, access.practice_ids)


def check_sees_case(access: Access, case: Case) -> None:
    if not can_see_case(access, case):
        raise Http404


def check_changes_case(access: Access, case: Case) -> None:
    check_sees_case(access, case)
    if not is_own(access, case):
        raise PermissionDenied(f"You may not {Permission.SUBMIT_CASES.value} of another practice.")


def check_answers_case(access: Access, case: Case) -> None:
    check_sees_case(access, case)
    if not can_answer(access, case):
        raise PermissionDenied(f"You may not {Permission.RUN_CLINICS.value}.")


def can_run(access: Access, clinic: Clinic) -> bool:
    return access.may_in(Permission.RUN_CLINICS, clinic.network_id)


def check_sees_clinic(access: Access, clinic: Clinic) -> None:
    """Specialists of the network, and the practices that take part: with a case on its agenda, or in person."""
    if not can_run(access, clinic) and not takes_part(clinic, access.practice_ids):
        raise Http404


def check_runs_clinic(access: Access, clinic: Clinic) -> None:
    check_sees_clinic(access, clinic)
    if not can_run(access, clinic):
        raise PermissionDenied(f"You may not {Permission.RUN_CLINICS.value}.")


def check_sees_clinics(access: Access) -> None:
    """For the list, which then shows what the person's roles reach."""
    check_signed_in_person(access)
    if not access.may(Permission.SUBMIT_CASES) and not access.may(Permission.RUN_CLINICS):
        raise PermissionDenied(f"You may not {Permission.RUN_CLINICS.value}.")
