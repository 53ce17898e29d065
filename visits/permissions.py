"""May this person? check_x raises Http404 for what one may not see, PermissionDenied for what one may not do."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from practices.access import Access
from practices.permissions import check_signed_in_person
from practices.roles import Permission
from visits.models import Visit


def can_hold(access: Access, visit: Visit) -> bool:
    return access.may_in(Permission.HOLD_VISITS, visit.network_id)


def can_sign(access: Access, visit: Visit) -> bool:
    """For the practice: its leads and its manager."""
    return visit.practice_id in access.practices_with(Permission.SIGN_FOR_PRACTICE)


def can_read_notes(access: Access, visit: Visit) -> bool:
    """Letter, notes, actions and comments are between the practice and the specialists. Others see that it was held."""
    return can_hold(access, visit) or visit.practice_id in access.practices


def can_cancel(access: Access, visit: Visit) -> bool:
    return can_hold(access, visit) or can_sign(access, visit)


def check_sees_visit(access: Access, visit: Visit) -> None:
    if not can_read_notes(access, visit) and not access.may_at(Permission.SEE_PRACTICE, visit.practice):
        raise Http404


def check_holds(access: Access, visit: Visit) -> None:
    check_sees_visit(access, visit)
    _check(can_hold(access, visit), Permission.HOLD_VISITS)


def check_signs(access: Access, visit: Visit) -> None:
    check_sees_visit(access, visit)
    _check(can_sign(access, visit), Permission.SIGN_FOR_PRACTICE)


def check_cancels(access: Access, visit: Visit) -> None:
    check_sees_visit(access, visit)
    _check(can_cancel(access, visit), Permission.HOLD_VISITS)


def check_acts_on(access: Access, visit: Visit) -> None:
    """Whoever agreed on actions may say that one is done."""
    check_sees_visit(access, visit)
    _check(can_read_notes(access, visit), Permission.HOLD_VISITS)


def check_sees_visits(access: Access) -> None:
    """For the list, which then shows what the person's roles reach."""
    check_signed_in_person(access)
    _check(access.may(Permission.SUBMIT_CASES) or access.may(Permission.HOLD_VISITS), Permission.HOLD_VISITS)


def _check(allowed: bool, permission: Permission) -> None:
    if not allowed:
        raise PermissionDenied(f"You may not {permission.value}.")
