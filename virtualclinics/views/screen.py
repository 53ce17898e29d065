"""The one screen on which a clinic is run: read whole, with whichever form came back refused."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms import clock
from practices.confidentiality.forms import GUARD_MEDIA
from practices.correction_panels import history_table
from practices.corrections.queries import corrections_about
from practices.models import Practice
from practices.queries import names_of, practices_of_network
from virtualclinics import panels, queries
from virtualclinics.enums import ClinicState
from virtualclinics.forms import RecommendationForm, RegisterForm
from virtualclinics.models import Case, CaseRecommendation, Clinic
from virtualclinics.queries import AgendaEntry


def show(
    request: HttpRequest,
    clinic: Clinic,
    *,
    recommendation: RecommendationForm | None = None,
    register: RegisterForm | None = None,
) -> HttpResponse:
    agenda = queries.agenda_of(clinic)
    register = register or register_form(request, clinic, None)
    context = {
        "clinic": clinic,
        "is_planned": clinic.state == ClinicState.PLANNED,
        "is_cancelled": clinic.state == ClinicState.CANCELLED,
        "has_begun": clinic.starts_at <= clock.now(),
        "summary": panels.clinic_summary(clinic),
        "entries": [_entry(entry, recommendation) for entry in agenda],
        "waiting": _waiting(clinic) if clinic.state == ClinicState.PLANNED else [],
        "register": register,
        "others": _others(clinic, register),
        "corrections": history_table(corrections_about([clinic]), request.access),  # type: ignore[attr-defined]
        "form": recommendation or register,
        "guard": GUARD_MEDIA,
    }
    return render(request, "virtualclinics/run.html", context)


def recommendation_form(case: Case, data: Any, former: CaseRecommendation | None = None) -> RecommendationForm:
    fields = ("text", "reasoning", "themes", "pathway")
    initial = {name: getattr(former, name) for name in fields} if former else {}
    return RecommendationForm(data, prefix=f"case-{case.pk}", initial=initial)


def register_form(request: HttpRequest, clinic: Clinic, data: Any) -> RegisterForm:
    """Whoever could have been there. Further practices are named in the address: ?also=CODE."""
    practices = queries.practices_taking_part(clinic, request.GET.getlist("also"), on=clinic.happens_on)
    standing = {(each.person_id, each.practice_id): each.minutes for each in queries.attendances_at(clinic)}
    return RegisterForm(
        data,
        candidates=queries.candidates(clinic, practices),
        names=names_of([practice.pk for practice in practices], on=clinic.happens_on),
        standing=standing,
    )


def _entry(entry: AgendaEntry, refused: RecommendationForm | None) -> dict[str, Any]:
    form = recommendation_form(entry.case, None, entry.recommendation)
    is_refused = refused is not None and refused.prefix == form.prefix
    return {
        "case": entry.case,
        "practice": entry.practice,
        "headline": panels.headline(entry.case),
        "summary": panels.case_summary(entry.case, shows_reference=False),
        "recommendation": entry.recommendation,
        "told": panels.recommendation_summary(entry.recommendation) if entry.recommendation else None,
        "form": refused if is_refused else form,
        "is_refused": is_refused,
    }


def _waiting(clinic: Clinic) -> list[dict[str, Any]]:
    cases = list(queries.waiting_cases([clinic.network_id]))
    names = names_of({case.practice_id for case in cases}, on=clinic.happens_on)
    return [
        {
            "case": case,
            "practice": names.get(case.practice_id, case.practice.code),
            "headline": panels.headline(case),
        }
        for case in cases
    ]


def _others(clinic: Clinic, register: RegisterForm) -> list[tuple[str, str]]:
    """Code and name of the practices of the network whose people are not listed yet."""
    listed = {candidate.practice.pk for candidate in register.candidates.values() if candidate.practice}
    practices: list[Practice] = list(practices_of_network(clinic.network_id, on=clinic.happens_on))
    names = names_of([practice.pk for practice in practices], on=clinic.happens_on)
    return [
        (practice.code, names.get(practice.pk, practice.code)) for practice in practices if practice.pk not in listed
    ]
