"""After sign-off: who was really there, and on which day it really was. Both go through the door for corrections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cms import clock
from practices.views.door import Asked, through_the_door
from visits import panels, queries
from visits.doors import ATTENDANCE, DAY
from visits.forms import CorrectDayForm, CorrectionForm
from visits.models import Visit
from visits.permissions import check_holds
from visits.views.acting import access_of, visit_or_404


@login_required
@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    found = visit_or_404(pk)
    check_holds(access_of(request), found)
    people = queries.candidates(found.network_id, found.practice, on=found.day or clock.today())
    form = CorrectionForm(request.POST or None, candidates=people)
    if request.method == "POST" and form.is_valid():
        told = "The attendance is corrected. What was known before stays on record."
        if answer := through_the_door(request, _asked(ATTENDANCE, found, form.told(), told), form):
            return answer
    return _show(request, found, form, "Correct who was there", "Correct the attendance")


@login_required
@require_http_methods(["GET", "POST"])
def day(request: HttpRequest, pk: int) -> HttpResponse:
    found = visit_or_404(pk)
    check_holds(access_of(request), found)
    form = CorrectDayForm(request.POST or None, initial={"held_on": found.held_on})
    if request.method == "POST" and form.is_valid():
        told = "The day is corrected. What was known before stays on record."
        if answer := through_the_door(request, _asked(DAY, found, form.cleaned_data, told), form, "held_on"):
            return answer
    return _show(request, found, form, "Correct the day of the visit", "Correct the day")


def _asked(kind: str, visit: Visit, arguments: dict[str, Any], told: str) -> Asked:
    return Asked(kind, {"visit": visit, **arguments}, visit, told, reverse("visits:visit", args=[visit.pk]))


def _show(request: HttpRequest, visit: Visit, form: forms.Form, heading: str, submit: str) -> HttpResponse:
    context = {
        "form": form,
        "visit": visit,
        "heading": heading,
        "submit": submit,
        "before": panels.attendance_table(queries.attendances_at(visit)),
    }
    return render(request, "visits/ask.html", context)
