"""Every write of this room: one transaction each, with its actor (`by`) and the moment it is known (`at`)."""

from virtualclinics.operations.agenda import put_on_agenda, take_off_agenda
from virtualclinics.operations.attendance import record_attendance, remove_attendance, take_register
from virtualclinics.operations.cases import return_case, save_draft, submit_case, withdraw_case
from virtualclinics.operations.clinics import cancel_clinic, change_clinic, schedule_clinic
from virtualclinics.operations.outcomes import record_outcome, record_recommendation
from virtualclinics.operations.sign_off import sign_off_clinic

__all__ = [
    "cancel_clinic",
    "change_clinic",
    "put_on_agenda",
    "record_attendance",
    "record_outcome",
    "record_recommendation",
    "remove_attendance",
    "return_case",
    "save_draft",
    "schedule_clinic",
    "sign_off_clinic",
    "submit_case",
    "take_off_agenda",
    "take_register",
    "withdraw_case",
]
