"""Schedule a clinic, change it, cancel it; and the page of a clinic for the practices that take part."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from practices.permissions import check_anywhere, check_in
from practices.queries import specialists_of
from practices.roles import Permission
from virtualclinics import operations, panels, queries
from virtualclinics.enums import ClinicState
from virtualclinics.forms import ClinicForm
from virtualclinics.forms.clinics import plan_of
from virtualclinics.models import Clinic
from virtualclinics.permissions import can_run, can_see_case, check_runs_clinic, check_sees_clinic, is_own
from virtualclinics.views.acting import access_of, actor


def clinic_or_404(pk: int) -> Clinic:
    return get_object_or_404(Clinic.objects.select_related("network", "lead"), pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    check_anywhere(access, Permission.RUN_CLINICS)
    form = _form(request, access.networks_with(Permission.RUN_CLINICS), initial={"lead": access.person})
    if request.method == "POST" and form.is_valid():
        network = form.cleaned_data["network"]
        check_in(access, Permission.RUN_CLINICS, network)
        planned = operations.schedule_clinic(network=network, **form.plan(), **actor(request))
        messages.success(request, "The clinic is planned. Put cases on its agenda.")
        return redirect("virtualclinics:run", pk=planned.pk)
    return render(request, "virtualclinics/schedule.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = clinic_or_404(pk)
    check_runs_clinic(access_of(request), found)
    form = _form(request, [found.network_id], initial=plan_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_clinic(clinic=found, **form.plan(), **actor(request))
            messages.success(request, "The clinic is changed.")
        except ValueError as refusal:
            messages.error(request, str(refusal))
        return redirect("virtualclinics:run", pk=pk)
    return render(request, "virtualclinics/schedule.html", {"form": form, "clinic": found})


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = clinic_or_404(pk)
    check_runs_clinic(access_of(request), found)
    if request.method == "POST":
        try:
            operations.cancel_clinic(clinic=found, **actor(request))
            messages.success(request, "The clinic is cancelled. Its cases are back in the queue.")
        except ValueError as refusal:
            messages.error(request, str(refusal))
        return redirect("virtualclinics:run", pk=pk)
    return render(request, "virtualclinics/cancel.html", {"clinic": found})


@login_required
@require_safe
def clinic(request: HttpRequest, pk: int) -> HttpResponse:
    """For practices that take part; specialists run it on a screen of their own."""
    found, access = clinic_or_404(pk), access_of(request)
    check_sees_clinic(access, found)
    if can_run(access, found):
        return redirect("virtualclinics:run", pk=pk)
    attendances = queries.attendances_at(found)
    context = {
        "clinic": found,
        "summary": panels.clinic_summary(found),
        "entries": [
            {"case": entry.case, "is_own": is_own(access, entry.case), "headline": panels.headline(entry.case)}
            for entry in queries.agenda_of(found)
            if can_see_case(access, entry.case)
        ],
        "attendance": panels.attendance_table(attendances, own=access.practice_ids, names_all=False)
        if found.state == ClinicState.HELD
        else None,
    }
    return render(request, "virtualclinics/clinic.html", context)


def _form(request: HttpRequest, networks: list[int], initial: dict) -> ClinicForm:
    on = clock.today()
    leads = [each.person_id for network in networks for each in specialists_of(network, on=on)]
    return ClinicForm(request.POST or None, networks=networks, leads=leads, initial=initial)
