from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms import clock
from cms.components import DataTable, Link
from cms.dates import in_words
from courses.queries import sessions_awaiting_register, upcoming_sessions
from portal.desk import LABELS, Need, VisitNeed, visit_needs
from practices.access import Access
from practices.models import Network
from practices.permissions import check_anywhere
from practices.queries import names_of
from practices.roles import Permission
from virtualclinics.queries import clinics_of, unsigned_clinics, waiting_cases
from visits.queries import open_proposals, upcoming_visits, visits_to_record, visits_to_sign_off


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The specialist's desk: cases waiting, my clinics and sessions, visits overdue and due."""
    access: Access = request.access  # type: ignore[attr-defined]
    check_anywhere(access, Permission.HOLD_VISITS)
    networks = access.networks_with(Permission.HOLD_VISITS)
    now, today = clock.now(), clock.today()
    needs = [need for network in networks for need in visit_needs(network, on=today, known_at=now)]
    to_record, to_sign_off = list(visits_to_record(networks, now)), list(visits_to_sign_off(networks))
    proposed, agreed = list(open_proposals(networks)), list(upcoming_visits(networks, now)[:5])
    context = {
        "names": names_of({v.practice_id for v in (*to_record, *to_sign_off, *proposed, *agreed)}, on=today),
        "waiting": list(waiting_cases(networks)),
        "clinics": list(clinics_of(networks, now)[:5]),
        "unsigned": list(unsigned_clinics(networks, now)),
        "sessions": list(upcoming_sessions(networks, after=now)[:5]),
        "networks": list(Network.objects.filter(pk__in=networks)),
        "to_record": to_record,
        "to_sign_off": to_sign_off,
        "proposed": proposed,
        "agreed": agreed,
        "registers": list(sessions_awaiting_register(networks, at=now)),
        "counts": [
            {"value": sum(each.need == need for each in needs), "label": f"Visits: {LABELS[need][0].lower()}"}
            for need in Need
        ],
        "visits": _table(needs),
    }
    return render(request, "portal/desk.html", context)


def _table(needs: list[VisitNeed]) -> DataTable:
    return DataTable(
        caption="Visits by practice, the neediest first",
        headings=["Practice", "This half-year", "Last visit", "Next visit", "Due by"],
        rows=[
            (
                Link(text=each.name, href=reverse("visits:practice_visits", args=[each.code]), about="visits"),
                LABELS[each.need][0],
                in_words(each.last_on) if each.last_on else "None yet",
                in_words(each.next_on) if each.next_on else "",
                in_words(each.due_by) if each.due_by and each.need != Need.DONE else "",
            )
            for each in needs
        ],
        empty="No practice of your network has enrolled yet.",
    )
