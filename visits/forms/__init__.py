from visits.forms.after import ActionForm, CorrectionForm, FeedbackForm, LetterForm
from visits.forms.planning import AgreeForm, ProposeForm, ReasonForm, SlotsForm
from visits.forms.recording import RecordForm

__all__ = [
    "ActionForm",
    "AgreeForm",
    "CorrectionForm",
    "FeedbackForm",
    "LetterForm",
    "ProposeForm",
    "ReasonForm",
    "RecordForm",
    "SlotsForm",
]
