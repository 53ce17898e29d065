"""Every write of this room: one transaction, keyword-only, with its actor (`by`) and the moment it is known (`at`)."""

from practices.operations.absences import correct_absence, record_absence, retract_absence
from practices.operations.accounts import accept_invitation, invite_person, withdraw_invitation
from practices.operations.corrections import (
    EffectMoved,
    confirm_correction,
    expire_corrections,
    preview_correction,
    refuse_correction,
    submit_correction,
    take_back_correction,
)
from practices.operations.identity import merge_people, separate_people
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
from practices.operations.practice_records import close_practice, move_commissioner
from practices.operations.staff import (
    NewColleague,
    Welcome,
    bring_in,
    change_post,
    enrol_practice,
    open_in_network,
    take_on,
)
from practices.operations.successions import record_succession, retract_succession
from practices.operations.units import join_pcn, join_unit, leave_unit, open_unit

__all__ = [
    "EffectMoved",
    "NewColleague",
    "Welcome",
    "accept_invitation",
    "add_person",
    "appoint_person",
    "bring_in",
    "change_post",
    "close_practice",
    "confirm_correction",
    "correct_absence",
    "correct_employment",
    "employ_person",
    "end_appointment",
    "end_employment",
    "end_lead_post",
    "enrol_practice",
    "expire_corrections",
    "invite_person",
    "join_network",
    "join_pcn",
    "join_unit",
    "leave_network",
    "leave_unit",
    "merge_people",
    "move_commissioner",
    "name_lead",
    "open_in_network",
    "open_practice",
    "open_unit",
    "preview_correction",
    "record_absence",
    "record_succession",
    "refuse_correction",
    "register_professional",
    "rename_person",
    "retract_absence",
    "retract_employment",
    "retract_succession",
    "separate_people",
    "submit_correction",
    "take_back_correction",
    "take_on",
    "withdraw_invitation",
]
