"""May this person? check_x raises, can_x answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from accreditation.models import Framework, Recusal
from practices.access import Access
from practices.models import NetworkMembership, Practice
from practices.permissions import check_at
from practices.roles import Permission


def check_decides(access: Access, practice: Practice) -> None:
    """An officer whose appointment reaches the practice, and who does not work there."""
    check_at(access, Permission.DECIDE_AWARDS, practice)
    if practice.pk in access.practices:
        raise PermissionDenied("You work at this practice, so another officer has to decide on it.")


def is_recused(access: Access, practice: Practice) -> bool:
    """Whether the person declared a conflict of interest here."""
    return Recusal.objects.filter(practice=practice, person=access.person).exists()


def check_signs(access: Access, practice: Practice) -> None:
    check_at(access, Permission.SIGN_FOR_PRACTICE, practice)


def check_enrols(access: Access, practice: Practice) -> None:
    check_at(access, Permission.MANAGE_NETWORK, practice)


def can_see_framework(access: Access, framework: Framework) -> bool:
    """Whoever belongs to its network: by an appointment, or by working at one of its practices."""
    if framework.network_id in access.networks:
        return True
    memberships = NetworkMembership.objects.current().on(access.on).filter(network=framework.network_id)
    return memberships.filter(practice_id__in=access.practice_ids).exists()
