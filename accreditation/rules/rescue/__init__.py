"""The cheapest things to do that carry a standing past a day."""

from .actions import Action, applied, cost
from .candidates import visit_entries
from .deadlines import deadlines
from .offers import Clinic, Costs, Course, Credential, Offers, Session
from .search import Rescue, is_carried, rescue

__all__ = [
    "Action",
    "Clinic",
    "Costs",
    "Course",
    "Credential",
    "Offers",
    "Rescue",
    "Session",
    "applied",
    "cost",
    "deadlines",
    "is_carried",
    "rescue",
    "visit_entries",
]
