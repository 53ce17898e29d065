"""The roles of the site: what each may do, in one place, with a sentence for humans."""

from __future__ import annotations

from enum import Enum


class Permission(Enum):
    """What a role may do. The first group is asked of a practice, the second of a network."""

    SEE_PRACTICE = "see a practice's standing, people and activity"
    MANAGE_STAFF = "invite people to a practice, and keep their posts"
    SIGN_FOR_PRACTICE = "sign declarations and agree visits for a practice"
    SUBMIT_CASES = "submit anonymised cases, and record what was done"
    LEARN = "complete modules and book sessions"
    FORECAST = "see what will become of a practice's standing, and try what if"

    SEE_NETWORK = "see the practices of a network"
    SEE_REGISTER = "see every practice's standing on any day"
    DECIDE_AWARDS = "grant, suspend and withdraw accreditation"
    RUN_SESSIONS = "run live sessions and take their registers"
    RUN_CLINICS = "run virtual clinics and write recommendations"
    HOLD_VISITS = "propose, hold and sign off practice visits"
    RECORD_EVIDENCE = "record evidence from elsewhere, and propose plans"
    EDIT_CONTENT = "write courses and pages"
    MANAGE_NETWORK = "enrol practices, invite specialists, import the directory"
    DRAFT_FRAMEWORKS = "write frameworks in the scheme studio"
    ENDORSE_FRAMEWORKS = "endorse a draft framework as a clinical lead"
    PUBLISH_FRAMEWORKS = "approve and publish a framework"
    OPERATE_SITE = "see jobs, retry what failed"
    CONFIRM_CORRECTIONS = "confirm corrections that change a granted standing"


class Role:
    name = ""
    description = ""
    permissions: frozenset[Permission] = frozenset()


class Learner(Role):
    name = "learner"
    description = "A clinician or manager employed at a practice."
    permissions = frozenset({Permission.SEE_PRACTICE, Permission.SUBMIT_CASES, Permission.LEARN})


class PracticeLead(Role):
    name = "practice_lead"
    description = "The practice's named lead GP or nurse, or its manager: keeps its people and signs for it."
    permissions = Learner.permissions | {Permission.MANAGE_STAFF, Permission.SIGN_FOR_PRACTICE, Permission.FORECAST}


class Specialist(Role):
    name = "specialist"
    description = "A consultant or specialist nurse: runs sessions, clinics and visits, writes courses."
    permissions = frozenset(
        {
            Permission.SEE_NETWORK,
            Permission.SEE_PRACTICE,
            Permission.FORECAST,
            Permission.RUN_SESSIONS,
            Permission.RUN_CLINICS,
            Permission.HOLD_VISITS,
            Permission.RECORD_EVIDENCE,
            Permission.DRAFT_FRAMEWORKS,
            Permission.ENDORSE_FRAMEWORKS,
            Permission.EDIT_CONTENT,
            Permission.LEARN,
        }
    )


class Commissioner(Role):
    name = "commissioner"
    description = "An officer of the commissioner: checks standing, decides on awards."
    permissions = frozenset(
        {
            Permission.SEE_NETWORK,
            Permission.SEE_PRACTICE,
            Permission.FORECAST,
            Permission.SEE_REGISTER,
            Permission.DECIDE_AWARDS,
            Permission.PUBLISH_FRAMEWORKS,
            Permission.CONFIRM_CORRECTIONS,
        }
    )


class Editor(Role):
    name = "editor"
    description = "Writes courses and pages."
    permissions = frozenset({Permission.EDIT_CONTENT, Permission.LEARN})


class ProgrammeAdmin(Role):
    name = "programme_admin"
    description = "Runs the network's programme: enrols practices, invites people, imports the directory."
    permissions = frozenset(
        {
            Permission.SEE_NETWORK,
            Permission.SEE_PRACTICE,
            Permission.FORECAST,
            Permission.SEE_REGISTER,
            Permission.MANAGE_STAFF,
            Permission.RUN_SESSIONS,
            Permission.RECORD_EVIDENCE,
            Permission.EDIT_CONTENT,
            Permission.MANAGE_NETWORK,
            Permission.DRAFT_FRAMEWORKS,
            Permission.OPERATE_SITE,
            Permission.CONFIRM_CORRECTIONS,
        }
    )


ROLES: tuple[type[Role], ...] = (Learner, PracticeLead, Specialist, Commissioner, Editor, ProgrammeAdmin)
NETWORK_ROLES: dict[str, type[Role]] = {role.name: role for role in (Specialist, Commissioner, Editor, ProgrammeAdmin)}

# Whoever holds one of these signs in with a second factor (NHS multi-factor authentication policy).
SECOND_FACTOR_ROLES = (Specialist, Commissioner, Editor, ProgrammeAdmin)
