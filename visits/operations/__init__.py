"""Every write of this room: one transaction each, with its actor (`by`) and the moment it is known (`at`)."""

from visits.operations.actions import add_action, finish_action
from visits.operations.corrections import correct_attendance, correct_day
from visits.operations.feedback import acknowledge_letter, give_feedback, write_letter
from visits.operations.planning import agree_visit, cancel_visit, decline_visit, propose_visit, reschedule_visit
from visits.operations.recording import enter_past_visit, record_visit
from visits.operations.sign_off import sign_off_visit

__all__ = [
    "acknowledge_letter",
    "add_action",
    "agree_visit",
    "cancel_visit",
    "correct_attendance",
    "correct_day",
    "decline_visit",
    "enter_past_visit",
    "finish_action",
    "give_feedback",
    "propose_visit",
    "record_visit",
    "reschedule_visit",
    "sign_off_visit",
    "write_letter",
]
