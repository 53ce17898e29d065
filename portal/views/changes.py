"""What we came to know between two days, and what of it changed the register."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accreditation.changes import Learned, RegisterChange, register_changes
from accreditation.models import Framework
from accreditation.queries import frameworks_of_network
from cms import clock
from cms.clock import london_date
from cms.components import DataTable, Link
from cms.dates import ONE_DAY, in_words
from cms.forms import DayInput, end_of
from practices.access import Access
from practices.permissions import check_anywhere
from practices.roles import Permission

MOST_SHOWN = 200
A_WHILE = 30


class ChangesForm(forms.Form):
    as_of = forms.DateField(label="On this day", required=False, widget=DayInput)
    earlier = forms.DateField(label="As it was known on", required=False, widget=DayInput)
    later = forms.DateField(label="And as it was known on", required=False, widget=DayInput)
    framework = forms.ChoiceField(label="Enhanced service", required=False)
    use_required_attribute = False

    def __init__(self, data: Any, frameworks: list[Framework]) -> None:
        super().__init__(data)
        self.fields["framework"].choices = [  # type: ignore[attr-defined]
            (str(framework.pk), f"{framework.network}: {framework.title}") for framework in frameworks
        ]
        if len(frameworks) < 2:
            del self.fields["framework"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        earlier, later = cleaned.get("earlier"), cleaned.get("later")
        if earlier and later and later < earlier:
            self.add_error("later", "The second day has to be on or after the first one.")
        return cleaned


@login_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    access: Access = request.access  # type: ignore[attr-defined]
    check_anywhere(access, Permission.SEE_REGISTER)
    frameworks = list(frameworks_of_network(access.networks_with(Permission.SEE_REGISTER)))
    form = ChangesForm(request.GET, frameworks)
    asked = form.cleaned_data if form.is_valid() else {}
    as_of, earlier, later = _moments(asked, today=clock.today(), now=clock.now())
    framework = next((each for each in frameworks if str(each.pk) == asked.get("framework")), None)
    framework = framework or (frameworks[0] if frameworks else None)
    context: dict[str, Any] = {"form": form, "framework": framework, "as_of": as_of, "earlier": earlier, "later": later}
    if framework and form.is_valid():
        scope = access.commissioner_scope(framework.network_id)
        found = register_changes(framework, as_of=as_of, earlier=earlier, later=later, commissioner_id=scope)
        context |= {"total": len(found), "tables": [_table(each, as_of) for each in found[:MOST_SHOWN]]}
    return render(request, "portal/changes.html", context)


def _moments(asked: dict[str, Any], *, today: date, now: datetime) -> tuple[date, datetime, datetime]:
    """What is left out: today, as known thirty days ago and now."""
    earlier = asked.get("earlier") or today - A_WHILE * ONE_DAY
    later = asked.get("later")
    return asked.get("as_of") or today, end_of(earlier), end_of(later) if later else now


def _table(change: RegisterChange, as_of: date) -> dict[str, Any]:
    differences = DataTable(
        caption="What differs",
        headings=["Column", "Was", "Became"],
        rows=[[each.column, _as_read(each.was), _as_read(each.became)] for each in change.differences],
    )
    explained = DataTable(
        caption="What we learned",
        headings=["Known since", "What", "Entry"],
        rows=[[in_words(london_date(each.at)), each.sentence, _entry(change, each)] for each in change.explained_by],
        empty="Nothing about this practice itself.",
    )
    href = f"{reverse('portal:practice', args=[change.code])}?as_of={as_of.isoformat()}"
    return {
        "name": Link(text=change.name, href=href),
        "code": change.code,
        "differences": differences,
        "explained": explained,
    }


def _as_read(value: str) -> str:
    """A value of the register's file; days in words."""
    try:
        return in_words(date.fromisoformat(value))
    except ValueError:
        return value or "-"


def _entry(change: RegisterChange, learned: Learned) -> Link | str:
    if not learned.entry:
        return "-"
    return Link(
        text=learned.entry, href=reverse("portal:entry", args=[change.code, learned.entry]), about="in the ledger"
    )
