from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accreditation.forms.plan_costs import in_order
from accreditation.queries import NotInForce, PracticeStanding, standing_of
from accreditation.rules.days import ONE_DAY, add_months
from accreditation.rules.grammar import words
from cms import clock
from cms.components import DataTable, Heading, Link
from cms.components.standing import DRAWN, drawn_verdict
from cms.dates import in_words
from portal.forecasts.exports import outlook_as_csv
from portal.forecasts.offers import offers_around
from portal.forecasts.practice import Outlook, outlook_of
from portal.forecasts.wording import in_hours, state_in_words, until_in_words
from portal.screens import framework_for
from portal.showing import segments_of
from practices.models import Practice
from practices.permissions import check_at
from practices.queries import name_of
from practices.roles import Permission

MONTHS = (3, 6, 12, 18)


class HorizonForm(forms.Form):
    months = forms.TypedChoiceField(
        label="Look ahead",
        required=False,
        coerce=int,
        empty_value=6,
        choices=[(each, f"{each} months") for each in MONTHS],
        initial=6,
    )
    use_required_attribute = False

    @property
    def asked(self) -> int:
        return int(self.cleaned_data["months"]) if self.is_valid() else 6


def practice_to_forecast(request: HttpRequest, code: str) -> Practice:
    practice = get_object_or_404(Practice, code=code)
    check_at(request.access, Permission.FORECAST, practice)  # type: ignore[attr-defined]
    return practice


def standing_today(request: HttpRequest, practice: Practice) -> PracticeStanding | None:
    """Of the framework asked for, as of today and as known now; None where there is nothing to foresee."""
    framework = framework_for(practice, request.GET.get("framework"), on=clock.today())
    if framework is None:
        return None
    try:
        standing = standing_of(practice, framework, as_of=clock.today(), known_at=clock.now())
    except NotInForce:
        return None
    return standing if standing.is_assessed else None


def _outlook(request: HttpRequest, practice: Practice) -> tuple[HorizonForm, Outlook | None]:
    form = HorizonForm(request.GET or {"months": "6"})
    standing = standing_today(request, practice)
    if standing is None:
        return form, None
    offers = offers_around(practice, on=standing.as_of, at=standing.known_at)
    until = add_months(standing.as_of, form.asked)
    return form, outlook_of(standing, offers, request.access, until=until)  # type: ignore[attr-defined]


@login_required
@require_safe
def forecast(request: HttpRequest, code: str) -> HttpResponse:
    """What will become of the practice if nothing is done, who must not go, and what would keep it."""
    practice = practice_to_forecast(request, code)
    form, outlook = _outlook(request, practice)
    context: dict[str, Any] = {"practice": practice, "name": name_of(practice, on=clock.today()), "form": form}
    if outlook:
        context |= {
            "outlook": outlook,
            "plan": _plan(outlook),
            "counted": _counted(outlook),
            "stuck": _stuck(outlook),
            "changes": _changes(outlook),
            "points": _points(outlook, code),
            **_bar(outlook),
            "query": request.GET.urlencode(),
            "hours": in_hours(outlook.plan.minutes),
            "least": in_hours(outlook.plan.at_least),
        }
    return render(request, "portal/forecast.html", context)


@login_required
@require_safe
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a table: one line for each thing to do, each change to come, each person it hangs on."""
    practice = practice_to_forecast(request, code)
    _, outlook = _outlook(request, practice)
    if outlook is None:
        raise Http404
    name = f"forecast-{practice.code}-{outlook.standing.as_of.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(outlook_as_csv(outlook), content_type="text/csv; charset=utf-8", headers=headers)


def _bar(outlook: Outlook) -> dict[str, Any]:
    """From three months back to the horizon; the legend explains what is drawn there and nothing else."""
    from_on, until_on = add_months(outlook.standing.as_of, -3), outlook.until + ONE_DAY
    segments = segments_of(outlook.standing.timeline)
    drawn = {
        drawn_verdict(*each[2:])
        for each in segments
        if (each.from_on or from_on) < until_on and (each.until_on or until_on) > from_on
    }
    legend = [key for key in DRAWN if key in drawn]
    return {"segments": segments, "from_on": from_on, "until_on": until_on, "legend": legend}


def _plan(outlook: Outlook) -> DataTable:
    return DataTable(
        caption="What would keep the standing",
        headings=["What to do", "By", Heading("Staff time", is_numeric=True)],
        rows=[
            (
                Link(text=step.text, href=step.href) if step.href else step.text,
                in_words(step.by_on),
                in_hours(step.minutes),
            )
            for step in outlook.steps
        ],
        hides_caption=True,
    )


def _counted(outlook: Outlook) -> DataTable:
    """What each thing is counted at, beside the minutes of courses, sessions, clinics and visits themselves."""
    rows = in_order(outlook.costs)
    return DataTable(
        caption="What a plan is counted at",
        headings=["Action", Heading("Counted as", is_numeric=True)],
        rows=[(label, in_hours(number) if is_time else f"{number} people") for label, number, is_time in rows],
        hides_caption=True,
    )


def _stuck(outlook: Outlook) -> DataTable:
    return DataTable(
        caption="What stands in the way",
        headings=["Nothing on offer would meet", "Why, and what then"],
        rows=[(each.label, each.why) for each in outlook.stuck],
        hides_caption=True,
    )


def _changes(outlook: Outlook) -> DataTable:
    return DataTable(
        caption="If nothing is done",
        headings=["From", "The requirements are", "Because"],
        rows=[(in_words(each.on), state_in_words(each.after), outlook.why(each)) for each in outlook.changes],
        hides_caption=True,
        empty=f"Nothing changes up to {in_words(outlook.until)}.",
    )


def _points(outlook: Outlook, code: str) -> DataTable:
    """Each with the what-if that shows it."""
    on = outlook.standing.as_of + ONE_DAY
    rows = []
    for point in outlook.points:
        name = outlook.name_of(point.person)
        text = f"{name}, as {words.role(point.post)}" if point.post else name
        asked = {"gives_up": f"{point.person}:{point.post}", "gives_up_on": on} if point.post else {}
        asked = asked or {"leaves": point.person, "leaves_on": on}
        href = f"{reverse('portal:what_if', args=[code])}?{urlencode(asked)}"
        in_grace = point.plain_until < point.until
        rows.append(
            (
                Link(text=text, href=href, about="what if they left"),
                in_words(point.plain_until) if in_grace else "No grace",
                until_in_words(point.until),
            )
        )
    return DataTable(
        caption="Who must not go",
        headings=["Without", "In grace from", "The requirements would hold until"],
        rows=rows,
        hides_caption=True,
        empty="The standing does not hang on one person: whoever left tomorrow, it would go on.",
    )
