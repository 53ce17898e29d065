"""Questions to this room.

None of them writes; each is asked for a day (`as_of`) as known at a moment (`known_at`).
"""

from accreditation.queries.awards import (
    Award,
    award_on,
    award_spans,
    awards_on,
    history_of_decisions,
    last_award,
    last_decision,
)
from accreditation.queries.coverage import CoverRow, cover_of, cover_on, cover_report, uncovered
from accreditation.queries.dependents import concerned
from accreditation.queries.frameworks import (
    declarations_asked_for,
    frameworks_of_network,
    frameworks_of_practice,
    governing_versions,
    version_for,
    version_in_force,
)
from accreditation.queries.officers import (
    Inbox,
    appeals_being_heard,
    inbox,
    notices_of,
    open_notices,
    open_proposals,
    waivers_of,
)
from accreditation.queries.plan_costs import costs_of, latest_costs
from accreditation.queries.register import RegisterRow, register, root_states, waived_on
from accreditation.queries.reminders import reminders_of_person, reminders_of_practice
from accreditation.queries.standing import (
    NotInForce,
    PracticeStanding,
    standing_of,
    what_if,
    what_if_leaves,
)

__all__ = [
    "Award",
    "CoverRow",
    "Inbox",
    "NotInForce",
    "PracticeStanding",
    "RegisterRow",
    "appeals_being_heard",
    "award_on",
    "award_spans",
    "awards_on",
    "concerned",
    "costs_of",
    "cover_of",
    "cover_on",
    "cover_report",
    "declarations_asked_for",
    "frameworks_of_network",
    "frameworks_of_practice",
    "governing_versions",
    "history_of_decisions",
    "inbox",
    "last_award",
    "last_decision",
    "latest_costs",
    "notices_of",
    "open_notices",
    "open_proposals",
    "register",
    "reminders_of_person",
    "reminders_of_practice",
    "root_states",
    "standing_of",
    "uncovered",
    "version_for",
    "version_in_force",
    "waived_on",
    "waivers_of",
    "what_if",
    "what_if_leaves",
]
