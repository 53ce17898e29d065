from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accreditation.models import Framework
from accreditation.queries import frameworks_of_network
from cms import clock
from cms.components import AwardTag, DataTable, Link
from cms.dates import in_words
from portal.forecasts.exports import network_as_csv
from portal.forecasts.network import Endangered, looked_at, soon_ending
from portal.showing import last_day_of
from practices.access import Access
from practices.permissions import check_anywhere
from practices.roles import Permission

PRACTICES_A_PAGE = 10


class WhichForm(forms.Form):
    framework = forms.ChoiceField(label="Enhanced service", required=False)
    use_required_attribute = False

    def __init__(self, data: Any, frameworks: list[Framework]) -> None:
        super().__init__(data)
        choices = [(str(each.pk), f"{each.network}: {each.title}") for each in frameworks]
        self.fields["framework"].choices = choices  # type: ignore[attr-defined]

    def chosen(self, frameworks: list[Framework]) -> Framework:
        asked = self.cleaned_data.get("framework") if self.is_valid() else ""
        return next((each for each in frameworks if str(each.pk) == asked), frameworks[0])


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The framework asked for, of the networks that the person sees, and its practices that end soon."""
    access: Access = request.access  # type: ignore[attr-defined]
    check_anywhere(access, Permission.SEE_NETWORK)
    frameworks = list(frameworks_of_network(access.networks_with(Permission.FORECAST)))
    if not frameworks:
        return {"framework": None}
    form = WhichForm(request.GET, frameworks)
    framework = form.chosen(frameworks)
    today, now = clock.today(), clock.now()
    rows = soon_ending(framework, access, on=today, at=now)
    return {"framework": framework, "form": form if len(frameworks) > 1 else None, "rows": rows, "on": today, "at": now}


@login_required
@require_safe
def network_forecast(request: HttpRequest) -> HttpResponse:
    """Who lapses within 90 days, on whom or what it hangs, and the cheapest thing that would keep it."""
    asked = _asked(request)
    if asked["framework"] is None:
        return render(request, "portal/network_forecast.html", asked)
    page = Paginator(asked["rows"], PRACTICES_A_PAGE).get_page(request.GET.get("page"))
    access = request.access  # type: ignore[attr-defined]
    found = looked_at(asked["framework"], page.object_list, access, on=asked["on"], at=asked["at"])
    query = request.GET.copy()
    query.pop("page", None)
    context = {**asked, "page": page, "query": query.urlencode(), "table": _table(list(found))}
    return render(request, "portal/network_forecast.html", context)


def _table(practices: list[Endangered]) -> DataTable:
    return DataTable(
        caption="Practices that lapse within 90 days",
        headings=["Practice", "Standing", "Plainly met until", "What goes first", "What to do next"],
        rows=[
            (
                Link(text=each.row.name, href=reverse("portal:forecast", args=[each.row.code]), about="forecast"),
                AwardTag(state=each.row.status.value),
                "In grace" if each.row.in_grace else in_words(last_day_of(each.ends_on)),
                each.hangs_on,
                each.outlook.first_line,
            )
            for each in practices
        ],
        hides_caption=True,
        empty="No accredited practice lapses within 90 days.",
    )


@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Every practice that the screen lists, not only those of one page."""
    asked = _asked(request)
    if asked["framework"] is None:
        raise Http404
    access = request.access  # type: ignore[attr-defined]
    found = looked_at(asked["framework"], asked["rows"], access, on=asked["on"], at=asked["at"])
    name = f"forecast-{asked['framework'].code}-{asked['on'].isoformat()}.csv"
    content = network_as_csv(asked["framework"], found, asked["on"])
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
