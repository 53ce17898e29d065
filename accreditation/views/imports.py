"""Files of indicators and submissions given in the browser: upload, watch, and see what became of each."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accreditation import import_panels as panels
from accreditation.forms.imports import EvidenceImportForm
from accreditation.imports.uploads import request_import
from accreditation.models import EvidenceImport
from accreditation.views.acting import access_of, actor
from practices.models import Network
from practices.permissions import check_anywhere
from practices.roles import Permission

A_PAGE = 20


def _networks(request: HttpRequest) -> QuerySet[Network]:
    """Where the person may record evidence; 403 for whoever may nowhere."""
    access = access_of(request)
    check_anywhere(access, Permission.RECORD_EVIDENCE)
    return Network.objects.filter(pk__in=access.networks_with(Permission.RECORD_EVIDENCE)).order_by("name")


def _found(request: HttpRequest) -> QuerySet[EvidenceImport]:
    imports = EvidenceImport.objects.filter(network__in=_networks(request))
    return imports.select_related("network", "requested_by", "job")


@login_required
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = EvidenceImportForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        networks=_networks(request),
        initial={"kind": "indicators"},
    )
    if is_sent and form.is_valid():
        requested = request_import(**form.cleaned_data, **actor(request))
        messages.success(request, f"{requested.file_name} is here. A worker takes it up; you can leave this page.")
        return redirect("accreditation:import", pk=requested.pk)
    page = Paginator(_found(request), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "former": panels.import_table(page.object_list),
        "columns": panels.columns_in_words(),
    }
    return render(request, "accreditation/imports.html", context)


@never_cache
@login_required
@require_safe
def one_import(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_found(request), pk=pk)
    context = {
        "import": found,
        "state": panels.import_state(found),
        "summary": panels.import_summary(found),
        "done": found.job.steps_done if found.job else 0,
        "total": found.job.steps_total if found.job else 0,
        "note": found.job.note if found.job else "",
        "refused": panels.refused_table(found),
        "notes": found.outcome.get("notes", []),
    }
    return render(request, "accreditation/import.html", context)


@never_cache
@login_required
@require_safe
def import_progress(request: HttpRequest, pk: int) -> JsonResponse:
    """How far the worker is, for the page's own script."""
    found = get_object_or_404(_found(request), pk=pk)
    job = found.job
    return JsonResponse(
        {
            "done": job.steps_done if job else 0,
            "total": job.steps_total if job else 0,
            "note": job.note if job else "",
            "finished": found.is_finished or bool(job and job.is_finished),
        }
    )


@login_required
@require_safe
def import_refused(request: HttpRequest, pk: int) -> HttpResponse:
    """Every refused value with its row and column, as CSV."""
    found = get_object_or_404(_found(request), pk=pk)
    if not found.refused_rows:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="refused-rows-{found.pk}.csv"'}
    return HttpResponse(found.refused_rows, content_type="text/csv; charset=utf-8", headers=headers)
