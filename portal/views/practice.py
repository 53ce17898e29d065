from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accreditation.models import Decision, Framework
from accreditation.officer_panels import can_be_appealed, effects_rows, who_decided
from accreditation.permissions import can_decide
from accreditation.practice_export import practice_export
from accreditation.queries import (
    NotInForce,
    frameworks_of_practice,
    history_of_decisions,
    notices_of,
    open_proposals,
    reminders_of_practice,
    standing_of,
)
from accreditation.rules.proof import explain
from accreditation.ways_over import governs_in_words
from cms import clock
from portal.asking import StandingForm, version_choices
from portal.award import beside_standing
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


def _moments(request: HttpRequest, framework: Framework | None) -> dict[str, Any]:
    """The two clocks, and the version that is asked for (`under`); 404 for one that there is not."""
    asked = {name for name in ("as_of", "known_at") if request.GET.get(name)}
    version = request.GET.get("version")
    form = StandingForm(request.GET if asked or version else None, versions=version_choices(framework))
    as_of, known_at = form.moments(today=clock.today(), now=clock.now())
    under = form.under
    if version and under is None:
        raise Http404
    hidden = {"framework": request.GET["framework"]} if request.GET.get("framework") else {}
    return {
        "form": form,
        "as_of": as_of,
        "known_at": known_at,
        "is_now": not asked,
        "under": under,
        "hidden": hidden,
        "clear_href": f"{request.path}?{urlencode(hidden)}" if hidden else request.path,
    }


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
    framework = framework_for(found, request.GET.get("framework"), on=clock.today())
    moments = _moments(request, framework)
    screen = (
        standing_screen(found, framework, as_of=moments["as_of"], known_at=moments["known_at"], under=moments["under"])
        if framework
        else None
    )
    access = request.access  # type: ignore[attr-defined]
    context = {
        **moments,
        "practice": found,
        "name": name_of(found, on=moments["as_of"]),
        "screen": screen,
        "framework": framework,
        "governs": governs_in_words(screen.standing) if screen else [],
        "today": clock.today(),
        "may_decide": bool(framework) and access.may_at(Permission.DECIDE_AWARDS, found),
        "reminders": reminders_of_practice(found, on=clock.today()) if moments["is_now"] else [],
        "may_forecast": access.may_at(Permission.FORECAST, found),
        "may_record": access.may_at(Permission.RECORD_EVIDENCE, found),
        "may_enrol": access.may_at(Permission.MANAGE_NETWORK, found),
    }
    if screen and framework:
        context["beside"] = beside_standing(
            found, framework, screen.standing, on=moments["as_of"], known_at=moments["known_at"]
        )
    if screen and screen.standing.is_assessed:
        standing = screen.standing
        reader = Reader(access, found, standing.rules, screen.name_by_key)
        context["actions"] = actions_of_practice(standing.proof(), reader, standing.as_of)
    return render(request, "portal/practice.html", context)


@login_required
@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Everything the standing rests on, as an archive that is the same whenever the same is asked."""
    found = _practice(request, code)
    framework = framework_for(found, request.GET.get("framework"), on=clock.today())
    if framework is None:
        raise Http404
    moments = _moments(request, framework)
    asked = {name: moments[name] for name in ("as_of", "known_at", "under")}
    try:
        standing = standing_of(found, framework, **asked)
    except NotInForce as error:
        raise Http404 from error
    name = f"standing-{found.code}-{moments['as_of']}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(practice_export(standing), content_type="application/zip", headers=headers)


@login_required
@require_safe
def proof(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Why one requirement has its verdict: people, entries that count, entries that do not, what is missing."""
    found = _practice(request, code)
    framework = framework_for(found, request.GET.get("framework"), on=clock.today())
    moments = _moments(request, framework)
    screen = (
        standing_screen(found, framework, as_of=moments["as_of"], known_at=moments["known_at"], under=moments["under"])
        if framework
        else None
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
    access = request.access  # type: ignore[attr-defined]
    may_decide = bool(framework) and can_decide(access, found)
    may_sign = access.may_at(Permission.SIGN_FOR_PRACTICE, found)
    context = {
        "practice": found,
        "name": name_of(found, on=clock.today()),
        "decisions": [_shown(each, may_sign=may_sign) for each in history],
        "framework": framework,
        "may_decide": may_decide,
        "may_ask": may_decide and frameworks_of_practice(found).exists(),
        "notices": list(notices_of(found, framework)) if framework else [],
        "proposals": list(open_proposals(found, framework, on=clock.today())) if framework and may_decide else [],
    }
    return render(request, "portal/decisions.html", context)


def _shown(decision: Decision, *, may_sign: bool) -> dict[str, Any]:
    """A decision, who took it, what it means, and what became of an appeal against it."""
    return {
        "decision": decision,
        "who": who_decided(decision),
        "effects": effects_rows(decision.effects) if hasattr(decision, "effects") else [],
        "appeal": getattr(decision, "appeal", None),
        "is_overturned": hasattr(decision, "overturned"),
        "may_appeal": may_sign and can_be_appealed(decision, clock.today()),
    }
