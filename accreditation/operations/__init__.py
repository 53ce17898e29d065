"""Every write of this room.

Each is one transaction, keyword-only, with its actor (`by`) and the moment it is known (`at`).
"""

from accreditation.operations.automatic import take_automatic_decisions
from accreditation.operations.coverage import arrange_cover, end_cover
from accreditation.operations.decisions import (
    SuspensionTerms,
    decide,
    decide_automatically,
    framework_terms,
    grant_award,
    recuse,
    reinstate_award,
    renew_award,
    suspend_award,
    withdraw_award,
)
from accreditation.operations.drafts import comment_on_draft, move_draft, start_draft, write_draft
from accreditation.operations.frameworks import publish_preset, publish_version
from accreditation.operations.notices import close_notice, hear_appeal, lodge_appeal, serve_notice, take_back_appeal
from accreditation.operations.other_evidence import (
    assess_competency,
    check_registration,
    count_activity,
    log_activity,
    measure_indicator,
    receive_submission,
    record_assessment,
    record_cpd,
    record_external,
    verify_credential,
    withdraw_evidence,
)
from accreditation.operations.passing_days import notice_passing_days
from accreditation.operations.plan_costs import set_plan_costs
from accreditation.operations.plans import agree_plan, close_plan, propose_plan
from accreditation.operations.proposals import (
    confirm_proposal,
    expire_proposals,
    propose_decision,
    propose_waiver,
    refuse_proposal,
    take_back_proposal,
)
from accreditation.operations.rehearsals import request_rehearsal, run_rehearsal
from accreditation.operations.reminders import remind
from accreditation.operations.signings import (
    correct_declaration,
    enrol_practice,
    sign_declaration,
    withdraw_declaration,
)
from accreditation.operations.standing import open_standing, rebuild_standing, refresh_standing, standing_differences
from accreditation.operations.waivers import end_waiver, waive_requirements

__all__ = [
    "SuspensionTerms",
    "agree_plan",
    "arrange_cover",
    "assess_competency",
    "check_registration",
    "close_notice",
    "close_plan",
    "comment_on_draft",
    "confirm_proposal",
    "correct_declaration",
    "count_activity",
    "decide",
    "decide_automatically",
    "end_cover",
    "end_waiver",
    "enrol_practice",
    "expire_proposals",
    "framework_terms",
    "grant_award",
    "hear_appeal",
    "lodge_appeal",
    "log_activity",
    "measure_indicator",
    "move_draft",
    "notice_passing_days",
    "open_standing",
    "propose_decision",
    "propose_plan",
    "propose_waiver",
    "publish_preset",
    "publish_version",
    "rebuild_standing",
    "receive_submission",
    "record_assessment",
    "record_cpd",
    "record_external",
    "recuse",
    "refresh_standing",
    "refuse_proposal",
    "reinstate_award",
    "remind",
    "renew_award",
    "request_rehearsal",
    "run_rehearsal",
    "serve_notice",
    "set_plan_costs",
    "sign_declaration",
    "standing_differences",
    "start_draft",
    "suspend_award",
    "take_automatic_decisions",
    "take_back_appeal",
    "take_back_proposal",
    "verify_credential",
    "waive_requirements",
    "withdraw_award",
    "withdraw_declaration",
    "withdraw_evidence",
    "write_draft",
]
