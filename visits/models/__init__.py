from visits.models.after import FeedbackLetter, VisitAction, VisitFeedback
from visits.models.attendance import VisitAttendance
from visits.models.visits import AgendaItem, ProposedSlot, Visit

__all__ = [
    "AgendaItem",
    "FeedbackLetter",
    "ProposedSlot",
    "Visit",
    "VisitAction",
    "VisitAttendance",
    "VisitFeedback",
]
