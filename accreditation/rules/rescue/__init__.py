"""The cheapest things to do that carry a standing past a day."""

from .actions import Action, applied, are_possible, cost
from .deadlines import deadlines
from .offers import Clinic, Costs, Course, Credential, Offers, Session
from .reasons import Reason
from .search import Rescue, is_carried, rescue
from .visiting import visit_entries

__all__ = [
    "Action",
    "Clinic",
    "Costs",
    "Course",
    "Credential",
    "Offers",
    "Reason",
    "Rescue",
    "Session",
    "applied",
    "are_possible",
    "cost",
    "deadlines",
    "is_carried",
    "rescue",
    "visit_entries",
]
