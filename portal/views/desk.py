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
from virtualclinics.queries import open_clinics, waiting_cases
from visits.queries import open_visits


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The specialist's desk: cases waiting, my clinics and sessions, visits overdue and due."""
    access: Access = request.access  # type: ignore[attr-defined]
    check_anywhere(access, Permission.HOLD_VISITS)
    networks = access.networks_with(Permission.HOLD_VISITS)
    now, today = clock.now(), clock.today()
    visits, clinics = open_visits(networks, now), open_clinics(networks, now)
    needs = [need for network in networks for need in visit_needs(network, visits, on=today, known_at=now)]
    context = {
        "names": names_of(visits.practice_ids, on=today),
        "waiting": list(waiting_cases(networks)),
        "clinics": clinics.to_come[:5],
        "unsigned": clinics.unsigned,
        "sessions": list(upcoming_sessions(networks, after=now)[:5]),
        "networks": list(Network.objects.filter(pk__in=networks)),
        "to_record": visits.to_record,
        "to_sign_off": visits.to_sign_off,
        "proposed": visits.proposed,
        "agreed": visits.agreed[:5],
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
        headings=["Practice", "This half-year", "Last visit", "Next visit", "Due by", "Other evidence"],
        rows=[
            (
                Link(text=each.name, href=reverse("visits:practice_visits", args=[each.code]), about="visits"),
                LABELS[each.need][0],
                in_words(each.last_on) if each.last_on else "None yet",
                in_words(each.next_on) if each.next_on else "",
                in_words(each.due_by) if each.due_by and each.need != Need.DONE else "",
                Link(text="Record", href=reverse("accreditation:other_evidence", args=[each.code]), about=each.name),
            )
            for each in needs
        ],
        empty="No practice of your network has enrolled yet.",
    )
