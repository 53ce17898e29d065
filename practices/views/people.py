"""The people of one practice: who works there, who leads, who is invited, who left."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from practices import operations, panels
from practices.forms import AddColleagueForm, NameLeadForm
from practices.models import Person, Practice
from practices.operations import Welcome
from practices.queries import former_staff, joining, latest_invitations, leads_of, name_of, roster
from practices.views.loading import acting, attempt, posted, staffed_practice


@login_required
@require_safe
def people(request: HttpRequest, code: str) -> HttpResponse:
    practice = staffed_practice(request, code)
    today, now = clock.today(), clock.now()
    members = roster(practice, on=today)
    invitations = latest_invitations(member.person.pk for member in members)
    context = {
        "practice": practice,
        "practice_name": name_of(practice, on=today),
        "leads": panels.lead_table(leads_of(practice, on=today), practice),
        "staff": panels.staff_table(members, invitations, code, now),
        "joining": panels.joining_table(joining(practice, on=today), code),
        "former": panels.former_table(former_staff(practice, on=today)),
    }
    return render(request, "practices/people.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add_colleague(request: HttpRequest, code: str) -> HttpResponse:
    practice = staffed_practice(request, code)
    form = AddColleagueForm(posted(request), initial={"started_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        welcome = attempt(
            form,
            lambda: operations.take_on(
                colleague=form.colleague,
                practice=practice,
                role=typed["role"],
                sessions=typed["sessions"],
                started_on=typed["started_on"],
                lead_role=typed["lead_role"],
                invite=typed["invite"],
                **acting(request),
            ),
        )
        if welcome:
            messages.success(request, welcome_words(welcome))
            return redirect("practices:people", code=code)
    return _show(request, practice, "practices/add_colleague.html", form=form)


def welcome_words(welcome: Welcome) -> str:
    """What happened, without a word about where else the person works."""
    name, address = welcome.person.name, welcome.person.email
    words = [f"{name} is on the list."]
    if welcome.was_known:
        words.append(f"{address} is known here already, so what {name} has completed comes along.")
    if welcome.is_invited:
        words.append(f"An invitation is on its way to {address}. It is good for 14 days.")
    elif welcome.has_account:
        words.append("They have an account and can sign in as before.")
    return " ".join(words)


@login_required
@require_http_methods(["GET", "POST"])
def name_lead(request: HttpRequest, code: str) -> HttpResponse:
    practice = staffed_practice(request, code)
    today = clock.today()
    initial = {"started_on": today, "lead_role": request.GET.get("lead_role", ""), "person": _asked_person(request)}
    working_here = [member.person.pk for member in roster(practice, on=today)]
    soon_here = [employment.person_id for employment in joining(practice, on=today)]
    people = Person.objects.filter(pk__in=[*working_here, *soon_here])
    form = NameLeadForm(posted(request), people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        post = attempt(form, lambda: operations.name_lead(practice=practice, **form.cleaned_data, **acting(request)))
        if post:
            messages.success(request, f"{post.person.name} is named as {post.get_lead_role_display().lower()}.")
            return redirect("practices:people", code=code)
    return _show(request, practice, "practices/name_lead.html", form=form)


def _asked_person(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("person", ""))
    except ValueError:
        return None


def _show(request: HttpRequest, practice: Practice, template: str, **context: Any) -> HttpResponse:
    names = {"practice": practice, "practice_name": name_of(practice, on=clock.today())}
    return render(request, template, {**names, **context})
