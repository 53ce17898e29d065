"""Propose, agree, decline, reschedule, cancel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cms import clock
from practices.access import network_of
from practices.models import Network, Practice
from practices.permissions import check_at
from practices.queries import name_of
from practices.roles import Permission
from visits import operations
from visits.enums import Side, VisitKind
from visits.forms import AgreeForm, ProposeForm, ReasonForm, SlotsForm
from visits.forms.planning import suggested, usual_slots
from visits.models import Visit
from visits.permissions import can_hold, check_cancels, check_holds, check_signs
from visits.views.acting import accepts, access_of, actor, visit_or_404


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    practice = get_object_or_404(Practice, code=code)
    check_at(access_of(request), Permission.HOLD_VISITS, practice)
    initial = {**usual_slots(clock.today()), "kind": VisitKind.JOINT}
    form = ProposeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {name: form.cleaned_data[name] for name in ("kind", "minutes")}
        told |= {"practice": practice, "network": network_now(practice), "slots": form.slots(), "agenda": form.agenda()}
        if accepts(form, lambda: operations.propose_visit(**told, **actor(request))):
            messages.success(request, "The visit is proposed. The practice chooses a time and the agenda.")
            return redirect("visits:practice_visits", code=code)
    context = {"form": form, "practice": practice, "practice_name": name_of(practice, on=clock.today())}
    return render(request, "visits/propose.html", context)


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_or_404(pk)
    check_signs(access_of(request), visit)
    form = AgreeForm(request.POST or None, slots=visit.slots.all(), initial=suggested(visit.agenda.all()))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"starts_at": form.cleaned_data["slot"], "agenda": form.agenda()}
        if accepts(form, lambda: operations.agree_visit(visit=visit, **told, **actor(request))):
            messages.success(request, "The visit is agreed.")
            return redirect("visits:visit", pk=pk)
    return render(request, "visits/agree.html", {"form": form, "visit": visit})


@login_required
@require_http_methods(["GET", "POST"])
def reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_or_404(pk)
    check_holds(access_of(request), visit)
    form = SlotsForm(request.POST or None, initial=usual_slots(clock.today()))
    if (
        request.method == "POST"
        and form.is_valid()
        and accepts(form, lambda: operations.reschedule_visit(visit=visit, slots=form.slots(), **actor(request)))
    ):
        messages.success(request, "The practice is asked to choose one of the new times.")
        return redirect("visits:visit", pk=pk)
    return _ask(request, visit, form, "Offer other times", "Offer these times")


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_or_404(pk)
    check_signs(access_of(request), visit)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        if accepts(form, lambda: operations.decline_visit(visit=visit, because=because, **actor(request))):
            messages.success(request, "The visit is declined. The specialists see your reason.")
            return redirect("visits:visit", pk=pk)
    return _ask(request, visit, form, "Decline the visit", "Decline the visit")


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_or_404(pk)
    check_cancels(access_of(request), visit)
    side = Side.VISITOR if can_hold(access_of(request), visit) else Side.HOST
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        if accepts(form, lambda: operations.cancel_visit(visit=visit, side=side, because=because, **actor(request))):
            messages.success(request, "The visit is cancelled.")
            return redirect("visits:visit", pk=pk)
    return _ask(request, visit, form, "Cancel the visit", "Cancel the visit")


def network_now(practice: Practice) -> Network:
    return get_object_or_404(Network, pk=network_of(practice, clock.today()))


def _ask(request: HttpRequest, visit: Visit, form: Any, heading: str, submit: str) -> HttpResponse:
    context = {"form": form, "visit": visit, "heading": heading, "submit": submit}
    return render(request, "visits/ask.html", context)
