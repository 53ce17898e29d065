"""May this person? check_x raises, can_x answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accreditation.drafting import WHOSE_TURN
from accreditation.models import Draft, Framework, Recusal
from practices.access import Access
from practices.models import Network, NetworkMembership, Practice
from practices.permissions import check_at, check_in
from practices.roles import Permission


def check_decides(access: Access, practice: Practice) -> None:
    """An officer whose appointment reaches the practice, and who does not work there."""
    check_at(access, Permission.DECIDE_AWARDS, practice)
    if practice.pk in access.practices:
        raise PermissionDenied("You work at this practice, so another officer has to decide on it.")


def can_decide(access: Access, practice: Practice) -> bool:
    return access.may_at(Permission.DECIDE_AWARDS, practice) and practice.pk not in access.practices


def check_sees(access: Access, practice: Practice) -> None:
    check_at(access, Permission.SEE_PRACTICE, practice)


def can_arrange_cover(access: Access, practice: Practice) -> bool:
    """An officer, or whoever runs the network's programme."""
    return any(access.may_at(each, practice) for each in (Permission.DECIDE_AWARDS, Permission.MANAGE_NETWORK))


def check_arranges_cover(access: Access, practice: Practice) -> None:
    if not can_arrange_cover(access, practice):
        check_at(access, Permission.DECIDE_AWARDS, practice)


def is_recused(access: Access, practice: Practice) -> bool:
    """Whether the person declared a conflict of interest here."""
    return Recusal.objects.filter(practice=practice, person=access.person).exists()


def check_signs(access: Access, practice: Practice) -> None:
    check_at(access, Permission.SIGN_FOR_PRACTICE, practice)


def check_enrols(access: Access, practice: Practice) -> None:
    check_at(access, Permission.MANAGE_NETWORK, practice)


def check_records_evidence(access: Access, practice: Practice) -> None:
    check_at(access, Permission.RECORD_EVIDENCE, practice)


def check_sees_plans(access: Access, practice: Practice) -> None:
    check_at(access, Permission.SEE_PRACTICE, practice)


def can_see_framework(access: Access, framework: Framework) -> bool:
    """Whoever belongs to its network: by an appointment, or by working at one of its practices."""
    if framework.network_id in access.networks:
        return True
    memberships = NetworkMembership.objects.current().on(access.on).filter(network=framework.network_id)
    return memberships.filter(practice_id__in=access.practice_ids).exists()


IN_THE_STUDIO = (Permission.DRAFT_FRAMEWORKS, Permission.ENDORSE_FRAMEWORKS, Permission.PUBLISH_FRAMEWORKS)


def studio_networks(access: Access) -> list[int]:
    """Where the person writes, endorses or publishes frameworks. Nobody else ever sees a draft."""
    return sorted({network for permission in IN_THE_STUDIO for network in access.networks_with(permission)})


def check_in_studio(access: Access) -> None:
    if not studio_networks(access):
        raise PermissionDenied("The scheme studio is for those who write, endorse and publish frameworks.")


def check_sees_draft(access: Access, draft: Draft) -> None:
    check_in_studio(access)
    if draft.network_id not in studio_networks(access):
        raise Http404


def check_writes(access: Access, network: Network | int) -> None:
    network_id = network if isinstance(network, int) else network.pk
    if not access.may_in(Permission.DRAFT_FRAMEWORKS, network_id):
        raise PermissionDenied(f"You may not {Permission.DRAFT_FRAMEWORKS.value}.")


def can_move(access: Access, draft: Draft) -> bool:
    """Whether the draft has come to somebody of the person's office."""
    needed = WHOSE_TURN.get(draft.state)
    return needed is not None and access.may_in(needed, draft.network_id)


def check_sets_costs(access: Access, network: Network) -> None:
    check_in(access, Permission.MANAGE_NETWORK, network)
