"""Cases and clinics as the components show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from cms.components import DataTable, Link, SummaryList, TagList
from cms.dates import in_words
from virtualclinics.models import Case, CaseRecommendation, Clinic, ClinicAttendance

STATE_COLOURS = {
    "draft": "grey",
    "submitted": "blue",
    "scheduled": "purple",
    "discussed": "orange",
    "closed": "green",
    "returned": "yellow",
    "withdrawn": "grey",
    "planned": "blue",
    "held": "green",
    "cancelled": "grey",
}


def state_tag(thing: Case | Clinic) -> TagList:
    return TagList(tags=[{"text": thing.get_state_display(), "colour": STATE_COLOURS[thing.state]}], label="State")


def moment_in_words(moment: datetime | None) -> str:
    """27 March 2026, 13:00, in Europe/London; nothing for a moment that has not come."""
    if moment is None:
        return ""
    local = localtime(moment)
    return f"{in_words(local.date())}, {local:%H:%M}"


def headline(case: Case) -> str:
    """Who the case is about, in bands."""
    parts = [case.get_sex_display(), case.get_age_band_display(), case.get_diabetes_type_display()]
    return ", ".join(part for part in parts if part) or "Not described yet"


def case_summary(case: Case, *, shows_reference: bool) -> SummaryList:
    """The whole form, without what was left empty. The practice's own reference is only for the practice."""
    rows = [("Our reference", case.local_reference)] if shows_reference else []
    rows += [
        ("Question", case.question),
        ("Person", headline(case)),
        ("Has had diabetes for", case.get_duration_display()),
        ("HbA1c", "; ".join(_reading(each.value, each.months_ago) for each in case.readings.all())),
        ("Current treatment", case.current_therapy),
        ("What failed", case.what_failed),
        ("What has been tried", case.tried),
        ("Hypoglycaemia", case.get_hypoglycaemia_display()),
        ("Measurements", _measurements(case)),
        ("Eyes", case.get_retina_display()),
        ("Foot risk", case.get_foot_risk_display()),
        ("Other conditions", ", ".join(case.comorbidity_labels)),
        ("Frailty", case.get_frailty_display()),
        ("Pregnancy", case.get_pregnancy_display()),
        ("Life and circumstances", ", ".join(case.living_factor_labels)),
        ("The person’s goals", case.goals),  # noqa: RUF001
    ]
    return SummaryList(rows=[{"key": key, "value": value} for key, value in rows if value])


def recommendation_summary(recommendation: CaseRecommendation) -> SummaryList:
    rows: list[dict[str, Any]] = [
        {"key": "Recommendation", "value": recommendation.text},
        {"key": "Reasoning", "value": recommendation.reasoning},
        {"key": "Themes", "value": ", ".join(recommendation.theme_labels)},
        {"key": "From now on", "value": recommendation.get_pathway_display()},
        {"key": "Recommended by", "value": recommendation.recommended_by.name},
    ]
    if recommendation.revision > 1:
        rows.append({"key": "Corrected", "value": moment_in_words(recommendation.recommended_at)})
    return SummaryList(rows=rows)


def clinic_summary(clinic: Clinic) -> SummaryList:
    place = clinic.place if clinic.place else clinic.get_mode_display()
    rows: list[dict[str, Any]] = [
        {"key": "When", "value": f"{moment_in_words(clinic.starts_at)} to {localtime(clinic.ends_at):%H:%M}"},
        {"key": "Where", "value": place},
        {"key": "Lead specialist", "value": clinic.lead.name},
        {"key": "State", "value": state_tag(clinic)},
    ]
    return SummaryList(rows=rows)


def clinic_table(caption: str, clinics: Iterable[Any], empty: str) -> DataTable:
    """For specialists: each clinic leads to the screen that runs it. Clinics are counted: `on_agenda`."""
    rows = [
        [
            Link(text=clinic.title, href=reverse("virtualclinics:run", args=[clinic.pk])),
            moment_in_words(clinic.starts_at),
            clinic.lead.name,
            f"{clinic.on_agenda} of {clinic.capacity}",
            state_tag(clinic),
        ]
        for clinic in clinics
    ]
    return DataTable(caption=caption, headings=["Clinic", "When", "Lead", "Cases", "State"], rows=rows, empty=empty)


def attendance_table(attendances: Iterable[ClinicAttendance], *, own: Iterable[int], names_all: bool) -> DataTable:
    """Who took part. Of other practices a practice is told the roles, not the people."""
    ours = set(own)
    rows = [
        [
            each.person.name if names_all or each.practice_id in {None, *ours} else "Another practice",
            each.role_label,
            each.minutes,
        ]
        for each in attendances
    ]
    return DataTable(caption="Who took part", headings=["Person", "Role", "Minutes"], rows=rows)


def _reading(value: int, months_ago: int) -> str:
    if months_ago == 0:
        return f"{value} mmol/mol now"
    return f"{value} mmol/mol {months_ago} month{'s' if months_ago > 1 else ''} ago"


def _measurements(case: Case) -> str:
    pressure = f"blood pressure {case.systolic}/{case.diastolic}" if case.systolic and case.diastolic else ""
    parts = [
        pressure,
        f"eGFR {case.egfr}" if case.egfr is not None else "",
        f"ACR {case.acr} mg/mmol" if case.acr is not None else "",
        f"total cholesterol {case.cholesterol} mmol/l" if case.cholesterol is not None else "",
        f"BMI {case.get_bmi_display()}" if case.bmi else "",
    ]
    return "; ".join(part for part in parts if part)
