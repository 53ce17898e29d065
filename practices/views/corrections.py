"""Corrections that wait for a second person, and what became of those before."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from practices import correction_panels as panels
from practices import operations
from practices.access import Access
from practices.corrections.queries import closed_for, is_waiting, may_answer, may_see, waiting_for
from practices.corrections.standings import Change
from practices.corrections.trial import digest_of
from practices.forms.corrections import RefuseCorrectionForm
from practices.models import Correction
from practices.operations import EffectMoved
from practices.permissions import check_answers_correction, check_signed_in_person
from practices.roles import Permission
from practices.views.loading import acting, attempt

A_PAGE = 20
DETAILS = Correction.objects.select_related("proposed_by", "closed_by").prefetch_related("practices")


@login_required
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    access = _access(request)
    check_signed_in_person(access)
    page = Paginator(closed_for(access), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": panels.waiting_table(list(waiting_for(access)), access),
        "closed": panels.closed_table(list(page.object_list), access),
        "page": page,
    }
    return render(request, "practices/corrections.html", context)


@login_required
@require_safe
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _seen(request, pk))


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found, access = _answered(request, pk), _access(request)
    try:
        operations.confirm_correction(
            correction=found,
            seen=request.POST.get("effect_seen", ""),
            reaches=lambda practice: access.may_at(Permission.CONFIRM_CORRECTIONS, practice),
            **acting(request),
        )
    except EffectMoved as moved:
        return _show(request, found, moved=moved.effect)
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "You confirmed it. It is done.")
    return redirect("practices:correction", pk)


@sensitive_post_parameters("refusal")
@login_required
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    found = _answered(request, pk)
    form = RefuseCorrectionForm(request.POST)
    if form.is_valid():
        refusal = form.cleaned_data["refusal"]
        if attempt(form, lambda: operations.refuse_correction(correction=found, refusal=refusal, **acting(request))):
            messages.success(request, "You refused it. Nothing has changed.")
            return redirect("practices:correction", pk)
    return _show(request, found, form=form)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        operations.take_back_correction(correction=_seen(request, pk), **acting(request))
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "You took it back. Nothing has changed.")
    return redirect("practices:correction", pk)


def _access(request: HttpRequest) -> Access:
    access: Access = request.access  # type: ignore[attr-defined]
    return access


def _seen(request: HttpRequest, pk: int) -> Correction:
    found = get_object_or_404(DETAILS, pk=pk)
    if not may_see(_access(request), found):
        raise Http404
    return found


def _answered(request: HttpRequest, pk: int) -> Correction:
    """For whoever confirms corrections; that one's own is another's to answer, the operation says."""
    found = _seen(request, pk)
    check_answers_correction(_access(request), found)
    return found


def _show(
    request: HttpRequest,
    found: Correction,
    *,
    moved: list[Change] | None = None,
    form: RefuseCorrectionForm | None = None,
) -> HttpResponse:
    access, today = _access(request), clock.today()
    effect = found.effect if moved is None else moved
    waits = is_waiting(found, on=today)
    is_own = found.proposed_by == access.person
    context = {
        "correction": found,
        "summary": panels.correction_summary(found),
        "changes": panels.shown_effect(effect, on=today),
        "has_moved": moved is not None,
        "seen": digest_of(effect),
        "place": panels.place_of(found),
        "waits": waits,
        "is_own": is_own,
        "answers": waits and may_answer(access, found),
        "form": form or RefuseCorrectionForm(),
    }
    return render(request, "practices/correction.html", context)
