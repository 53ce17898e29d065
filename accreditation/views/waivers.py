"""Waivers: of one practice, of many at once, and their end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accreditation import officer_panels as panels
from accreditation import operations, queries
from accreditation.forms import EndForm, WaiveManyForm, WaiverForm
from accreditation.forms.officers import ONE_DAY
from accreditation.models import Framework, Waiver
from accreditation.models.proposals import WAIVE
from accreditation.permissions import can_decide, check_decides, check_sees
from accreditation.views.acting import accepts, access_of, actor, named, practice_called
from accreditation.views.officers import RECUSED, answered, form_page, framework_of, version_of
from cms import clock
from cms.dates import in_words, last_day
from practices.models import Practice
from practices.queries import names_of
from practices.roles import Permission

WORDS = ("reason", "conditions")
TEXT = "The verdict on it is “waived” on those days, never “met”: on every screen and in every file."


@login_required
@require_safe
def waivers(request: HttpRequest, code: str) -> HttpResponse:
    """What is and was waived for the practice, and why."""
    practice = practice_called(code)
    access = access_of(request)
    check_sees(access, practice)
    may_decide = can_decide(access, practice)
    table = panels.waivers_table(queries.waivers_of(practice), may_end=may_decide, today=clock.today())
    may_waive = may_decide and queries.frameworks_of_practice(practice).exists()
    context = {**named(practice), "table": table, "may_waive": may_waive}
    return render(request, "accreditation/waivers.html", context)


@sensitive_post_parameters(*WORDS)
@login_required
@require_http_methods(["GET", "POST"])
def waive(request: HttpRequest, code: str) -> HttpResponse:
    practice = practice_called(code)
    check_decides(access_of(request), practice)
    framework = framework_of(request, practice)
    rules = version_of(framework, practice).parsed
    form = WaiverForm(request.POST if request.method == "POST" else None, rules=rules, initial=_initial(request))
    by_two = WAIVE in rules.decision.two_people
    said = answered(request, practice, form, lambda: _waive(request, practice, framework, form, by_two=by_two))
    if said:
        done = "It is proposed. A second officer confirms." if by_two else "It is waived. The practice is told."
        messages.success(request, said if said == RECUSED else done)
        return redirect("accreditation:waivers", code)
    submit = "Propose the waiver" if by_two else "Waive"
    return form_page(request, practice, form, "Waive requirements", submit, text=TEXT)


def _initial(request: HttpRequest) -> dict[str, Any]:
    return {"from_on": clock.today(), "requirement_keys": request.GET.getlist("requirement")}


def _waive(request: HttpRequest, practice: Practice, framework: Framework, form: WaiverForm, *, by_two: bool) -> object:
    told = {"framework": framework, **form.told(), **actor(request)}
    if by_two:
        return operations.propose_waiver(practice=practice, **told)
    return operations.waive_requirements(practices=[practice], **told)


@sensitive_post_parameters(*WORDS)
@login_required
@require_http_methods(["GET", "POST"])
def waive_many(request: HttpRequest, code: str) -> HttpResponse:
    """For a fault in the data of many practices: all of those chosen, or none."""
    access = access_of(request)
    networks = access.networks_with(Permission.DECIDE_AWARDS)
    framework = queries.frameworks_of_network(networks).filter(code=code).first()
    if framework is None:
        raise Http404
    practices = Practice.objects.filter(enrolments__framework=framework).order_by("code")
    reached = [practice.pk for practice in practices if can_decide(access, practice)]
    rules = version_of(framework).parsed
    form = WaiveManyForm(
        request.POST if request.method == "POST" else None,
        rules=rules,
        practices=practices.filter(pk__in=reached),
        names=names_of(reached, on=clock.today()),
        initial={"from_on": clock.today(), "reason_code": "data_fault"},
    )
    if WAIVE in rules.decision.two_people:
        form_shown, note = None, "The framework asks for two officers here: propose each waiver on its practice's page."
    else:
        form_shown, note = form, ""
    if (
        request.method == "POST"
        and form_shown
        and form.is_valid()
        and accepts(form, lambda: _many(request, form, framework))
    ):
        messages.success(
            request, f"Waived for {len(form.cleaned_data['practices'])} practices. They are told by e-mail."
        )
        return redirect("portal:inbox")
    context = {"framework": framework, "form": form_shown, "note": note, "text": TEXT}
    return render(request, "accreditation/waive_many.html", context)


def _many(request: HttpRequest, form: WaiveManyForm, framework: Framework) -> object:
    if form.declares_conflict:
        raise ValueError("Leave out the practice with which you have a conflict of interest.")
    return operations.waive_requirements(framework=framework, **form.told(), **actor(request))


@login_required
@require_http_methods(["GET", "POST"])
def end_waiver(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Waiver.objects.standing().select_related("practice", "framework"), pk=pk)
    practice = found.practice
    check_decides(access_of(request), practice)
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last_on": clock.today()})
    if form.is_bound and form.is_valid() and accepts(form, lambda: _end(request, found, form)):
        messages.success(request, "The waiver ends earlier. What was known before stays on record.")
        return redirect("accreditation:waivers", practice.code)
    text = f"It covers {in_words(found.from_on)} to {in_words(last_day(found.until_on))}."
    return form_page(request, practice, form, "End a waiver early", "End the waiver", text=text)


def _end(request: HttpRequest, found: Waiver, form: EndForm) -> Waiver:
    until_on = form.cleaned_data["last_on"] + ONE_DAY
    return operations.end_waiver(waiver=found, until_on=until_on, **actor(request))
