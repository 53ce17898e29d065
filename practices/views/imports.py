"""Directory files given in the browser: choose, upload, watch, and see what became of each."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from practices.directory import panels
from practices.directory.queries import imports as all_imports
from practices.directory.uploads import request_import
from practices.forms import ImportForm
from practices.models import DirectoryImport
from practices.permissions import check_anywhere
from practices.roles import Permission
from practices.views.loading import acting, posted

A_PAGE = 20


def _check(request: HttpRequest) -> None:
    check_anywhere(request.access, Permission.MANAGE_NETWORK)  # type: ignore[attr-defined]


@login_required
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    _check(request)
    form = ImportForm(posted(request), request.FILES or None, initial={"kind": "practices"})
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data, "effective_on": form.cleaned_data["effective_on"] or clock.today()}
        requested = request_import(**typed, **acting(request))
        messages.success(request, f"{requested.file_name} is here. A worker takes it up; you can leave this page.")
        return redirect("practices:import", pk=requested.pk)
    page = Paginator(all_imports(), A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "former": panels.import_table(page.object_list)}
    return render(request, "practices/imports.html", context)


@never_cache
@login_required
@require_safe
def one_import(request: HttpRequest, pk: int) -> HttpResponse:
    _check(request)
    found = get_object_or_404(all_imports(), pk=pk)
    context = {
        "import": found,
        "state": panels.import_state(found),
        "summary": panels.import_summary(found),
        "job": found.job,
        "has_failed": panels.has_failed(found),
        "refused": panels.refused_table(found),
        "notes": found.outcome.get("notes", []),
    }
    return render(request, "practices/import.html", context)


@never_cache
@login_required
@require_safe
def progress(request: HttpRequest, pk: int) -> JsonResponse:
    """How far the worker is, for the page's own script."""
    _check(request)
    found = get_object_or_404(all_imports(), pk=pk)
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
def refused_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Every refused value with its row and column, as CSV."""
    _check(request)
    found = get_object_or_404(DirectoryImport, pk=pk)
    if not found.refused_rows:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="refused-rows-{found.pk}.csv"'}
    return HttpResponse(found.refused_rows, content_type="text/csv; charset=utf-8", headers=headers)
