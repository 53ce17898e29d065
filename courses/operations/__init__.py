"""Every write of this room: one transaction, keyword-only, with its actor (`by`) and the moment it is known (`at`)."""

from courses.operations.claims import check_in, claim_attendance, decide_claims, import_join_log
from courses.operations.launches import fetch_token, keep_document, open_launch, record_report
from courses.operations.learning import (
    complete_course,
    enrol_person,
    finish_lesson,
    restore_completion,
    void_completion,
)
from courses.operations.packages import upload_package, withdraw_package
from courses.operations.places import book_session, cancel_booking, join_waiting_list
from courses.operations.practice_places import book_for_practice, give_up_place, name_place
from courses.operations.quizzes import answer_question, start_attempt, submit_attempt
from courses.operations.reflections import throw_away_reflection, write_reflection
from courses.operations.registers import take_register
from courses.operations.reminders import remind
from courses.operations.scheduling import cancel_session, change_session, schedule_session
from courses.operations.series import book_series, schedule_series

__all__ = [
    "answer_question",
    "book_for_practice",
    "book_series",
    "book_session",
    "cancel_booking",
    "cancel_session",
    "change_session",
    "check_in",
    "claim_attendance",
    "complete_course",
    "decide_claims",
    "enrol_person",
    "fetch_token",
    "finish_lesson",
    "give_up_place",
    "import_join_log",
    "join_waiting_list",
    "keep_document",
    "name_place",
    "open_launch",
    "record_report",
    "remind",
    "restore_completion",
    "schedule_series",
    "schedule_session",
    "start_attempt",
    "submit_attempt",
    "take_register",
    "throw_away_reflection",
    "upload_package",
    "void_completion",
    "withdraw_package",
    "write_reflection",
]
