from accreditation.models.coverage import Coverage
from accreditation.models.decisions import Decision, Recusal, SuspensionEffects
from accreditation.models.drafts import Draft, DraftStep, Rehearsal
from accreditation.models.frameworks import Framework, FrameworkVersion
from accreditation.models.imports import EvidenceImport
from accreditation.models.notices import Appeal, Notice
from accreditation.models.other_evidence import OtherEvidence
from accreditation.models.plan_costs import PlanCosts
from accreditation.models.plans import Plan
from accreditation.models.proposals import Proposal
from accreditation.models.reminders import Reminder
from accreditation.models.signings import Declaration, Enrolment
from accreditation.models.standing import KNOWN_FOR_EVER, NoticedDay, Reckoning, Standing, StandingEvent
from accreditation.models.waivers import Waiver

__all__ = [
    "KNOWN_FOR_EVER",
    "Appeal",
    "Coverage",
    "Decision",
    "Declaration",
    "Draft",
    "DraftStep",
    "Enrolment",
    "EvidenceImport",
    "Framework",
    "FrameworkVersion",
    "Notice",
    "NoticedDay",
    "OtherEvidence",
    "Plan",
    "PlanCosts",
    "Proposal",
    "Reckoning",
    "Recusal",
    "Rehearsal",
    "Reminder",
    "Standing",
    "StandingEvent",
    "SuspensionEffects",
    "Waiver",
]
