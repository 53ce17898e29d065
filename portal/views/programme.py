from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accreditation.queries import cover_report, frameworks_of_network
from cms import clock
from jobs.queries import counts_by_state
from practices.access import Access
from practices.corrections.queries import number_to_confirm
from practices.directory.successors import closed_without_successor
from practices.models import Network
from practices.permissions import check_anywhere
from practices.queries import names_of, practices_of_network
from practices.roles import Permission


@login_required
@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """Where the programme admin begins: practices, people, frameworks, the directory, jobs."""
    access: Access = request.access  # type: ignore[attr-defined]
    check_anywhere(access, Permission.MANAGE_NETWORK)
    today = clock.today()
    networks = []
    for network in Network.objects.filter(pk__in=access.networks_with(Permission.MANAGE_NETWORK)):
        practices = list(practices_of_network(network.pk, on=today))
        names = names_of([practice.pk for practice in practices], on=today)
        listed = sorted((names.get(practice.pk, practice.code), practice.code) for practice in practices)
        frameworks = list(frameworks_of_network([network.pk]))
        reports = [cover_report(each, as_of=today, known_at=clock.now()) for each in frameworks]
        gaps = {row.code for rows in reports for row in rows if row.is_gap}
        closed = closed_without_successor(network.pk, on=today)
        networks.append((network, listed, frameworks, len(gaps), closed))
    waiting = {"failed": counts_by_state().get("failed", 0), "to_confirm": number_to_confirm(access)}
    return render(request, "portal/programme.html", {"networks": networks, **waiting})
