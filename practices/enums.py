from __future__ import annotations

from django.db.models import TextChoices


class PracticeRole(TextChoices):
    """What a person is employed as at a practice (domain section 7)."""

    GP_PARTNER = "gp_partner", "GP partner"
    SALARIED_GP = "salaried_gp", "Salaried GP"
    LOCUM_GP = "locum_gp", "Locum GP"
    GP_REGISTRAR = "gp_registrar", "GP registrar"
    PRACTICE_NURSE = "practice_nurse", "Practice nurse"
    ADVANCED_NURSE_PRACTITIONER = "advanced_nurse_practitioner", "Advanced nurse practitioner"
    NURSING_ASSOCIATE = "nursing_associate", "Nursing associate"
    HEALTHCARE_ASSISTANT = "healthcare_assistant", "Healthcare assistant"
    PHARMACIST = "pharmacist", "Pharmacist"
    PHARMACY_TECHNICIAN = "pharmacy_technician", "Pharmacy technician"
    PARAMEDIC = "paramedic", "Paramedic"
    DIETITIAN = "dietitian", "Dietitian"
    PODIATRIST = "podiatrist", "Podiatrist"
    PRACTICE_MANAGER = "practice_manager", "Practice manager"
    REGISTER_COORDINATOR = "register_coordinator", "Register co-ordinator"


GP_ROLES = (PracticeRole.GP_PARTNER, PracticeRole.SALARIED_GP, PracticeRole.LOCUM_GP, PracticeRole.GP_REGISTRAR)
NURSE_ROLES = (
    PracticeRole.PRACTICE_NURSE,
    PracticeRole.ADVANCED_NURSE_PRACTITIONER,
    PracticeRole.NURSING_ASSOCIATE,
)


class LeadRole(TextChoices):
    LEAD_GP = "lead_gp", "Lead GP for diabetes"
    LEAD_NURSE = "lead_nurse", "Lead nurse for diabetes"
    DEPUTY_LEAD_GP = "deputy_lead_gp", "Deputy lead GP for diabetes"
    DEPUTY_LEAD_NURSE = "deputy_lead_nurse", "Deputy lead nurse for diabetes"
    REGISTER_COORDINATOR = "register_coordinator", "Register co-ordinator"


class NetworkRole(TextChoices):
    """What a person may do across the practices of a network."""

    SPECIALIST = "specialist", "Specialist"
    COMMISSIONER = "commissioner", "Commissioner"
    EDITOR = "editor", "Editor"
    PROGRAMME_ADMIN = "programme_admin", "Programme admin"


class Profession(TextChoices):
    """What a person in a network role is by profession. Visits and clinics count by it."""

    CONSULTANT = "consultant", "Consultant diabetologist"
    SPECIALTY_DOCTOR = "specialty_doctor", "Specialty doctor"
    DIABETES_SPECIALIST_NURSE = "diabetes_specialist_nurse", "Diabetes specialist nurse"
    CONSULTANT_NURSE = "consultant_nurse", "Consultant nurse"
    DIETITIAN = "dietitian", "Dietitian"
    PODIATRIST = "podiatrist", "Podiatrist"
    PSYCHOLOGIST = "psychologist", "Psychologist"
    MANAGER = "manager", "Manager"
    FINANCE = "finance", "Finance"


class RegistrationBody(TextChoices):
    GMC = "gmc", "General Medical Council"
    NMC = "nmc", "Nursing and Midwifery Council"
    GPHC = "gphc", "General Pharmaceutical Council"
    HCPC = "hcpc", "Health and Care Professions Council"


class PracticeStatus(TextChoices):
    """The ODS status codes of the practice file."""

    ACTIVE = "A", "Active"
    CLOSED = "C", "Closed"
    DORMANT = "D", "Dormant"
    PROPOSED = "P", "Proposed"


class DirectoryFile(TextChoices):
    """The kinds of open data file that fill the practice directory."""

    PRACTICES = "practices", "Practices"
    NETWORKS = "networks", "Primary care networks"
    LIST_SIZES = "list_sizes", "List sizes"
    REGISTERS = "registers", "Diabetes registers"


class UnitKind(TextChoices):
    """Groups of practices that deliver together, besides the primary care networks of the directory."""

    LOCALITY = "locality", "Locality"
    GROUP = "group", "Group of practices"


class SuccessionKind(TextChoices):
    """How one practice became part of another."""

    MERGED = "merged", "Merged: the former practice closed and is part of this one"
    BRANCH = "branch", "Branch: the former practice is a branch of this one"
    SPLIT = "split", "Split: this practice took over some of the former one's patients and staff"
    RENAMED = "renamed", "Renamed: the same practice under a new code"


class CorrectionState(TextChoices):
    """Where a correction is. What changes no granted standing is done at once; all else waits for a second person."""

    WAITING = "waiting", "Waits for a second person"
    DONE = "done", "Done at once"
    CONFIRMED = "confirmed", "Confirmed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Taken back"
    EXPIRED = "expired", "Expired"
