"""Questions to this room.

None of them writes; each is asked for a day (`as_of`) as known at a moment (`known_at`).
"""

from accreditation.queries.awards import Award, award_on, awards_on, history_of_decisions, last_award_state
from accreditation.queries.frameworks import (
    declarations_asked_for,
    frameworks_of_network,
    frameworks_of_practice,
    version_in_force,
)
from accreditation.queries.register import RegisterRow, register, root_states
from accreditation.queries.standing import NotInForce, PracticeStanding, standing_of, what_if, what_if_leaves

__all__ = [
    "Award",
    "NotInForce",
    "PracticeStanding",
    "RegisterRow",
    "award_on",
    "awards_on",
    "declarations_asked_for",
    "frameworks_of_network",
    "frameworks_of_practice",
    "history_of_decisions",
    "last_award_state",
    "register",
    "root_states",
    "standing_of",
    "version_in_force",
    "what_if",
    "what_if_leaves",
]
