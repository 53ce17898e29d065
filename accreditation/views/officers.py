"""What officers do beside deciding: proposals, remedial notices, appeals. Each is one page with one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accreditation import officer_panels as panels
from accreditation import operations, queries
from accreditation.enums import AppealState, NoticeState, ProposalState
from accreditation.forms import AnswerForm, AppealForm, HearingForm, NoticeAnswerForm, NoticeForm, OfficerForm
from accreditation.models import Appeal, Decision, Framework, FrameworkVersion, Notice, Proposal
from accreditation.permissions import can_decide, check_decides, check_sees, check_signs, is_recused
from accreditation.policies import last_day_of_appeal
from accreditation.views.acting import accepts, access_of, actor, named, practice_called
from cms import clock
from cms.dates import in_words
from practices.access import Access
from practices.models import Practice
from practices.roles import Permission

RECUSED = "Your conflict of interest is recorded. Another officer acts on this practice."


def framework_of(request: HttpRequest, practice: Practice) -> Framework:
    """The one asked for by its code, else the first that the practice enrolled in; 404 without one."""
    frameworks = queries.frameworks_of_practice(practice)
    asked = request.GET.get("framework")
    found: Framework | None = frameworks.filter(code=asked).first() if asked else frameworks.first()
    if found is None:
        raise Http404
    return found


def version_of(framework: Framework, practice: Practice | None = None) -> FrameworkVersion:
    """In force today (for the practice, if one is named), or the last one published."""
    moments = {"as_of": clock.today(), "known_at": clock.now()}
    if practice:
        found = queries.version_for(practice, framework, **moments)
    else:
        found = queries.version_in_force(framework, **moments)
    found = found or framework.versions.last()
    if found is None:
        raise Http404
    return found


def answered(request: HttpRequest, practice: Practice, form: OfficerForm, act: Callable[[], object]) -> str:
    """What to say once the form was sent and taken; "" while it has to be shown (again)."""
    if request.method != "POST":
        return ""
    if form.declares_conflict:
        operations.recuse(practice=practice, **actor(request))
        return RECUSED
    return "Done." if form.is_valid() and accepts(form, act) else ""


def form_page(
    request: HttpRequest, practice: Practice, form: Any, heading: str, submit: str, **more: Any
) -> HttpResponse:
    """A page with one form. An officer who declared a conflict of interest is shown the rest without it."""
    if isinstance(form, OfficerForm) and is_recused(access_of(request), practice):
        form = None
    context = {**named(practice), "form": form, "heading": heading, "submit": submit, "is_warning": False, **more}
    return render(request, "accreditation/form_page.html", context)


def back_to_decisions(practice: Practice) -> HttpResponse:
    return redirect("portal:decisions", practice.code)


@sensitive_post_parameters("refusal")
@login_required
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """What one officer proposed, and the second officer's answer."""
    found = get_object_or_404(Proposal.objects.select_related("practice", "framework", "proposed_by"), pk=pk)
    practice = found.practice
    check_decides(access_of(request), practice)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    said = answered(request, practice, form, lambda: _answer(request, found, form))
    if said:
        confirmed = form["answer"].data == "confirm"
        messages.success(request, said if said == RECUSED else f"You {'confirmed' if confirmed else 'refused'} it.")
        return redirect("accreditation:proposal", pk)
    is_open = found.state == ProposalState.OPEN and found.expires_on >= clock.today()
    is_own = found.proposed_by == access_of(request).person
    return form_page(
        request,
        practice,
        form if is_open and not is_own else None,
        "A proposal that two officers decide",
        "Send your answer",
        rows=panels.proposal_rows(found),
        note="You proposed this. Another officer confirms it." if is_open and is_own else "",
        take_back=reverse("accreditation:take_back_proposal", args=[pk]) if is_open and is_own else "",
        decide_href=f"{reverse('accreditation:decide', args=[practice.code])}?on={found.terms.get('effective_on', '')}",
    )


def _answer(request: HttpRequest, found: Proposal, form: AnswerForm) -> object:
    if form.cleaned_data["answer"] == "confirm":
        declared = form.cleaned_data["conflict"] == "no"
        return operations.confirm_proposal(proposal=found, no_conflict_declared=declared, **actor(request))
    return operations.refuse_proposal(proposal=found, refusal=form.cleaned_data["refusal"], **actor(request))


@login_required
@require_POST
def take_back_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Proposal.objects.select_related("practice"), pk=pk)
    check_decides(access_of(request), found.practice)
    try:
        operations.take_back_proposal(proposal=found, **actor(request))
        messages.success(request, "The proposal is taken back.")
    except ValueError as refusal:
        messages.error(request, str(refusal))
    return redirect("accreditation:proposal", pk)


@sensitive_post_parameters("asked")
@login_required
@require_http_methods(["GET", "POST"])
def serve_notice(request: HttpRequest, code: str) -> HttpResponse:
    practice = practice_called(code)
    check_decides(access_of(request), practice)
    framework = framework_of(request, practice)
    form = NoticeForm(request.POST if request.method == "POST" else None, rules=version_of(framework).parsed)
    said = answered(
        *(request, practice, form),
        lambda: operations.serve_notice(practice=practice, framework=framework, **form.told(), **actor(request)),
    )
    if said:
        messages.success(request, said if said == RECUSED else "The notice is served. The practice is told by e-mail.")
        return back_to_decisions(practice)
    text = "The practice is told what to put right and by when. Afterwards you say whether it was."
    return form_page(request, practice, form, "Serve a remedial notice", "Serve the notice", text=text)


@sensitive_post_parameters("findings")
@login_required
@require_http_methods(["GET", "POST"])
def close_notice(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.select_related("practice", "framework", "served_by"), pk=pk)
    practice = notice.practice
    check_decides(access_of(request), practice)
    form = NoticeAnswerForm(request.POST if request.method == "POST" else None)
    said = answered(
        request, practice, form, lambda: operations.close_notice(notice=notice, **form.told(), **actor(request))
    )
    if said == RECUSED:
        messages.info(request, said)
        return back_to_decisions(practice)
    if said:
        messages.success(request, "The notice is closed. The practice is told by e-mail.")
        failed = form.cleaned_data["outcome"] == NoticeState.NOT_MET
        return redirect("accreditation:decide", practice.code) if failed else back_to_decisions(practice)
    is_open = notice.state == NoticeState.OPEN
    return form_page(
        *(request, practice, form if is_open else None, "A remedial notice", "Close the notice"),
        rows=panels.notice_rows(notice),
    )


@sensitive_post_parameters("grounds")
@login_required
@require_http_methods(["GET", "POST"])
def lodge_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """By the practice, against one decision."""
    decision = get_object_or_404(Decision.objects.select_related("practice", "framework", "framework_version"), pk=pk)
    practice = decision.practice
    check_signs(access_of(request), practice)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and accepts(form, lambda: _lodge(request, decision, form)):
        messages.success(request, "The appeal is lodged. Officers who had no part in the decision will hear it.")
        return back_to_decisions(practice)
    last = last_day_of_appeal(decision, decision.framework_version.parsed)
    text = f"Officers who had no part in it will hear the appeal. You can lodge it until {in_words(last)}."
    return form_page(
        *(request, practice, form, f"Appeal against “{decision.get_kind_display()}”", "Lodge the appeal"),
        rows=panels.decision_rows(decision),
        text=text,
    )


def _lodge(request: HttpRequest, decision: Decision, form: AppealForm) -> Appeal:
    return operations.lodge_appeal(decision=decision, grounds=form.cleaned_data["grounds"], **actor(request))


@sensitive_post_parameters("findings")
@login_required
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Seen by whoever sees the practice; heard by officers who had no part in the decision."""
    appeals = Appeal.objects.select_related("decision__practice", "decision__decided_by", "lodged_by", "closed_by")
    found = get_object_or_404(appeals, pk=pk)
    practice = found.decision.practice
    access = access_of(request)
    check_sees(access, practice)
    if request.method == "POST":
        check_decides(access, practice)
    form = HearingForm(request.POST if request.method == "POST" else None)
    said = answered(
        request, practice, form, lambda: operations.hear_appeal(appeal=found, **form.told(), **actor(request))
    )
    if said:
        messages.success(request, said if said == RECUSED else "The appeal is decided. The practice is told by e-mail.")
        return redirect("accreditation:appeal", pk)
    is_heard = found.state == AppealState.LODGED and can_decide(access, practice)
    had_part = access.person in (found.decision.decided_by, found.decision.proposed_by)
    return form_page(
        *(request, practice, form if is_heard and not had_part else None, "An appeal", "Decide on the appeal"),
        rows=panels.appeal_rows(found),
        note="You took part in the decision, so others hear the appeal." if is_heard and had_part else "",
        door=_way_back(access, found),
    )


def _way_back(access: Access, found: Appeal) -> dict[str, str] | None:
    if found.state != AppealState.LODGED or not access.may_at(Permission.SIGN_FOR_PRACTICE, found.decision.practice):
        return None
    return {"href": reverse("accreditation:take_back_appeal", args=[found.pk]), "text": "Take the appeal back"}


@login_required
@require_http_methods(["GET", "POST"])
def take_back_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """By the practice, which no longer appeals."""
    appeals = Appeal.objects.select_related("decision__practice", "decision__decided_by", "lodged_by", "closed_by")
    found = get_object_or_404(appeals, pk=pk)
    practice = found.decision.practice
    check_signs(access_of(request), practice)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_bound and accepts(form, lambda: operations.take_back_appeal(appeal=found, **actor(request))):
        messages.success(request, "The appeal is taken back. The commissioner's officers are told.")
        return redirect("accreditation:appeal", pk)
    waits = "The decision has waited for the appeal: it takes effect, today at the earliest."
    return form_page(
        *(request, practice, form, "Take the appeal back?", "Take the appeal back"),
        rows=panels.appeal_rows(found),
        text=f"{waits if found.freezes else 'The decision stands, as it did.'} It cannot be appealed against again.",
        is_warning=True,
    )
