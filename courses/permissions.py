"""May this person? A person learns in the courses of the networks of their practices, and of their own appointments."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from practices.access import Access, access_of
from practices.models import Network, NetworkMembership, User
from practices.roles import Permission

SEES_COURSES = (Permission.LEARN, Permission.SEE_NETWORK, Permission.EDIT_CONTENT, Permission.RUN_SESSIONS)


def learning_networks(access: Access) -> list[int]:
    """Where the person may take courses and book sessions."""
    return sorted({*_of_own_practices(access), *access.networks_with(Permission.LEARN)})


def visible_networks(access: Access) -> list[int]:
    """Whose courses and sessions the person may see."""
    appointed = {network for permission in SEES_COURSES for network in access.networks_with(permission)}
    return sorted({*_of_own_practices(access), *appointed})


def check_sees(access: Access, network_id: int) -> None:
    """404 for what is another network's, so that nobody learns what exists there."""
    if network_id not in visible_networks(access):
        raise Http404


def check_learns(access: Access, network_id: int) -> None:
    check_sees(access, network_id)
    if network_id not in learning_networks(access):
        raise PermissionDenied("You may not take courses or book sessions here. People of the network's practices may.")


def check_edits(access: Access, network_id: int) -> None:
    check_sees(access, network_id)
    if not access.may_in(Permission.EDIT_CONTENT, network_id):
        raise PermissionDenied(f"You may not {Permission.EDIT_CONTENT.value}.")


def check_runs_sessions(access: Access, network_id: int) -> None:
    check_sees(access, network_id)
    if not access.may_in(Permission.RUN_SESSIONS, network_id):
        raise PermissionDenied(f"You may not {Permission.RUN_SESSIONS.value}.")


def check_runs_programme(access: Access, network_id: int) -> None:
    check_sees(access, network_id)
    if not access.may_in(Permission.MANAGE_NETWORK, network_id):
        raise PermissionDenied("Only the programme's administrators may do this.")


def networks_edited_by(user: User, *, on: date) -> QuerySet[Network]:
    """Where the account's person holds EDIT_CONTENT on the day. A superuser edits everywhere."""
    if user.is_superuser:
        return Network.objects.all()
    held = access_of(user.person, on=on).networks_with(Permission.EDIT_CONTENT)
    return Network.objects.filter(pk__in=held)


def _of_own_practices(access: Access) -> set[int]:
    practices = access.practices_with(Permission.LEARN)
    members = NetworkMembership.objects.current().on(access.on).filter(practice_id__in=practices)
    return set(members.values_list("network_id", flat=True))
