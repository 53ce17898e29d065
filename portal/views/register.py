from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accreditation import exports
from accreditation.enums import Status
from accreditation.models import Framework
from accreditation.queries import RegisterRow, frameworks_of_network, governing_versions, register, uncovered
from cms import clock
from cms.components import AwardTag, DataTable, Heading, Link
from cms.dates import in_words
from cms.forms import MomentForm
from portal.asking import offer_versions, version_asked, version_choices
from portal.forecasts.network import is_ending
from portal.showing import last_day_of
from portal.templatetags.portal import verdict_in_words
from practices.access import Access
from practices.permissions import check_anywhere
from practices.roles import Permission

ROWS_A_PAGE = 50
WRITERS = {
    "csv": (exports.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (exports.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class RegisterForm(MomentForm):
    """The two clocks, under which version, and what to look for."""

    version = forms.ChoiceField(label="Under", required=False)
    framework = forms.ChoiceField(label="Enhanced service", required=False)
    status = forms.ChoiceField(label="Standing", required=False, choices=[("", "Any"), *Status.choices])
    within = forms.TypedChoiceField(
        label="Ends within",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Any time"), *((days, f"{days} days") for days in (30, 60, 90))],
    )
    named = forms.CharField(label="Name or code", required=False, max_length=80)

    def __init__(self, data: Any, frameworks: list[Framework]) -> None:
        super().__init__(data)
        self.fields["framework"].choices = [  # type: ignore[attr-defined]
            (str(framework.pk), f"{framework.network}: {framework.title}") for framework in frameworks
        ]
        if len(frameworks) < 2:
            del self.fields["framework"]
        asked = str(self.data.get("framework", "")) if self.is_bound else ""
        chosen = next((each for each in frameworks if str(each.pk) == asked), frameworks[0] if frameworks else None)
        offer_versions(self, version_choices(chosen))

    def keeps(self, row: RegisterRow, as_of: date) -> bool:
        asked = self.cleaned_data if self.is_valid() else {}
        named = asked.get("named", "").strip().lower()
        within = asked.get("within")
        if within and not is_ending(row, as_of, timedelta(days=within)):
            return False
        has_name = named in row.name.lower() or named in row.code.lower()
        return has_name and asked.get("status") in ("", None, row.status.value)

    def chosen(self, frameworks: list[Framework]) -> Framework:
        asked = self.cleaned_data.get("framework") if self.is_valid() else ""
        return next((framework for framework in frameworks if str(framework.pk) == asked), frameworks[0])


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The register that is asked for: all its rows, and those that the filters keep."""
    access: Access = request.access  # type: ignore[attr-defined]
    check_anywhere(access, Permission.SEE_REGISTER)
    frameworks = list(frameworks_of_network(access.networks_with(Permission.SEE_REGISTER)))
    form = RegisterForm(request.GET, frameworks)
    if not frameworks:
        return {"form": form, "framework": None}
    as_of, known_at = form.moments(today=clock.today(), now=clock.now())
    framework = form.chosen(frameworks)
    scope = access.commissioner_scope(framework.network_id)
    under = version_asked(form)
    moments: dict[str, Any] = {"as_of": as_of, "known_at": known_at}
    governing = governing_versions(framework, **moments, under=under)
    rows = register(framework, **moments, commissioner_id=scope, governing=governing)
    return {
        "form": form,
        "framework": framework,
        "governing": governing,
        "under": under,
        "as_of": as_of,
        "known_at": known_at,
        "all_rows": rows,
        "rows": [row for row in rows if form.keeps(row, as_of)],
    }


@login_required
@require_safe
def show_register(request: HttpRequest) -> HttpResponse:
    """Every practice of the commissioner's networks: its standing on any day, as known on any day."""
    asked = _asked(request)
    if asked["framework"] is None:
        return render(request, "portal/register.html", asked)
    page = Paginator(asked["rows"], ROWS_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        **asked,
        "page": page,
        "query": query.urlencode(),
        "moments": urlencode({key: request.GET[key] for key in ("as_of", "known_at") if request.GET.get(key)}),
        "table": _table(list(page.object_list), request),
        "counts": _counts(asked["all_rows"], request),
        "today": clock.today(),
        "uncovered": _uncovered(asked),
    }
    return render(request, "portal/register.html", context)


def _uncovered(asked: dict[str, Any]) -> int:
    """How many practices have no cover on the day of the register."""
    gaps = uncovered(asked["framework"], asked["all_rows"], as_of=asked["as_of"], known_at=asked["known_at"])
    return len({row.code for row in gaps})


def _table(rows: list[RegisterRow], request: HttpRequest) -> DataTable:
    kept = urlencode({key: request.GET[key] for key in ("as_of", "known_at", "version") if request.GET.get(key)})
    by_practice = any(row.version for row in rows)
    headings = ["Practice", "Code", "Standing", Heading("Since"), Heading("Requirements hold until"), "Waived"]
    headings += ["Version"] if by_practice else []
    return DataTable(
        caption="Practices",
        headings=headings,
        rows=[
            (
                Link(text=row.name, href=_page_of(row, kept)),
                row.code,
                AwardTag(state=row.status.value),
                in_words(row.decided_on) if row.decided_on else "",
                _hold_until(row),
                ", ".join(row.waived),
                *([str(row.version or "")] if by_practice else []),
            )
            for row in rows
        ],
        hides_caption=True,
        empty="No practice fits what you are looking for. Change the filters, or clear them.",
    )


def _page_of(row: RegisterRow, kept: str) -> str:
    page = reverse("portal:practice", args=[row.code])
    return f"{page}?{kept}" if kept else page


def _hold_until(row: RegisterRow) -> str:
    if row.lapses_on:
        return in_words(last_day_of(row.lapses_on))
    if row.verdict is None:
        return ""
    is_satisfied = row.verdict.value in ("met", "waived", "not_applicable")
    return "No end in sight" if is_satisfied else verdict_in_words(row.verdict.value)


def _counts(rows: list[RegisterRow], request: HttpRequest) -> list[dict[str, Any]]:
    """How many practices stand where, each with the link that shows them."""
    counted = Counter(row.status for row in rows)
    found = []
    for status in Status:
        if counted[status]:
            query = request.GET.copy()
            query["status"] = status.value
            query.pop("page", None)
            found.append({"value": counted[status], "label": str(status.label), "href": f"?{query.urlencode()}"})
    return found


@login_required
@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The rows that the screen shows, as CSV or XLSX, with the moments and the framework's digest they rest on."""
    asked = _asked(request)
    if asked["framework"] is None:
        raise Http404
    moments = {"as_of": asked["as_of"], "known_at": asked["known_at"]}
    head = exports.head_of(asked["framework"], **moments, under=asked["under"])
    write, content_type = WRITERS[form]
    content = write(head, asked["rows"])
    name = f"register-{asked['framework'].code}-{asked['as_of'].isoformat()}.{form}"
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
