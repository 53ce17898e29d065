"""A practice writes a case down: a new one, a draft, one that came back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cms import clock
from practices.access import network_of
from practices.models import Network, Practice
from practices.permissions import check_at
from practices.queries import name_of
from practices.roles import Permission
from virtualclinics import operations
from virtualclinics.forms import CaseForm
from virtualclinics.forms.cases import initial_of
from virtualclinics.models import Case
from virtualclinics.permissions import check_changes_case
from virtualclinics.policies import check_editable
from virtualclinics.views.acting import access_of


@never_cache
@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def new_case(request: HttpRequest, code: str) -> HttpResponse:
    practice = get_object_or_404(Practice, code=code)
    check_at(access_of(request), Permission.SUBMIT_CASES, practice)
    network_id = network_of(practice, clock.today())
    if network_id is None:
        messages.error(request, "Your practice is in no network, so there is nobody to ask. Tell the programme.")
        return redirect("virtualclinics:practice_cases", code=code)
    return _write(request, practice, Network.objects.get(pk=network_id), None)


@never_cache
@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def edit_case(request: HttpRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.select_related("practice", "network"), pk=pk)
    check_changes_case(access_of(request), case)
    try:
        check_editable(case)
    except ValueError as refusal:
        messages.error(request, str(refusal))
        return redirect("virtualclinics:case", pk=pk)
    return _write(request, case.practice, case.network, case)


def _write(request: HttpRequest, practice: Practice, network: Network, case: Case | None) -> HttpResponse:
    is_draft = request.POST.get("action") == "draft"
    form = CaseForm(request.POST or None, is_draft=is_draft, initial=initial_of(case))
    if request.method == "POST" and form.is_valid():
        written = _written(request, form, practice, network, case)
        if written is not None:
            messages.success(request, _thanks(written, is_draft))
            return redirect("virtualclinics:case", pk=written.pk)
    context = {"form": form, "case": case, "practice": practice, "practice_name": name_of(practice, on=clock.today())}
    return render(request, "virtualclinics/write_case.html", context)


def _written(
    request: HttpRequest, form: CaseForm, practice: Practice, network: Network, case: Case | None
) -> Case | None:
    told: dict[str, Any] = {"practice": practice, "network": network, "details": form.details(), "case": case}
    told |= {"by": access_of(request).person, "at": clock.now()}
    try:
        if form.is_draft:
            return operations.save_draft(**told)
        return operations.submit_case(**told, declares_anonymous=form.cleaned_data["declares_anonymous"])
    except ValueError as refusal:
        form.add_error(None, str(refusal))
        return None


def _thanks(case: Case, is_draft: bool) -> str:
    if is_draft:
        return f"{case.local_reference} is kept as a draft. Nobody outside your practice sees it."
    return f"{case.local_reference} is submitted. You will see here when it is discussed, and what is recommended."
