"""Run a clinic, on one screen: agenda, recommendations, attendance, sign-off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from practices.views.door import Asked, through_the_door
from virtualclinics import operations
from virtualclinics.doors import ATTENDANCE
from virtualclinics.enums import ClinicState
from virtualclinics.models import Case, Clinic
from virtualclinics.permissions import check_runs_clinic
from virtualclinics.stays import Stay
from virtualclinics.views.acting import access_of, actor
from virtualclinics.views.planning import clinic_or_404
from virtualclinics.views.screen import recommendation_form, register_form, show


@login_required
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, _clinic(request, pk))


@login_required
@require_POST
def add_case(request: HttpRequest, pk: int) -> HttpResponse:
    clinic = _clinic(request, pk)
    case = _named_case(request, network_id=clinic.network_id, submitted_at__isnull=False)
    return _act(request, clinic, "agenda", lambda: operations.put_on_agenda(clinic=clinic, case=case, **actor(request)))


@login_required
@require_POST
def remove_case(request: HttpRequest, pk: int) -> HttpResponse:
    clinic = _clinic(request, pk)
    case = _named_case(request, agenda_items__clinic=clinic)
    return _act(
        request, clinic, "agenda", lambda: operations.take_off_agenda(clinic=clinic, case=case, **actor(request))
    )


@sensitive_post_parameters()
@login_required
@require_POST
def recommend(request: HttpRequest, pk: int, case_pk: int) -> HttpResponse:
    clinic = _clinic(request, pk)
    case = get_object_or_404(Case, pk=case_pk, agenda_items__clinic=clinic)
    form = recommendation_form(case, request.POST)
    if form.is_valid():
        try:
            operations.record_recommendation(clinic=clinic, case=case, **form.cleaned_data, **actor(request))
            messages.success(request, f"The recommendation on case {case.pk} is recorded.")
            return _back(clinic, f"case-{case.pk}")
        except ValueError as refusal:
            form.add_error(None, str(refusal))
    return show(request, clinic, recommendation=form)


@login_required
@require_POST
def take_register(request: HttpRequest, pk: int) -> HttpResponse:
    clinic = _clinic(request, pk)
    form = register_form(request, clinic, request.POST)
    if form.is_valid() and clinic.state == ClinicState.HELD:
        if answer := through_the_door(request, _correcting(clinic, form.stays()), form):
            return answer
    elif form.is_valid():
        try:
            operations.take_register(clinic=clinic, stays=form.stays(), **actor(request))
            messages.success(request, "The attendance is recorded.")
            return _back(clinic, "attendance")
        except ValueError as refusal:
            form.add_error(None, str(refusal))
    return show(request, clinic, register=form)


def _correcting(clinic: Clinic, stays: list[Stay]) -> Asked:
    """After sign-off the register is evidence."""
    arguments = {"clinic": clinic, "stays": [(each.person, each.minutes, each.practice) for each in stays]}
    told = "The attendance is corrected. What was known before stays on record."
    back = f"{reverse('virtualclinics:run', args=[clinic.pk])}#attendance"
    return Asked(ATTENDANCE, arguments, clinic, told, back)


@login_required
@require_POST
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    clinic = _clinic(request, pk)
    return _act(request, clinic, "sign-off", lambda: operations.sign_off_clinic(clinic=clinic, **actor(request)))


def _clinic(request: HttpRequest, pk: int) -> Clinic:
    clinic = clinic_or_404(pk)
    check_runs_clinic(access_of(request), clinic)
    return clinic


def _named_case(request: HttpRequest, **among: Any) -> Case:
    number = request.POST.get("case", "")
    return get_object_or_404(Case, pk=int(number) if number.isdecimal() else None, **among)


def _act(request: HttpRequest, clinic: Clinic, place: str, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except ValueError as refusal:
        messages.error(request, str(refusal))
        return _back(clinic, "maincontent")
    return _back(clinic, place)


def _back(clinic: Clinic, place: str) -> HttpResponse:
    return redirect(f"{reverse('virtualclinics:run', args=[clinic.pk])}#{place}")
