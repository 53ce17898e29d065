from accreditation.forms.decisions import (
    CompareForm,
    DecisionForm,
    DeclarationForm,
    DraftStepForm,
    EnrolForm,
    StartDraftForm,
)
from accreditation.forms.officers import (
    AnswerForm,
    AppealForm,
    CoverForm,
    EndForm,
    HearingForm,
    NoticeAnswerForm,
    NoticeForm,
    OfficerForm,
    WaiveManyForm,
    WaiverForm,
)

__all__ = [
    "AnswerForm",
    "AppealForm",
    "CompareForm",
    "CoverForm",
    "DecisionForm",
    "DeclarationForm",
    "DraftStepForm",
    "EndForm",
    "EnrolForm",
    "HearingForm",
    "NoticeAnswerForm",
    "NoticeForm",
    "OfficerForm",
    "StartDraftForm",
    "WaiveManyForm",
    "WaiverForm",
]
