from visits.forms.after import ActionForm, CorrectDayForm, CorrectionForm, FeedbackForm, LetterForm
from visits.forms.planning import AgreeForm, ProposeForm, ReasonForm, SlotsForm
from visits.forms.recording import RecordForm

__all__ = [
    "ActionForm",
    "AgreeForm",
    "CorrectDayForm",
    "CorrectionForm",
    "FeedbackForm",
    "LetterForm",
    "ProposeForm",
    "ReasonForm",
    "RecordForm",
    "SlotsForm",
]
