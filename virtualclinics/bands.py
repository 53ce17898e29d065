"""The words of the anonymised case form: bands and lists too wide to tell anybody by (domain section 6)."""

from __future__ import annotations

from django.db.models import TextChoices


class AgeBand(TextChoices):
    FROM_15 = "15_19", "15 to 19"
    FROM_20 = "20_24", "20 to 24"
    FROM_25 = "25_29", "25 to 29"
    FROM_30 = "30_34", "30 to 34"
    FROM_35 = "35_39", "35 to 39"
    FROM_40 = "40_44", "40 to 44"
    FROM_45 = "45_49", "45 to 49"
    FROM_50 = "50_54", "50 to 54"
    FROM_55 = "55_59", "55 to 59"
    FROM_60 = "60_64", "60 to 64"
    FROM_65 = "65_69", "65 to 69"
    FROM_70 = "70_74", "70 to 74"
    FROM_75 = "75_79", "75 to 79"
    FROM_80 = "80_84", "80 to 84"
    FROM_85 = "85_89", "85 to 89"
    FROM_90 = "90_over", "90 or over"


class Sex(TextChoices):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Other or not stated"


class DiabetesType(TextChoices):
    TYPE_1 = "type_1", "Type 1"
    TYPE_2 = "type_2", "Type 2"
    TYPE_3C = "type_3c", "Type 3c (pancreatic)"
    MONOGENIC = "monogenic", "Monogenic"
    GESTATIONAL = "gestational", "Gestational"
    UNCERTAIN = "uncertain", "Uncertain"


class Duration(TextChoices):
    UNDER_1 = "under_1", "Under 1 year"
    FROM_1 = "1_4", "1 to 4 years"
    FROM_5 = "5_9", "5 to 9 years"
    FROM_10 = "10_19", "10 to 19 years"
    FROM_20 = "20_over", "20 years or more"


class Bmi(TextChoices):
    UNDER_18_5 = "under_18_5", "Under 18.5"
    FROM_18_5 = "18_5_24", "18.5 to 24.9"
    FROM_25 = "25_29", "25 to 29.9"
    FROM_30 = "30_34", "30 to 34.9"
    FROM_35 = "35_39", "35 to 39.9"
    FROM_40 = "40_over", "40 or over"


class Retina(TextChoices):
    NONE = "r0", "R0: no retinopathy"
    BACKGROUND = "r1", "R1: background"
    PRE_PROLIFERATIVE = "r2", "R2: pre-proliferative"
    PROLIFERATIVE = "r3", "R3: proliferative"
    MACULOPATHY = "m1", "M1: maculopathy"
    NOT_SCREENED = "not_screened", "Not screened"


class FootRisk(TextChoices):
    LOW = "low", "Low"
    MODERATE = "moderate", "Moderate"
    HIGH = "high", "High"
    ACTIVE = "active", "Active foot problem"
    NOT_EXAMINED = "not_examined", "Not examined"


class Hypoglycaemia(TextChoices):
    NONE = "none", "None known"
    OCCASIONAL = "occasional", "Occasional, self-treated"
    FREQUENT = "frequent", "Frequent, self-treated"
    SEVERE = "severe", "Severe: needed help in the last year"
    UNAWARE = "unaware", "With impaired awareness"


class Comorbidity(TextChoices):
    HYPERTENSION = "hypertension", "Hypertension"
    CORONARY = "coronary", "Coronary heart disease"
    HEART_FAILURE = "heart_failure", "Heart failure"
    STROKE = "stroke", "Stroke or TIA"
    ATRIAL_FIBRILLATION = "atrial_fibrillation", "Atrial fibrillation"
    PERIPHERAL_ARTERIAL = "peripheral_arterial", "Peripheral arterial disease"
    CKD = "ckd", "Chronic kidney disease"
    NEUROPATHY = "neuropathy", "Neuropathy"
    LIVER = "liver", "Fatty liver disease"
    RESPIRATORY = "respiratory", "Asthma or COPD"
    CANCER = "cancer", "Cancer"
    DEMENTIA = "dementia", "Dementia"
    DEPRESSION = "depression", "Depression or anxiety"
    SEVERE_MENTAL_ILLNESS = "severe_mental_illness", "Severe mental illness"
    EATING_DISORDER = "eating_disorder", "Eating disorder"
    LEARNING_DISABILITY = "learning_disability", "Learning disability"
    STEROIDS = "steroids", "Long-term steroids"
    SLEEP_APNOEA = "sleep_apnoea", "Sleep apnoea"


class Frailty(TextChoices):
    NONE = "none", "None"
    MILD = "mild", "Mild"
    MODERATE = "moderate", "Moderate"
    SEVERE = "severe", "Severe"


class PregnancyIntention(TextChoices):
    NOT_RELEVANT = "not_relevant", "Not relevant"
    NOT_PLANNED = "not_planned", "Not planned"
    PLANNING = "planning", "Planning a pregnancy"
    PREGNANT = "pregnant", "Pregnant"


class LivingFactor(TextChoices):
    ALONE = "alone", "Lives alone"
    CARE_HOME = "care_home", "Care home"
    HOUSEBOUND = "housebound", "Housebound"
    NEEDS_CARER = "needs_carer", "Somebody else gives the treatment"
    SHIFTS = "shifts", "Works shifts or nights"
    DRIVES_FOR_WORK = "drives_for_work", "Drives for work"
    MONEY = "money", "Short of money or food"
    HOUSING = "housing", "Unstable housing"
    ALCOHOL = "alcohol", "Alcohol or drugs"
    SMOKES = "smokes", "Smokes or vapes"
    LANGUAGE = "language", "Needs an interpreter"
    LITERACY = "literacy", "Finds reading or numbers hard"
    VISION = "vision", "Poor eyesight"
    FASTS = "fasts", "Fasts for religious reasons"


class HbA1cBand(TextChoices):
    """In mmol/mol."""

    UNDER_48 = "under_48", "Under 48"
    FROM_48 = "48_52", "48 to 52"
    FROM_53 = "53_57", "53 to 57"
    FROM_58 = "58_68", "58 to 68"
    FROM_69 = "69_85", "69 to 85"
    FROM_86 = "86_over", "86 or over"
    NOT_MEASURED = "not_measured", "Not measured since"
