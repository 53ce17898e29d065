"""The step between a form that corrects and the correction: its effect is shown, and then it is done or proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cms import clock
from practices import operations
from practices.correction_panels import shown_effect
from practices.corrections.doors import door_of
from practices.corrections.standings import Change
from practices.corrections.trial import digest_of
from practices.enums import CorrectionState
from practices.forms.corrections import CorrectionReasonForm
from practices.operations import EffectMoved
from practices.views.loading import MEANWHILE, acting

SEEN, CHANGE, REASON = "effect_seen", "effect_change", "correction_reason"
OWN = {SEEN, CHANGE, REASON, "csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Asked:
    """What a form asks to be corrected. `told` is said once it is done, at `back`, where the record is shown."""

    kind: str
    arguments: dict[str, Any]
    about: Model
    told: str
    back: str


def through_the_door(
    request: HttpRequest, asked: Asked, form: forms.BaseForm | None = None, field: str | None = None
) -> HttpResponse | None:
    """The answer to a form that was sent and is valid: the effect, or the way on once it was confirmed.

    None where the form has to be shown again: to change what was typed, or with the sentence of a refusal, at `field`
    if one is to blame. Without a form a refusal is said where the record is shown.
    """
    if CHANGE in request.POST:
        return None if form is not None else redirect(asked.back)
    try:
        if SEEN not in request.POST:
            effect = operations.preview_correction(kind=asked.kind, arguments=asked.arguments, **acting(request))
            return _show(request, asked, effect)
        return _submit(request, asked)
    except EffectMoved as moved:
        return _show(request, asked, moved.effect, has_moved=True, typed=request.POST.get(REASON, ""))
    except ValueError as refusal:
        return _refused(request, asked, form, field, str(refusal))
    except IntegrityError:
        return _refused(request, asked, form, None, MEANWHILE)


def _submit(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The reason is asked for first of all; what else is refused is a matter of the form before it."""
    needs_reason = request.POST[SEEN] != digest_of([])
    reason = CorrectionReasonForm(request.POST, is_required=needs_reason)
    if not reason.is_valid():
        effect = operations.preview_correction(kind=asked.kind, arguments=asked.arguments, **acting(request))
        return _show(request, asked, effect, reason=reason)
    correction = operations.submit_correction(
        kind=asked.kind,
        arguments=asked.arguments,
        about=asked.about,
        seen=request.POST[SEEN],
        reason=reason.cleaned_data[REASON],
        **acting(request),
    )
    if correction.state == CorrectionState.WAITING:
        messages.success(request, "It is proposed. Nothing changes until a second person confirms it.")
        return redirect("practices:correction", correction.pk)
    messages.success(request, asked.told)
    return redirect(asked.back)


def _refused(
    request: HttpRequest, asked: Asked, form: forms.BaseForm | None, field: str | None, sentence: str
) -> HttpResponse | None:
    if form is None:
        messages.error(request, sentence)
        return redirect(asked.back)
    form.add_error(field, sentence)
    return None


def _show(
    request: HttpRequest,
    asked: Asked,
    effect: list[Change],
    *,
    has_moved: bool = False,
    typed: str = "",
    reason: CorrectionReasonForm | None = None,
) -> HttpResponse:
    door = door_of(asked.kind)
    initial = {REASON: typed}
    sent = [(name, value) for name, values in request.POST.lists() if name not in OWN for value in values]
    context = {
        "label": door.label,
        "words": door.words(asked.arguments),
        "changes": shown_effect(effect, on=clock.today()),
        "has_moved": has_moved,
        "form": reason or CorrectionReasonForm(is_required=bool(effect), initial=initial),
        "sent": sent,
        "seen": digest_of(effect),
        "back": asked.back,
    }
    return render(request, "practices/effect.html", context)
