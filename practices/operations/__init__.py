"""Every write of this room. Each is one transaction, keyword-only, with its actor (`by`) and the moment it is known (`at`)."""

from practices.operations.accounts import accept_invitation, invite_person, withdraw_invitation
from practices.operations.networks import appoint_person, end_appointment, join_network, leave_network, open_practice
from practices.operations.people import add_person, register_professional, rename_person
from practices.operations.posts import (
    correct_employment,
    employ_person,
    end_employment,
    end_lead_post,
    name_lead,
)

__all__ = [
    "accept_invitation",
    "add_person",
    "appoint_person",
    "correct_employment",
    "employ_person",
    "end_appointment",
    "end_employment",
    "end_lead_post",
    "invite_person",
    "join_network",
    "leave_network",
    "name_lead",
    "open_practice",
    "register_professional",
    "rename_person",
    "withdraw_invitation",
]
