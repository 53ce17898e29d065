"""One case: what was asked, what was recommended, what was done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import clock
from practices.confidentiality.forms import GUARD_MEDIA
from practices.queries import name_of
from virtualclinics import operations, panels, policies, queries
from virtualclinics.enums import CaseState
from virtualclinics.forms import OutcomeForm, PutOnAgendaForm, ReturnForm
from virtualclinics.models import Case
from virtualclinics.permissions import can_answer, check_answers_case, check_changes_case, check_sees_case, is_own
from virtualclinics.views.acting import accepts, access_of, actor


def _case(pk: int) -> Case:
    return get_object_or_404(Case.objects.select_related("practice", "network", "submitted_by", "moved_by"), pk=pk)


@login_required
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    found = _case(pk)
    check_sees_case(access_of(request), found)
    return _show(request, found)


@sensitive_post_parameters()
@login_required
@require_POST
def record_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    found = _case(pk)
    check_changes_case(access_of(request), found)
    form = OutcomeForm(request.POST)
    if form.is_valid() and accepts(
        form, lambda: operations.record_outcome(case=found, **form.cleaned_data, **actor(request))
    ):
        messages.success(request, "What you did is recorded, and counts for your practice.")
        return redirect("virtualclinics:case", pk=pk)
    return _show(request, found, outcome_form=form)


@sensitive_post_parameters()
@login_required
@require_POST
def return_case(request: HttpRequest, pk: int) -> HttpResponse:
    found = _case(pk)
    check_answers_case(access_of(request), found)
    form = ReturnForm(request.POST)
    if form.is_valid() and accepts(
        form, lambda: operations.return_case(case=found, because=form.cleaned_data["because"], **actor(request))
    ):
        messages.success(request, f"Case {pk} went back to the practice with your question.")
        return redirect("virtualclinics:queue")
    return _show(request, found, return_form=form)


@login_required
@require_POST
def put_on_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    found = _case(pk)
    check_answers_case(access_of(request), found)
    form = PutOnAgendaForm(request.POST, clinics=_clinics_for(found))
    if form.is_valid() and accepts(
        form, lambda: operations.put_on_agenda(clinic=form.cleaned_data["clinic"], case=found, **actor(request))
    ):
        messages.success(request, f"Case {pk} is on the agenda of {form.cleaned_data['clinic']}.")
        return redirect("virtualclinics:queue")
    return _show(request, found, agenda_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw_case(request: HttpRequest, pk: int) -> HttpResponse:
    found = _case(pk)
    check_changes_case(access_of(request), found)
    if request.method == "POST":
        try:
            operations.withdraw_case(case=found, **actor(request))
        except ValueError as refusal:
            messages.error(request, str(refusal))
            return redirect("virtualclinics:case", pk=pk)
        messages.success(request, f"{found.local_reference} is withdrawn.")
        return redirect("virtualclinics:practice_cases", code=found.practice.code)
    return render(request, "virtualclinics/withdraw_case.html", {"case": found})


def _show(request: HttpRequest, case: Case, **forms: Any) -> HttpResponse:
    own, answers = is_own(access_of(request), case), can_answer(access_of(request), case)
    names_practice = own or answers
    context = {
        "case": case,
        "state": panels.state_tag(case),
        "is_own": own,
        "practice_name": name_of(case.practice, on=clock.today()) if names_practice else "",
        "summary": panels.case_summary(case, shows_reference=own),
        "recommendations": [(each, panels.recommendation_summary(each)) for each in queries.recommendations_on(case)],
        "outcome": queries.outcome_of(case) if names_practice else None,
        "guard": GUARD_MEDIA,
        "may_edit": own and policies.can_edit(case),
        "may_withdraw": own and policies.can_move_case(case, CaseState.WITHDRAWN),
        **(_practice_forms(case) if own else {}),
        **(_specialist_forms(case) if answers else {}),
        **forms,
    }
    context["form"] = next(iter(forms.values()), None)
    return render(request, "virtualclinics/case.html", context)


def _practice_forms(case: Case) -> dict[str, Any]:
    if not policies.can_move_case(case, CaseState.CLOSED):
        return {}
    former = queries.outcome_of(case)
    fields = ("outcome", "hba1c_after", "note")
    return {"outcome_form": OutcomeForm(initial={name: getattr(former, name, "") for name in fields})}


def _specialist_forms(case: Case) -> dict[str, Any]:
    forms: dict[str, Any] = {}
    if policies.can_move_case(case, CaseState.RETURNED):
        forms["return_form"] = ReturnForm()
    if policies.can_move_case(case, CaseState.SCHEDULED):
        forms["agenda_form"] = PutOnAgendaForm(clinics=_clinics_for(case))
    return forms


def _clinics_for(case: Case) -> Any:
    return queries.clinics_of([case.network_id], clock.now())
