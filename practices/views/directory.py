"""The practice directory: search it, and see what is known of one practice."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms import clock
from practices.directory import panels
from practices.directory.queries import entry_of, search
from practices.forms import DirectorySearchForm
from practices.models import Network, Practice
from practices.permissions import check_anywhere
from practices.queries import name_of
from practices.roles import Permission

A_PAGE = 25


@login_required
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    check_anywhere(request.access, Permission.MANAGE_NETWORK)  # type: ignore[attr-defined]
    form = DirectorySearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = search(
        asked.get("q", ""),
        on=clock.today(),
        status=asked.get("status", ""),
        gp_practices_only=asked.get("gp_only", False),
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    kept = {field: value for field, value in request.GET.items() if field in form.fields and value}
    context = {
        "search": form,
        "page": page,
        "query": urlencode(kept),
        "practices": panels.found_table(page.object_list),
        "total": page.paginator.count,
    }
    return render(request, "practices/directory.html", context)


@login_required
@require_safe
def practice(request: HttpRequest, code: str) -> HttpResponse:
    """What the directory says of a practice, and what it said before."""
    check_anywhere(request.access, Permission.MANAGE_NETWORK)  # type: ignore[attr-defined]
    found = get_object_or_404(Practice, code=code)
    entry = entry_of(found)
    networks = Network.objects.filter(pk__in=request.access.networks_with(Permission.MANAGE_NETWORK))  # type: ignore[attr-defined]
    context = {
        "practice": found,
        "practice_name": name_of(found, on=clock.today()),
        "summary": panels.record_summary(entry.records[0]) if entry.records else "",
        "history": panels.history_table(entry.records),
        "pcns": panels.pcn_table(entry.pcns),
        "counts": panels.count_table(entry),
        "networks": panels.network_table(entry.networks),
        "may_add_to": [] if any(each.ended_on is None for each in entry.networks) else networks,
    }
    return render(request, "practices/practice.html", context)
