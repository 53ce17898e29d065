"""May this person? check_x raises PermissionDenied, can_x answers. Views call check before anything else."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from practices.access import Access
from practices.models import Correction, Network, Practice
from practices.roles import Permission


def check_signed_in_person(access: Access) -> None:
    if access.person is None:
        raise PermissionDenied("Your account is not linked to a person yet. Ask whoever invited you.")


def check_at(access: Access, permission: Permission, practice: Practice) -> None:
    """404 for a practice one may not even see, so that nobody learns what exists; 403 for what one may not do there."""
    if access.may_at(permission, practice):
        return
    if not access.may_at(Permission.SEE_PRACTICE, practice):
        raise Http404
    raise PermissionDenied(f"You may not {permission.value}.")


def check_in(access: Access, permission: Permission, network: Network) -> None:
    if access.may_in(permission, network.pk):
        return
    if network.pk not in access.networks:
        raise Http404
    raise PermissionDenied(f"You may not {permission.value}.")


def check_anywhere(access: Access, permission: Permission) -> None:
    """For screens that then show only what the person's own roles reach."""
    if not access.may(permission):
        raise PermissionDenied(f"You may not {permission.value}.")


def check_answers_correction(access: Access, correction: Correction) -> None:
    """Whoever confirms corrections for every practice whose standing it changes. Asked after `may_see`."""
    for practice in correction.practices.all():
        check_at(access, Permission.CONFIRM_CORRECTIONS, practice)
    if not access.may(Permission.CONFIRM_CORRECTIONS):
        raise PermissionDenied(f"You may not {Permission.CONFIRM_CORRECTIONS.value}.")
