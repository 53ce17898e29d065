"""One visit, for both sides: what is agreed, what came of it, and what is still to do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from practices.correction_panels import history_table
from practices.corrections.queries import corrections_about
from practices.queries import name_of
from visits import operations, panels, policies, queries
from visits.enums import VisitState
from visits.forms import FeedbackForm
from visits.models import FeedbackLetter, Visit, VisitAction, VisitFeedback
from visits.permissions import (
    can_cancel,
    can_hold,
    can_read_notes,
    can_sign,
    check_acts_on,
    check_sees_visit,
    check_signs,
)
from visits.views.acting import accepts, access_of, actor, visit_or_404


@login_required
@require_safe
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    found = visit_or_404(pk)
    check_sees_visit(access_of(request), found)
    return _show(request, found)


@sensitive_post_parameters()
@login_required
@require_POST
def give_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    found = visit_or_404(pk)
    check_signs(access_of(request), found)
    form = FeedbackForm(request.POST)
    if form.is_valid() and accepts(
        form, lambda: operations.give_feedback(visit=found, **form.cleaned_data, **actor(request))
    ):
        messages.success(request, "Thank you. Your feedback counts for your practice.")
        return redirect("visits:visit", pk=pk)
    return _show(request, found, feedback_form=form)


@login_required
@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    found = visit_or_404(pk)
    check_signs(access_of(request), found)
    try:
        operations.acknowledge_letter(visit=found, **actor(request))
    except ValueError as refusal:
        messages.error(request, str(refusal))
    return redirect("visits:visit", pk=pk)


@login_required
@require_POST
def finish_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(VisitAction.objects.select_related("visit__practice"), pk=pk)
    check_acts_on(access_of(request), action.visit)
    operations.finish_action(action=action, **actor(request))
    messages.success(request, "The action is done.")
    return redirect("visits:visit", pk=action.visit_id)


def _show(request: HttpRequest, visit: Visit, feedback_form: FeedbackForm | None = None) -> HttpResponse:
    access = access_of(request)
    reads, holds, signs = can_read_notes(access, visit), can_hold(access, visit), can_sign(access, visit)
    context: dict[str, Any] = {
        "visit": visit,
        "practice_name": name_of(visit.practice, on=visit.day or clock.today()),
        "attendance": panels.attendance_table(queries.attendances_at(visit)) if visit.took_place else None,
        "agenda": panels.agenda_table(visit.agenda.all(), shows_notes=reads),
        "slots": [panels.moment_in_words(slot.starts_at) for slot in visit.slots.all()],
        "reads": reads,
        "holds": holds,
        "signs": signs,
        "may_agree": signs and policies.can_move(visit, VisitState.AGREED),
        "may_record": holds and policies.can_move(visit, VisitState.HELD),
        "may_reschedule": holds and policies.can_move(visit, VisitState.PROPOSED),
        "may_cancel": can_cancel(access, visit) and policies.can_move(visit, VisitState.CANCELLED),
        "is_signed_off": visit.state == VisitState.SIGNED_OFF,
        "is_held": visit.state == VisitState.HELD,
        "form": feedback_form,
    }
    context["corrections"] = history_table(corrections_about([visit]), access) if reads else ""
    context["summary"] = panels.visit_summary(visit, context["practice_name"])
    if reads:
        context |= _after(visit, signs, feedback_form)
    return render(request, "visits/visit.html", context)


def _after(visit: Visit, signs: bool, feedback_form: FeedbackForm | None) -> dict[str, Any]:
    feedback = VisitFeedback.objects.filter(visit=visit).select_related("given_by").first()
    letters = FeedbackLetter.objects.filter(visit=visit, sent_at__isnull=False)
    awaits_feedback = signs and visit.state == VisitState.SIGNED_OFF and feedback is None
    return {
        "letter": letters.select_related("acknowledged_by").first(),
        "actions": panels.action_rows(visit.actions.select_related("owner")),
        "feedback": feedback,
        "feedback_form": feedback_form or (FeedbackForm() if awaits_feedback else None),
    }
