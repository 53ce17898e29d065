from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accreditation.queries import history_of_decisions
from accreditation.rules.proof import explain
from cms import clock
from cms.forms import MomentForm
from portal.next_steps import Reader, actions_of_practice
from portal.screens import framework_for, standing_screen
from portal.showing import keys_in, names_by_key, show
from practices.models import Practice
from practices.permissions import check_anywhere, check_at
from practices.queries import name_of, names_of
from practices.roles import Permission


def _practice(request: HttpRequest, code: str) -> Practice:
    practice = get_object_or_404(Practice, code=code)
    check_at(request.access, Permission.SEE_PRACTICE, practice)  # type: ignore[attr-defined]
    return practice


def _moments(request: HttpRequest) -> dict[str, Any]:
    asked = {name for name in ("as_of", "known_at") if request.GET.get(name)}
    form = MomentForm(request.GET if asked else None)
    as_of, known_at = form.moments(today=clock.today(), now=clock.now())
    return {"form": form, "as_of": as_of, "known_at": known_at, "is_now": not asked}


@login_required
@require_safe
def my_practice(request: HttpRequest) -> HttpResponse:
    """The practice of whoever works at one; a choice for whoever works at several."""
    access = request.access  # type: ignore[attr-defined]
    check_anywhere(access, Permission.SUBMIT_CASES)
    practices = list(Practice.objects.filter(pk__in=access.practice_ids))
    if len(practices) == 1:
        return redirect("portal:practice", practices[0].code)
    names = names_of(access.practice_ids, on=clock.today())
    choices = [(practice, names.get(practice.pk, practice.code)) for practice in practices]
    return render(request, "portal/choose_practice.html", {"choices": choices})


@login_required
@require_safe
def practice(request: HttpRequest, code: str) -> HttpResponse:
    """Standing, until when, what ends it, every requirement on a time axis, and what to do next."""
    found = _practice(request, code)
    moments = _moments(request)
    framework = framework_for(found, request.GET.get("framework"), on=clock.today())
    screen = (
        standing_screen(found, framework, as_of=moments["as_of"], known_at=moments["known_at"]) if framework else None
    )
    access = request.access  # type: ignore[attr-defined]
    context = {
        **moments,
        "practice": found,
        "name": name_of(found, on=moments["as_of"]),
        "screen": screen,
        "framework": framework,
        "today": clock.today(),
        "may_decide": bool(framework) and access.may_at(Permission.DECIDE_AWARDS, found),
        "may_enrol": access.may_at(Permission.MANAGE_NETWORK, found),
    }
    if screen and screen.standing.is_assessed:
        standing = screen.standing
        reader = Reader(access, found, standing.rules, screen.name_by_key)
        context["actions"] = actions_of_practice(standing.proof(), reader, standing.as_of)
    return render(request, "portal/practice.html", context)


@login_required
@require_safe
def proof(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Why one requirement has its verdict: people, entries that count, entries that do not, what is missing."""
    found = _practice(request, code)
    moments = _moments(request)
    framework = framework_for(found, request.GET.get("framework"), on=clock.today())
    screen = (
        standing_screen(found, framework, as_of=moments["as_of"], known_at=moments["known_at"]) if framework else None
    )
    if screen is None or not screen.standing.is_assessed:
        raise Http404
    standing = screen.standing
    try:
        proved = explain(standing.rules, standing.facts, key, standing.as_of)
    except LookupError as error:
        raise Http404 from error
    names = names_by_key(keys_in([proved]))
    informative = {node.key: node.common.informative for node in standing.rules.nodes()}
    context = {
        **moments,
        "practice": found,
        "name": screen.name,
        "screen": screen,
        "requirement": show(proved, standing.assessment, informative, names),
        "today": clock.today(),
    }
    return render(request, "portal/proof.html", context)


@login_required
@require_safe
def decisions(request: HttpRequest, code: str) -> HttpResponse:
    """Every decision on the practice's award: who took it, when, on what."""
    found = _practice(request, code)
    framework = framework_for(found, request.GET.get("framework"), on=clock.today())
    known_at: datetime = clock.now()
    history = list(history_of_decisions(found, framework, known_at=known_at)) if framework else []
    context = {
        "practice": found,
        "name": name_of(found, on=clock.today()),
        "decisions": history,
        "framework": framework,
        "may_decide": framework and request.access.may_at(Permission.DECIDE_AWARDS, found),  # type: ignore[attr-defined]
    }
    return render(request, "portal/decisions.html", context)
