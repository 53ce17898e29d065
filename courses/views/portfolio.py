"""The record to take along, and what a person writes about what she did. Everybody sees only her own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import clock
from cms.components import DataTable, FilterBar, Heading
from cms.dates import ONE_DAY, in_words
from courses import operations
from courses.forms import OwnReflectionForm, PeriodForm, ReflectionForm
from courses.models import Reflection
from courses.portfolio.contents import Line, Portfolio, lines_of, portfolio_of
from courses.portfolio.document import figures, portfolio_csv, portfolio_pdf
from courses.portfolio.links import reflection_link
from courses.portfolio.purposes import EVERYTHING, OF_BODY, PURPOSES, Purpose
from courses.queries import reflections_of
from courses.views.acting import actor, posted
from courses.wording import cpd_hours
from practices.models import Person


@login_required
@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    """What revalidation or appraisal asks for beside what is there, each line, and the files."""
    asked = _asked(request, actor(request))
    found = asked.portfolio(actor(request)) if asked.form.is_valid() else None
    context: dict[str, Any] = {"found": found, "filters": _filters(asked.form)}
    if found:
        rows = [{"key": label, "value": value} for label, value in figures(found)]
        context |= {"figures": rows, "table": _table(found), "query": asked.query}
    return render(request, "courses/portfolio.html", context)


@login_required
@require_safe
def as_pdf(request: HttpRequest) -> HttpResponse:
    return _file(request, portfolio_pdf, "pdf", "application/pdf")


@login_required
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    return _file(request, portfolio_csv, "csv", "text/csv; charset=utf-8")


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def reflect(request: HttpRequest, pk: int) -> HttpResponse:
    """On an entry of one's own record; 404 for any other."""
    person = actor(request)
    line = next((line for line in lines_of(person, known_at=clock.now()) if line.ref == str(pk)), None)
    if line is None:
        raise Http404
    said = line.reflection
    form = ReflectionForm(posted(request), initial=_initial(said))
    if request.method == "POST" and form.is_valid():
        operations.write_reflection(by=person, entry_id=pk, at=clock.now(), **form.cleaned_data)
        messages.success(request, "Your reflection is kept. Only you can read it.")
        return redirect(said_back(line))
    context = {"form": form, "about": line.text, "day": line.happened_on, "reflection": said}
    return render(request, "courses/reflect.html", context)


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def reflect_on_other(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """On something that is not on the record."""
    person = actor(request)
    said = get_object_or_404(reflections_of(person).filter(entry=None), pk=pk) if pk else None
    form = OwnReflectionForm(posted(request), today=clock.today(), initial=_initial(said))
    if request.method == "POST" and form.is_valid():
        operations.write_reflection(by=person, rewrites=said, at=clock.now(), **form.cleaned_data)
        messages.success(request, "Your reflection is kept. Only you can read it.")
        return redirect("portal:record")
    return render(request, "courses/reflect.html", {"form": form, "reflection": said})


@login_required
@require_POST
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    person = actor(request)
    said = get_object_or_404(reflections_of(person), pk=pk)
    operations.throw_away_reflection(reflection=said, by=person, at=clock.now())
    messages.success(request, "Your reflection is gone. What it was about stays on your record.")
    return redirect("portal:record")


def said_back(line: Line) -> str:
    return f"{reverse('portal:record')}#entry-{line.ref}"


@dataclass(frozen=True)
class Asked:
    form: PeriodForm

    def portfolio(self, person: Person) -> Portfolio:
        given = self.form.cleaned_data
        return portfolio_of(
            person,
            purpose=PURPOSES[given["purpose"]],
            since=given["since"],
            until=given["last_on"] + ONE_DAY,
            known_at=clock.now(),
        )

    @property
    def query(self) -> str:
        return urlencode({name: self.form.cleaned_data[name] for name in self.form.fields})


def _asked(request: HttpRequest, person: Person) -> Asked:
    """What was asked; where it was not, what the person's regulator asks for, up to today."""
    purpose = PURPOSES.get(request.GET.get("purpose", ""), _usual(person))
    today = clock.today()
    usual = {"purpose": purpose.code, "since": _years_before(today, purpose.years), "last_on": today}
    return Asked(PeriodForm(usual | {name: value for name, value in request.GET.items() if value}))


def _usual(person: Person) -> Purpose:
    bodies = person.registrations.values_list("body", flat=True)
    return next((OF_BODY[body] for body in bodies if body in OF_BODY), EVERYTHING)


def _years_before(day: date, years: int) -> date:
    """The day after the corresponding one, so that both ends together are whole years."""
    try:
        return day.replace(year=day.year - years) + ONE_DAY
    except ValueError:
        return day.replace(year=day.year - years, month=3, day=1)


def _filters(form: PeriodForm) -> FilterBar:
    return FilterBar(form=form, label="What to take along", submit="Show")


def _table(found: Portfolio) -> DataTable:
    return DataTable(
        caption=f"On your record, {found.period}",
        headings=["Day", "What", "How", Heading("Hours", is_numeric=True), "Verification", "Reflection"],
        rows=[
            (
                in_words(line.happened_on),
                line.text,
                f"{line.method}, participatory" if line.participatory else line.method,
                cpd_hours(line.minutes) if line.minutes else "",
                line.verification,
                reflection_link(line),
            )
            for line in found.lines
        ],
        empty="Nothing is on your record in these days.",
    )


def _initial(said: Reflection | None) -> dict[str, Any]:
    fields = ("title", "happened_on", "learned", "changed", "theme")
    return {name: getattr(said, name) for name in fields} if said else {}


def _file(request: HttpRequest, make: Any, ending: str, content_type: str) -> HttpResponse:
    asked = _asked(request, actor(request))
    if not asked.form.is_valid():
        return redirect(f"{reverse('courses:portfolio')}?{request.GET.urlencode()}")
    found = asked.portfolio(actor(request))
    name = f"{found.purpose.code}-{found.since.isoformat()}-to-{found.last_on.isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(make(found), content_type=content_type, headers=headers)
