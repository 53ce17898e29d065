from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accreditation.queries import PracticeStanding, what_if
from accreditation.rules.days import add_months
from accreditation.rules.facts import Entry
from accreditation.rules.rescue import visit_entries
from cms import clock
from portal.forecasts.comparing import compared
from portal.forecasts.supposing import WhatIfForm
from portal.views.forecast import practice_to_forecast, standing_today
from practices.models import Practice
from practices.queries import name_of, roster

LOOK_BACK = timedelta(days=730)
MONTHS_BACK, MONTHS_AHEAD = 6, 18


@login_required
@require_safe
def try_what_if(request: HttpRequest, code: str) -> HttpResponse:
    """The standing as it is and as it would be if. Nothing is recorded; the address can be passed on."""
    practice = practice_to_forecast(request, code)
    standing = standing_today(request, practice)
    context: dict[str, Any] = {"practice": practice, "name": name_of(practice, on=clock.today())}
    if standing is None:
        return render(request, "portal/what_if.html", context)
    form = _form(request, practice, standing)
    context |= {"form": form, "standing": standing}
    if form.is_bound and form.supposes:
        context |= _compared(form, standing)
    return render(request, "portal/what_if.html", context)


def _form(request: HttpRequest, practice: Practice, standing: PracticeStanding) -> WhatIfForm:
    since = standing.as_of - LOOK_BACK
    held = [each for each in standing.facts.entries if each.kind == "visit.held" and each.happened_on >= since]
    own = [each for each in held if each.practice == standing.facts.practice]
    staff = roster(practice, on=standing.as_of)
    return WhatIfForm(request.GET or None, staff=staff, visits=sorted(own, key=lambda each: each.happened_on))


def _compared(form: WhatIfForm, standing: PracticeStanding) -> dict[str, Any]:
    visit = _visit(standing, form.cleaned_data["held_on"])
    after = what_if(standing, lambda facts: form.applied(facts, standing.rules, visit))
    on = max([standing.as_of, *form.days()])
    return {
        "comparison": compared(standing, after, on=on),
        "sentences": list(form.sentences()),
        "from_on": add_months(standing.as_of.replace(day=1), -MONTHS_BACK),
        "until_on": add_months(standing.as_of.replace(day=1), MONTHS_AHEAD),
    }


def _visit(standing: PracticeStanding, day: date | None) -> tuple[Entry, ...]:
    return visit_entries(standing.rules, standing.facts, day) if day else ()
