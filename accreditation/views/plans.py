"""Plans of a practice to put requirements right: proposed by a specialist, agreed by the practice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accreditation import evidence_panels as panels
from accreditation import operations, queries
from accreditation.enums import PlanOutcome
from accreditation.evidence_forms import ClosePlanForm, PlanForm
from accreditation.models import Framework, Plan
from accreditation.permissions import check_records_evidence, check_sees_plans, check_signs
from accreditation.views.acting import accepts, access_of, actor, named, practice_called
from cms import clock
from practices.models import Practice
from practices.roles import Permission


@login_required
@require_safe
def plans(request: HttpRequest, code: str) -> HttpResponse:
    practice = practice_called(code)
    access = access_of(request)
    check_sees_plans(access, practice)
    may_propose = access.may_at(Permission.RECORD_EVIDENCE, practice)
    found = Plan.objects.filter(practice=practice).select_related("framework", "proposed_by", "agreed_by")
    context = {
        **named(practice),
        "table": panels.plan_table(
            found,
            code,
            labels=_labels(practice, queries.frameworks_of_practice(practice)),
            may_agree=access.may_at(Permission.SIGN_FOR_PRACTICE, practice),
            may_close=may_propose,
        ),
        "proposals": list(queries.frameworks_of_practice(practice)) if may_propose else [],
    }
    return render(request, "accreditation/plans.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def propose_plan(request: HttpRequest, code: str, framework: str) -> HttpResponse:
    practice = practice_called(code)
    check_records_evidence(access_of(request), practice)
    asked = get_object_or_404(queries.frameworks_of_practice(practice), code=framework)
    requirements = list(_labels(practice, [asked]).items())
    form = PlanForm(request.POST if request.method == "POST" else None, requirements=requirements)
    if form.is_bound and form.is_valid() and accepts(form, lambda: _propose(request, practice, asked, form)):
        messages.success(request, "The plan is proposed. It counts once the practice has agreed to it.")
        return redirect("accreditation:plans", code)
    return _form_page(request, practice, form, "Propose a plan", "Propose the plan", asked.title)


def _propose(request: HttpRequest, practice: Practice, framework: Framework, form: PlanForm) -> object:
    return operations.propose_plan(practice=practice, framework=framework, **form.cleaned_data, **actor(request))


@login_required
@require_http_methods(["GET", "POST"])
def agree_plan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Shows the plan, and asks whoever signs for the practice."""
    practice, plan = _plan(code, pk)
    check_signs(access_of(request), practice)
    if request.method == "POST":
        try:
            operations.agree_plan(plan=plan, **actor(request))
        except ValueError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Your practice has agreed to the plan.")
        return redirect("accreditation:plans", code)
    return render(request, "accreditation/agree_plan.html", {**named(practice), **_shown(plan)})


@login_required
@require_http_methods(["GET", "POST"])
def close_plan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    practice, plan = _plan(code, pk)
    check_records_evidence(access_of(request), practice)
    kept = (PlanOutcome.DONE, PlanOutcome.ABANDONED) if plan.agreed_at else (PlanOutcome.REFUSED, PlanOutcome.ABANDONED)
    outcomes = [(each.value, str(each.label)) for each in kept]
    form = ClosePlanForm(request.POST if request.method == "POST" else None, outcomes=outcomes)
    if form.is_bound and form.is_valid() and accepts(form, lambda: _close(request, plan, form)):
        messages.success(request, "The plan is closed.")
        return redirect("accreditation:plans", code)
    return _form_page(request, practice, form, "Close the plan", "Close the plan", plan.steps)


def _close(request: HttpRequest, plan: Plan, form: ClosePlanForm) -> object:
    return operations.close_plan(plan=plan, outcome=form.cleaned_data["outcome"], **actor(request))


def _plan(code: str, pk: int) -> tuple[Practice, Plan]:
    practice = practice_called(code)
    return practice, get_object_or_404(Plan.objects.select_related("framework"), pk=pk, practice=practice)


def _shown(plan: Plan) -> dict[str, Any]:
    label = _labels(plan.practice, [plan.framework]).get(plan.requirement_key, plan.requirement_key)
    return {"plan": plan, "summary": panels.plan_summary(plan, label)}


def _labels(practice: Practice, frameworks: Any) -> dict[str, str]:
    """What each requirement of the practice is called in the versions that govern it today."""
    labels: dict[str, str] = {}
    for framework in frameworks:
        version = queries.version_for(practice, framework, as_of=clock.today(), known_at=clock.now())
        if version:
            of_person = set(version.parsed.keys_of_person())
            labels |= {node.key: node.common.label for node in version.parsed.nodes() if node.key not in of_person}
    return labels


def _form_page(
    request: HttpRequest, practice: Practice, form: Any, title: str, submit: str, words: str
) -> HttpResponse:
    context = {**named(practice), "form": form, "title": title, "submit": submit, "words": words}
    return render(request, "accreditation/evidence_form.html", {**context, "is_plan": True, "is_warning": False})
