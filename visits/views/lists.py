from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms import clock
from cms.components import DataTable, Link
from cms.dates import in_words
from practices.models import Network, Practice
from practices.permissions import check_at
from practices.queries import name_of, names_of
from practices.roles import Permission
from visits import panels, queries
from visits.permissions import check_sees_visits
from visits.views.acting import access_of


@login_required
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """For specialists what waits for them and every practice; for practices the way to their own visits."""
    access = access_of(request)
    check_sees_visits(access)
    networks = access.networks_with(Permission.HOLD_VISITS)
    context: dict[str, Any] = {"practices": _own(access.practices_with(Permission.SUBMIT_CASES))}
    if networks:
        visits = queries.open_visits(networks, clock.now())
        context |= {"waiting": _waiting(visits), "networks": [_network_table(pk, visits) for pk in networks]}
    return render(request, "visits/visits.html", context)


@login_required
@require_safe
def practice_visits(request: HttpRequest, code: str) -> HttpResponse:
    practice = get_object_or_404(Practice, code=code)
    access = access_of(request)
    check_at(access, Permission.SEE_PRACTICE, practice)
    is_own = practice.pk in access.practices
    may_propose = access.may_at(Permission.HOLD_VISITS, practice)
    context = {
        "practice": practice,
        "practice_name": name_of(practice, on=clock.today()),
        "table": panels.own_visit_table(queries.visits_of(practice)),
        "may_propose": may_propose,
        "reads_actions": is_own or may_propose,
        "actions": panels.action_rows(queries.open_actions(practice)) if is_own or may_propose else [],
    }
    return render(request, "visits/practice_visits.html", context)


def _waiting(visits: queries.OpenVisits) -> list[DataTable]:
    lists = [
        ("To record", visits.to_record, "Every visit that took place is recorded."),
        ("To sign off", visits.to_sign_off, "Every visit that was held is signed off."),
        ("Coming up", visits.agreed, "No visit is agreed. Propose one below."),
        ("Waiting for the practice’s answer", visits.proposed, "No proposal is open."),  # noqa: RUF001
    ]
    names = names_of(visits.practice_ids, on=clock.today())
    return [panels.visit_table(caption, found, names, empty) for caption, found, empty in lists]


def _network_table(network_id: int, visits: queries.OpenVisits) -> DataTable:
    rows = [
        [
            Link(text=row.name, href=reverse("visits:practice_visits", args=[row.practice.code])),
            in_words(row.last_on) if row.last_on else "Not visited yet",
            panels.moment_in_words(row.next_at) or ("Proposed" if row.is_proposed else "None agreed"),
            Link(
                text="Propose a visit", href=reverse("visits:propose", args=[row.practice.code]), about=f"to {row.name}"
            ),
        ]
        for row in queries.practice_visits(network_id, visits, on=clock.today())
    ]
    caption = f"Practices of {Network.objects.get(pk=network_id)}"
    return DataTable(caption=caption, headings=["Practice", "Last visit", "Next visit", "Propose"], rows=rows)


def _own(practice_ids: list[int]) -> list[dict[str, str]]:
    if not practice_ids:
        return []
    names = names_of(practice_ids, on=clock.today())
    codes = Practice.objects.filter(pk__in=practice_ids).values_list("pk", "code")
    return [
        {"text": f"Visits to {names.get(pk, code)}", "href": reverse("visits:practice_visits", args=[code])}
        for pk, code in codes
    ]
