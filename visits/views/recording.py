"""Record a visit on one screen, then sign it off beside its letter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cms import clock
from practices.models import Practice
from practices.permissions import check_at
from practices.queries import name_of
from practices.roles import Permission
from visits import operations, panels, queries
from visits.enums import VisitKind, VisitState
from visits.forms import ActionForm, LetterForm, RecordForm
from visits.forms.recording import initial_of
from visits.letters import draft_letter
from visits.models import FeedbackLetter, Visit
from visits.permissions import check_holds
from visits.views.acting import accepts, access_of, actor, visit_or_404
from visits.views.planning import network_now


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_or_404(pk)
    check_holds(access_of(request), visit)
    form = RecordForm(
        request.POST or None,
        candidates=queries.candidates(visit.network_id, visit.practice, on=visit.day or clock.today()),
        asks_kind=False,
        initial=initial_of(visit, visit.agenda.all(), queries.attendances_at(visit)),
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and accepts(form, lambda: operations.record_visit(visit=visit, report=form.report(), **actor(request)))
    ):
        return redirect("visits:sign_off", pk=pk)
    return _show_record(request, visit.practice, form)


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """A visit that took place and was arranged elsewhere. The people listed are those of today, or of the day ?on=."""
    practice = get_object_or_404(Practice, code=code)
    check_at(access_of(request), Permission.HOLD_VISITS, practice)
    network = network_now(practice)
    form = RecordForm(
        request.POST or None,
        candidates=queries.candidates(network.pk, practice, on=_day_asked(request)),
        asks_kind=True,
        initial={"kind": VisitKind.JOINT, "minutes": 90},
    )
    if request.method == "POST" and form.is_valid():
        entered: list[Visit] = []
        told: dict[str, Any] = {"practice": practice, "network": network, "kind": form.cleaned_data["kind"]}
        told |= {"report": form.report(), **actor(request)}
        if accepts(form, lambda: entered.append(operations.enter_past_visit(**told))):
            return redirect("visits:sign_off", pk=entered[0].pk)
    return _show_record(request, practice, form)


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as the practice will read it, what was agreed, and the button that makes it count."""
    visit = visit_or_404(pk)
    check_holds(access_of(request), visit)
    if visit.state != VisitState.HELD:
        return _not_held(request, visit)
    form = LetterForm(request.POST or None, initial={"letter": _letter(visit)})
    if request.method == "POST" and form.is_valid() and _signs(request, visit, form):
        return redirect("visits:sign_off" if "keep" in request.POST else "visits:visit", pk=pk)
    return show_sign_off(request, visit, form)


@sensitive_post_parameters()
@login_required
@require_http_methods(["POST"])
def add_action(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_or_404(pk)
    check_holds(access_of(request), visit)
    if visit.state != VisitState.HELD:
        return _not_held(request, visit)
    form = _action_form(visit, request.POST)
    if form.is_valid() and accepts(form, lambda: operations.add_action(visit=visit, **form.told(), **actor(request))):
        messages.success(request, "The action is agreed.")
        return redirect("visits:sign_off", pk=pk)
    return show_sign_off(request, visit, LetterForm(initial={"letter": _letter(visit)}), form)


def show_sign_off(
    request: HttpRequest, visit: Visit, form: LetterForm, action_form: ActionForm | None = None
) -> HttpResponse:
    context = {
        "visit": visit,
        "practice_name": name_of(visit.practice, on=visit.held_on or clock.today()),
        "attendance": panels.attendance_table(queries.attendances_at(visit)),
        "agenda": panels.agenda_table(visit.agenda.all(), shows_notes=True),
        "actions": panels.action_rows(visit.actions.select_related("owner")),
        "form": form,
        "action_form": action_form or _action_form(visit, None),
    }
    return render(request, "visits/sign_off.html", context)


def _not_held(request: HttpRequest, visit: Visit) -> HttpResponse:
    if not visit.took_place:
        messages.error(request, "This visit has not been recorded as held yet. Record it first.")
    return redirect("visits:visit", pk=visit.pk)


def _signs(request: HttpRequest, visit: Visit, form: LetterForm) -> bool:
    text = form.cleaned_data["letter"]
    if "keep" in request.POST:
        return accepts(form, lambda: operations.write_letter(visit=visit, text=text, **actor(request)))
    if not accepts(form, lambda: operations.sign_off_visit(visit=visit, letter=text, **actor(request))):
        return False
    messages.success(request, "The visit is signed off and counts. The practice has its letter.")
    return True


def _letter(visit: Visit) -> str:
    kept = FeedbackLetter.objects.filter(visit=visit).values_list("text", flat=True).first()
    return kept or draft_letter(visit.agenda.all(), visit.actions.all(), on=clock.today())


def _action_form(visit: Visit, data: Any) -> ActionForm:
    people = queries.candidates(visit.network_id, visit.practice, on=visit.day or clock.today())
    return ActionForm(data, candidates=people, prefix="action")


def _show_record(request: HttpRequest, practice: Practice, form: RecordForm) -> HttpResponse:
    context = {"form": form, "practice": practice, "practice_name": name_of(practice, on=clock.today())}
    return render(request, "visits/record.html", context)


def _day_asked(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()
