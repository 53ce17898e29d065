from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accreditation import exports
from accreditation.queries import CoverRow, cover_report, frameworks_of_network
from cms import clock
from cms.components import AwardTag, DataTable, Link
from cms.dates import in_words, last_day
from cms.forms import MomentForm
from practices.access import Access
from practices.permissions import check_anywhere
from practices.roles import Permission


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The report of the framework and moments asked for; the first framework if none is named."""
    access: Access = request.access  # type: ignore[attr-defined]
    check_anywhere(access, Permission.SEE_REGISTER)
    frameworks = list(frameworks_of_network(access.networks_with(Permission.SEE_REGISTER)))
    form = MomentForm(request.GET)
    as_of, known_at = form.moments(today=clock.today(), now=clock.now())
    code = request.GET.get("framework")
    framework = next((each for each in frameworks if each.code == code), frameworks[0] if frameworks else None)
    scope = access.commissioner_scope(framework.network_id) if framework else None
    rows = cover_report(framework, as_of=as_of, known_at=known_at, commissioner_id=scope) if framework else []
    return {"form": form, "framework": framework, "rows": rows, "as_of": as_of, "known_at": known_at}


@login_required
@require_safe
def cover(request: HttpRequest) -> HttpResponse:
    """Which patients have nobody, and who stands in for the others: on any day, as known on any day."""
    asked = _asked(request)
    rows: list[CoverRow] = asked["rows"]
    context = {
        **asked,
        "gaps": _table(rows, "Nobody stands in", is_gap=True),
        "covered": _table(rows, "Somebody stands in", is_gap=False),
        "missing": sum(row.is_gap for row in rows),
        "query": request.GET.urlencode(),
        "today": clock.today(),
    }
    return render(request, "portal/cover.html", context)


def _table(rows: list[CoverRow], caption: str, *, is_gap: bool) -> DataTable:
    headings = ["Practice", "Code", "Standing", "Award it does not hold"]
    return DataTable(
        caption=caption,
        headings=headings if is_gap else [*headings, "Who stands in", "Until"],
        rows=[
            (
                Link(text=row.name, href=reverse("accreditation:cover", args=[row.code]), about="cover"),
                row.code,
                AwardTag(state=row.status.value),
                row.tier_label,
                *(() if is_gap else (row.provider, _until(row.ended_on))),
            )
            for row in rows
            if row.is_gap == is_gap
        ],
        empty="Every practice without the award has somebody." if is_gap else "No cover stands on this day.",
    )


def _until(ended_on: date | None) -> str:
    return in_words(last_day(ended_on)) if ended_on else "Further notice"


@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The same as CSV, with the moments and the framework's digest."""
    asked = _asked(request)
    if asked["framework"] is None:
        raise Http404
    as_of, known_at = asked["as_of"], asked["known_at"]
    content = _file(asked, as_of, known_at)
    name = f"cover-{asked['framework'].code}-{as_of.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _file(asked: dict[str, Any], as_of: date, known_at: datetime) -> str:
    return exports.cover_as_csv(exports.head_of(asked["framework"], as_of=as_of, known_at=known_at), asked["rows"])
