"""Every write of this room.

Each is one transaction, keyword-only, with its actor (`by`) and the moment it is known (`at`).
"""

from accreditation.operations.decisions import (
    decide,
    grant_award,
    recuse,
    reinstate_award,
    suspend_award,
    withdraw_award,
)
from accreditation.operations.frameworks import publish_preset, publish_version
from accreditation.operations.passing_days import notice_passing_days
from accreditation.operations.signings import (
    correct_declaration,
    enrol_practice,
    sign_declaration,
    withdraw_declaration,
)
from accreditation.operations.standing import rebuild_standing, refresh_standing, standing_differences

__all__ = [
    "correct_declaration",
    "decide",
    "enrol_practice",
    "grant_award",
    "notice_passing_days",
    "publish_preset",
    "publish_version",
    "rebuild_standing",
    "recuse",
    "refresh_standing",
    "reinstate_award",
    "sign_declaration",
    "standing_differences",
    "suspend_award",
    "withdraw_award",
    "withdraw_declaration",
]
