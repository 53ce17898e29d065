from __future__ import annotations

from django.db.models import TextChoices

from accreditation.rules.verdicts import Verdict

VERDICTS = [verdict.value for verdict in Verdict]


class AwardState(TextChoices):
    """What the officers' decisions make of a practice. Moved only by `operations.decide` (and by enrolment)."""

    NOT_ENROLLED = "not_enrolled", "Not enrolled"
    WORKING_TOWARDS = "working_towards", "Working towards"
    PROVISIONAL = "provisional", "Provisional"
    ACCREDITED = "accredited", "Accredited"
    SUSPENDED = "suspended", "Suspended"
    REINSTATED = "reinstated", "Reinstated"
    WITHDRAWN = "withdrawn", "Withdrawn"
    LAPSED = "lapsed", "Lapsed"
    DECLINED = "declined", "Declined"
    CLOSED = "closed", "Closed"
    MERGED = "merged", "Merged"


# With an award in force: how it is called on a day follows from the assessment of that day.
HOLDING = (AwardState.PROVISIONAL, AwardState.ACCREDITED, AwardState.REINSTATED)


class DecisionKind(TextChoices):
    GRANT = "grant", "Grant"
    PROVISIONAL = "provisional", "Grant provisionally"
    RENEW = "renew", "Renew"
    DECLINE = "decline", "Decline"
    DOWNGRADE = "downgrade", "Downgrade"
    SUSPEND = "suspend", "Suspend"
    REINSTATE = "reinstate", "Reinstate"
    WITHDRAW = "withdraw", "Withdraw"
    LAPSE = "lapse", "Let lapse"
    CLOSE = "close", "Close"
    MERGE = "merge", "Merge"
    UPHOLD = "uphold", "Uphold an appeal"


GIVES_A_TIER = (DecisionKind.GRANT, DecisionKind.PROVISIONAL, DecisionKind.DOWNGRADE)
# From its first day the version in force then governs, where the one before it does so until the renewal.
BEGINS_AN_AWARD = (DecisionKind.GRANT, DecisionKind.PROVISIONAL, DecisionKind.RENEW)
APPEALABLE = (
    *(DecisionKind.DECLINE, DecisionKind.DOWNGRADE, DecisionKind.SUSPEND, DecisionKind.WITHDRAW),
    DecisionKind.LAPSE,
)


class Status(TextChoices):
    """An award seen together with the assessment of the day. The values are those of the award tag."""

    NEVER = "never", "Never accredited"
    NOT_ASSESSED = "not_assessed", "Not assessed"
    WORKING_TOWARDS = "working_towards", "Working towards"
    PROVISIONAL = "provisional", "Provisional"
    ACCREDITED = "accredited", "Accredited"
    LAPSING_SOON = "lapsing_soon", "Accredited, lapsing soon"
    IN_GRACE = "in_grace", "Accredited, in grace"
    LAPSED = "lapsed", "Lapsed"
    SUSPENDED = "suspended", "Suspended"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DECLINED = "declined", "Declined"
    CLOSED = "closed", "Closed"
    MERGED = "merged", "Merged"


class ReasonCode(TextChoices):
    REQUIREMENTS_MET = "requirements_met", "The requirements are met"
    PROVISIONAL_ENTRY = "provisional_entry", "Provisional, during the entry period"
    REQUIREMENTS_NOT_MET = "requirements_not_met", "The requirements are no longer met"
    NOTICE_NOT_MET = "notice_not_met", "A remedial notice was not met"
    PATIENT_SAFETY = "patient_safety", "A concern about patient safety"
    DATA_CONCERN = "data_concern", "A concern about the evidence or the data"
    CONCERN_RESOLVED = "concern_resolved", "The concern has been resolved"
    PRACTICE_ASKED = "practice_asked", "The practice asked for it"
    PRACTICE_CLOSED = "practice_closed", "The practice closed or merged"
    APPEAL_UPHELD = "appeal_upheld", "An appeal was upheld"
    ERROR = "error", "The former decision was made in error"


REASONS_FOR: dict[str, tuple[ReasonCode, ...]] = {
    DecisionKind.GRANT: (ReasonCode.REQUIREMENTS_MET,),
    DecisionKind.PROVISIONAL: (ReasonCode.PROVISIONAL_ENTRY,),
    DecisionKind.RENEW: (ReasonCode.REQUIREMENTS_MET,),
    DecisionKind.DECLINE: (
        ReasonCode.REQUIREMENTS_NOT_MET,
        ReasonCode.PATIENT_SAFETY,
        ReasonCode.DATA_CONCERN,
        ReasonCode.PRACTICE_ASKED,
    ),
    DecisionKind.DOWNGRADE: (ReasonCode.REQUIREMENTS_NOT_MET, ReasonCode.PRACTICE_ASKED, ReasonCode.ERROR),
    DecisionKind.SUSPEND: (
        ReasonCode.REQUIREMENTS_NOT_MET,
        ReasonCode.NOTICE_NOT_MET,
        ReasonCode.PATIENT_SAFETY,
        ReasonCode.DATA_CONCERN,
        ReasonCode.PRACTICE_ASKED,
    ),
    DecisionKind.REINSTATE: (ReasonCode.REQUIREMENTS_MET, ReasonCode.CONCERN_RESOLVED, ReasonCode.ERROR),
    DecisionKind.WITHDRAW: (
        ReasonCode.REQUIREMENTS_NOT_MET,
        ReasonCode.NOTICE_NOT_MET,
        ReasonCode.PATIENT_SAFETY,
        ReasonCode.PRACTICE_ASKED,
        ReasonCode.PRACTICE_CLOSED,
        ReasonCode.ERROR,
    ),
    DecisionKind.LAPSE: (ReasonCode.REQUIREMENTS_NOT_MET,),
    DecisionKind.CLOSE: (ReasonCode.PRACTICE_CLOSED,),
    DecisionKind.MERGE: (ReasonCode.PRACTICE_CLOSED,),
    DecisionKind.UPHOLD: (ReasonCode.APPEAL_UPHELD,),
}


class OtherKind(TextChoices):
    """Kinds of evidence that come from outside this site; the codes are those of the ledger."""

    CREDENTIAL = "credential.verified", "Credential from elsewhere"
    CPD = "cpd.recorded", "Professional development elsewhere"
    ACTIVITY = "activity.logged", "Something done a number of times"
    COMPETENCY = "competency.assessed", "Competency assessed"
    ASSESSMENT = "assessment.taken", "Assessment taken"
    REGISTRATION = "registration.checked", "Registration looked up"
    EXTERNAL = "external.recorded", "What another body says"
    INDICATOR = "indicator.measured", "Indicator measured"
    SUBMISSION = "submission.received", "Submission received"
    COUNTED = "activity.counted", "Activity counted"


OF_PERSON = (
    OtherKind.CREDENTIAL,
    OtherKind.CPD,
    OtherKind.ACTIVITY,
    OtherKind.COMPETENCY,
    OtherKind.ASSESSMENT,
    OtherKind.REGISTRATION,
)


class EvidenceFile(TextChoices):
    """Kinds of file that bring other evidence of many practices."""

    INDICATORS = "indicators", "Indicators"
    SUBMISSIONS = "submissions", "Submissions"


class PlanOutcome(TextChoices):
    DONE = "done", "Done: the requirement is put right"
    ABANDONED = "abandoned", "Abandoned"
    REFUSED = "refused", "The practice did not agree"


class DraftState(TextChoices):
    """How far a draft of a framework has come. Moved only by `operations.drafts`."""

    WRITING = "writing", "Being written"
    WITH_CLINICAL_LEAD = "with_lead", "With a clinical lead"
    WITH_COMMISSIONER = "with_commissioner", "With the commissioner"
    PUBLISHED = "published", "Published"
    DROPPED = "dropped", "Dropped"


class DraftStepKind(TextChoices):
    WRITE = "write", "Written"
    SUBMIT = "submit", "Sent to a clinical lead"
    ENDORSE = "endorse", "Endorsed by a clinical lead"
    PUBLISH = "publish", "Approved and published"
    SEND_BACK = "send_back", "Sent back"
    DROP = "drop", "Dropped"
    COMMENT = "comment", "Comment"


class Transition(TextChoices):
    """How a version follows on the one before it; the codes are those of the rules."""

    FROM_DATE = "from_date", "For everybody from its first day"
    UNTIL_RENEWAL = "until_renewal", "For each practice from its renewal: until then the version before counts"
    WHICHEVER_BETTER = "whichever_better", "Whichever version is better for the practice, day by day"


class WaiverReason(TextChoices):
    DATA_FAULT = "data_fault", "A fault in the data that is not the practice's"
    SINGLE_HANDED = "single_handed", "A practice too small for it"
    SERVICE_PRESSURE = "service_pressure", "Exceptional pressure on services"
    NOT_ON_OFFER = "not_on_offer", "What is asked for was not on offer"
    OTHER = "other", "Another reason"


class ProposalState(TextChoices):
    OPEN = "open", "Waits for a second officer"
    CONFIRMED = "confirmed", "Confirmed"
    REFUSED = "refused", "Refused"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Taken back"


class NoticeReason(TextChoices):
    REQUIREMENTS_NOT_MET = "requirements_not_met", "A requirement is not met"
    PATIENT_SAFETY = "patient_safety", "A concern about patient safety"
    DATA_CONCERN = "data_concern", "A concern about the evidence or the data"


class NoticeState(TextChoices):
    OPEN = "open", "Open"
    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    WITHDRAWN = "withdrawn", "Taken back"


class AppealState(TextChoices):
    LODGED = "lodged", "Being heard"
    UPHELD = "upheld", "Upheld"
    DISMISSED = "dismissed", "Dismissed"
    WITHDRAWN = "withdrawn", "Taken back"
