"""What a draft would do to every practice."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accreditation import exports, panels, studio_panels
from accreditation.models import Rehearsal
from accreditation.operations.rehearsals import facts_for, practices_concerned
from accreditation.rehearsing import as_if_in_force, rehearse
from accreditation.rules.proof import explain
from accreditation.views.acting import access_of
from accreditation.views.studio import draft_called
from practices.permissions import check_at
from practices.queries import name_of
from practices.roles import Permission

ROWS_A_PAGE = 50


def _rehearsal(request: HttpRequest, pk: int, rehearsal: int) -> Rehearsal:
    draft = draft_called(request, pk)
    found = Rehearsal.objects.select_related("draft__network", "against__framework", "job", "requested_by")
    return get_object_or_404(found, pk=rehearsal, draft=draft)


@login_required
@require_safe
def rehearsal(request: HttpRequest, pk: int, rehearsal: int) -> HttpResponse:
    """How far it has come; then whose standing would change, when and why."""
    found = _rehearsal(request, pk, rehearsal)
    rows = [row for row in found.result if row["stretches"] or row["before"] != row["after"]]
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "draft": found.draft,
        "rehearsal": found,
        "page": page,
        "counts": studio_panels.rehearsal_counts(found.result),
        "table": studio_panels.rehearsal_table(found, list(page.object_list)),
        "is_current": found.digest == found.draft.digest,
    }
    return render(request, "accreditation/studio/rehearsal.html", context)


@login_required
@require_safe
def download(request: HttpRequest, pk: int, rehearsal: int) -> HttpResponse:
    """Every practice that was tried, as CSV: one row for each stretch of days on which it would stand differently."""
    found = _rehearsal(request, pk, rehearsal)
    if found.finished_at is None:
        raise Http404
    name = f"rehearsal-{found.draft.code}-{found.draft.number}-{found.as_of.isoformat()}.csv"
    return HttpResponse(
        exports.rehearsal_as_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_safe
def of_practice(request: HttpRequest, pk: int, rehearsal: int, code: str) -> HttpResponse:
    """Both proofs of one practice, side by side, on the facts of the rehearsal."""
    found = _rehearsal(request, pk, rehearsal)
    practice = get_object_or_404(practices_concerned(found), code=code)
    check_at(access_of(request), Permission.SEE_PRACTICE, practice)
    facts = facts_for(found, practice)
    former = found.against.parsed if found.against else None
    sides = []
    for heading, rules in (("Now", former), ("Under the draft", as_if_in_force(found.rules, former, facts))):
        if rules is not None:
            top = explain(rules, facts, rules.tiers[0].requirement.key, found.as_of)
            sides.append((heading, panels.shown_proofs(top, rules)))
    context = {
        "draft": found.draft,
        "rehearsal": found,
        "practice": practice,
        "name": name_of(practice, on=found.as_of),
        "tried": rehearse(former, found.rules, facts, on=found.as_of),
        "sides": sides,
    }
    return render(request, "accreditation/studio/rehearsal_practice.html", context)
