"""The officer's decision, beside the assessment and the proofs that it would rest on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accreditation import operations, panels, queries
from accreditation.enums import BEGINS_AN_AWARD, DecisionKind
from accreditation.forms import DecisionForm
from accreditation.lifecycle import kinds_from
from accreditation.models import Framework
from accreditation.moments import read_day
from accreditation.permissions import check_decides, is_recused
from accreditation.views.acting import accepts, access_of, actor, named, practice_called
from cms import clock
from cms.dates import in_words
from practices.models import Practice

DONE = {
    DecisionKind.GRANT: "The award is granted from {}.",
    DecisionKind.PROVISIONAL: "The award is granted provisionally from {}.",
    DecisionKind.RENEW: "The award is renewed from {}.",
    DecisionKind.DECLINE: "The award is declined from {}.",
    DecisionKind.DOWNGRADE: "The award is downgraded from {}.",
    DecisionKind.SUSPEND: "The award is suspended from {}.",
    DecisionKind.REINSTATE: "The award is reinstated from {}.",
    DecisionKind.WITHDRAW: "The award is withdrawn from {}.",
    DecisionKind.LAPSE: "The award lapses from {}.",
    DecisionKind.CLOSE: "The practice is closed from {}.",
    DecisionKind.MERGE: "The practice is part of another from {}.",
}
PROPOSED = "It is proposed. A second officer confirms or refuses it; until then nothing changes."


@sensitive_post_parameters("reason")
@login_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, code: str) -> HttpResponse:
    practice = practice_called(code)
    check_decides(access_of(request), practice)
    framework = _framework(request, practice)
    if framework is None:
        return render(request, "accreditation/decide.html", named(practice))
    form = _form(request, practice, framework)
    if form and request.method == "POST":
        if form.declares_conflict:
            operations.recuse(practice=practice, **actor(request))
            messages.info(request, "Your conflict of interest is recorded. Another officer decides on this practice.")
            return redirect("accreditation:decide", code)
        if form.is_valid() and accepts(form, lambda: _act(request, practice, framework, form)):
            kind, day = form.cleaned_data["kind"], in_words(form.cleaned_data["effective_on"])
            by_two = _takes_two(practice, framework, kind, form.cleaned_data["effective_on"])
            messages.success(request, PROPOSED if by_two else DONE[DecisionKind(kind)].format(day))
            return redirect("accreditation:decide", code)
    return render(request, "accreditation/decide.html", _context(request, practice, framework, form))


def _framework(request: HttpRequest, practice: Practice) -> Framework | None:
    """The one asked for by its code, else the first that the practice enrolled in."""
    frameworks = queries.frameworks_of_practice(practice)
    asked = request.GET.get("framework")
    return frameworks.filter(code=asked).first() if asked else frameworks.first()


def _form(request: HttpRequest, practice: Practice, framework: Framework) -> DecisionForm | None:
    """None for an officer with a conflict of interest, who decides nothing here."""
    if is_recused(access_of(request), practice):
        return None
    version = framework.versions.order_by("number").last()
    terms = operations.framework_terms(version.parsed, _day(request)) if version else operations.SuspensionTerms()
    return DecisionForm(
        request.POST if request.method == "POST" else None,
        kinds=kinds_from(queries.last_award(practice, framework).state),
        tiers=version.parsed.tiers if version else (),
        by_two=version.parsed.decision.two_people if version else (),
        initial={
            "effective_on": _day(request),
            "kind": request.GET.get("kind", ""),
            "reason_code": request.GET.get("reason", ""),
            "badge": terms.badge,
            "new_initiations": terms.new_initiations,
            "payment": terms.payment_stops_on is None,
            "patients_told_by": terms.patients_told_by,
        },
    )


def _act(request: HttpRequest, practice: Practice, framework: Framework, form: DecisionForm) -> object:
    """Decides, or proposes what the framework wants two officers for."""
    decision = form.decision()
    by_two = _takes_two(practice, framework, decision["kind"], decision["effective_on"])
    act = operations.propose_decision if by_two else operations.decide
    return act(practice=practice, framework=framework, **decision, **actor(request))


def _takes_two(practice: Practice, framework: Framework, kind: str, on: date) -> bool:
    """Says the version that would govern: for a grant or a renewal the one that it brings."""
    renewed_on = on if kind in BEGINS_AN_AWARD else None
    moments = {"as_of": on, "known_at": clock.now()}
    try:
        standing = queries.standing_of(practice, framework, **moments, renewed_on=renewed_on)
    except queries.NotInForce:
        return False
    return kind in standing.rules.decision.two_people


def _day(request: HttpRequest) -> date:
    """The day that the assessment shown is of: ?on=2026-06-01, else today."""
    try:
        return read_day(request.GET["on"])
    except (KeyError, ValueError):
        return clock.today()


def _shown_day(request: HttpRequest, form: DecisionForm | None) -> date:
    """After a refused form the assessment is of the day that was typed."""
    typed = form.cleaned_data.get("effective_on") if form and form.is_bound and hasattr(form, "cleaned_data") else None
    return typed or _day(request)


def _context(
    request: HttpRequest, practice: Practice, framework: Framework, form: DecisionForm | None
) -> dict[str, Any]:
    context = {**named(practice), "framework": framework, "form": form, "media": form.media if form else ""}
    context["notices"] = queries.notices_of(practice, framework).open()
    context["proposals"] = queries.open_proposals(practice, framework, on=clock.today())
    context["decisions"] = queries.history_of_decisions(practice, framework, known_at=clock.now())
    try:
        standing = queries.standing_of(practice, framework, as_of=_shown_day(request, form), known_at=clock.now())
    except queries.NotInForce as problem:
        return {**context, "problem": str(problem)}
    href = reverse("accreditation:framework", args=[framework.code])
    return {
        **context,
        "standing": standing,
        "summary": panels.standing_summary(standing, href),
        "proofs": panels.proofs_of(standing),
    }
