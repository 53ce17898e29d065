"""Every write of this room: one transaction, keyword-only, with its actor (`by`) and the moment it is known (`at`)."""

from practices.operations.accounts import accept_invitation, invite_person, withdraw_invitation
from practices.operations.networks import appoint_person, end_appointment, join_network, leave_network, open_practice
from practices.operations.people import add_person, register_professional, rename_person
from practices.operations.posts import (
    correct_employment,
    employ_person,
    end_employment,
    end_lead_post,
    name_lead,
    retract_employment,
)
from practices.operations.staff import (
    NewColleague,
    Welcome,
    bring_in,
    change_post,
    enrol_practice,
    open_in_network,
    take_on,
)

__all__ = [
    "NewColleague",
    "Welcome",
    "accept_invitation",
    "add_person",
    "appoint_person",
    "bring_in",
    "change_post",
    "correct_employment",
    "employ_person",
    "end_appointment",
    "end_employment",
    "end_lead_post",
    "enrol_practice",
    "invite_person",
    "join_network",
    "leave_network",
    "name_lead",
    "open_in_network",
    "open_practice",
    "register_professional",
    "rename_person",
    "retract_employment",
    "take_on",
    "withdraw_invitation",
]
