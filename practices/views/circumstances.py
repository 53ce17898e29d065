"""What becomes of a practice: units, mergers, splits, closure, another commissioner. For the programme."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from practices import circumstance_panels as panels
from practices import operations
from practices.access import network_of
from practices.forms.circumstances import (
    ClosePracticeForm,
    CommissionerForm,
    JoinUnitForm,
    OpenUnitForm,
    SuccessionForm,
)
from practices.forms.staff import LastDayForm
from practices.models import (
    DeliveryUnit,
    Network,
    PcnMembership,
    Practice,
    PrimaryCareNetwork,
    Succession,
    UnitMembership,
)
from practices.permissions import check_at
from practices.queries import name_of
from practices.roles import Permission
from practices.views.loading import acting, attempt, posted

MEMBERSHIPS: dict[str, type[PcnMembership] | type[UnitMembership]] = {"pcn": PcnMembership, "unit": UnitMembership}


@login_required
@require_safe
def circumstances(request: HttpRequest, code: str) -> HttpResponse:
    practice = _managed(request, code)
    units = UnitMembership.objects.current().filter(practice=practice).select_related("unit")
    pcns = PcnMembership.objects.current().filter(practice=practice).select_related("pcn")
    successions = Succession.objects.current().filter(practice=practice).select_related("predecessor")
    records = practice.records.current().select_related("commissioner").order_by("-started_on")  # type: ignore[attr-defined]
    context = {
        "practice": practice,
        "practice_name": name_of(practice, on=clock.today()),
        "units": panels.units_table([*pcns.order_by("-started_on")], [*units.order_by("-started_on")], code),
        "successions": panels.successions_table(successions, code),
        "commissioners": panels.commissioners_table(records),
    }
    return render(request, "practices/circumstances.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def join_unit(request: HttpRequest, code: str) -> HttpResponse:
    practice = _managed(request, code)
    units = DeliveryUnit.objects.filter(network=_network(practice))
    form = JoinUnitForm(posted(request), units=units, initial={"started_on": clock.today()})

    def act() -> object:
        unit, started_on = form.chosen, form.cleaned_data["started_on"]
        if isinstance(unit, PrimaryCareNetwork):
            return operations.join_pcn(practice=practice, pcn=unit, started_on=started_on, **acting(request))
        return operations.join_unit(practice=practice, unit=unit, started_on=started_on, **acting(request))

    return _answer(request, practice, form, act, "Join a unit", "Join the unit", "The practice joins the unit.")


@login_required
@require_http_methods(["GET", "POST"])
def open_unit(request: HttpRequest, code: str) -> HttpResponse:
    """A new locality or group of the practice's network."""
    practice = _managed(request, code)
    form = OpenUnitForm(posted(request))
    return _answer(
        request,
        practice,
        form,
        lambda: operations.open_unit(network=_network(practice), **form.cleaned_data, **acting(request)),
        "A new unit",
        "Make the unit",
        "The unit is there. Practices can join.",
    )


@login_required
@require_http_methods(["GET", "POST"])
def leave_unit(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    practice = _managed(request, code)
    if kind not in MEMBERSHIPS:
        raise Http404
    membership: Any = get_object_or_404(MEMBERSHIPS[kind].objects.current(), pk=pk, practice=practice)
    form = LastDayForm(posted(request))
    return _answer(
        request,
        practice,
        form,
        lambda: _done(operations.leave_unit(membership=membership, ended_on=form.ended_on, **acting(request))),
        "Leave the unit",
        "Leave the unit",
        "The practice leaves the unit.",
    )


@login_required
@require_http_methods(["GET", "POST"])
def succeed(request: HttpRequest, code: str) -> HttpResponse:
    """Another practice becomes part of this one. It has to be of a network of yours, or of none."""
    practice = _managed(request, code)
    form = SuccessionForm(posted(request), initial={"on": clock.today(), **_proposed(request)})

    def act() -> object:
        predecessor: Practice = form.cleaned_data["predecessor"]
        if network_of(predecessor, form.cleaned_data["on"]) is not None:
            _check_theirs(request, predecessor)
        return operations.record_succession(practice=practice, **form.cleaned_data, **acting(request))

    return _answer(request, practice, form, act, "A practice became part of this one", "Record it", "It is recorded.")


def _proposed(request: HttpRequest) -> dict[str, Any]:
    """What a link proposes to begin with, ?predecessor=Z90001&on=2026-04-01; the person decides."""
    proposed: dict[str, Any] = {}
    if request.GET.get("predecessor"):
        proposed = {"predecessor": request.GET["predecessor"], "how": "merged"}
    with suppress(ValueError):
        proposed["on"] = date.fromisoformat(request.GET.get("on", ""))
    return proposed


@login_required
@require_http_methods(["GET", "POST"])
def take_back_succession(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    practice = _managed(request, code)
    succession = get_object_or_404(Succession.objects.current(), pk=pk, practice=practice)
    form = forms.Form(posted(request))
    told = "It no longer counts as part of this practice. Staff and a closed practice stay as they are."
    return _answer(
        request,
        practice,
        form,
        lambda: _done(operations.retract_succession(succession=succession, **acting(request))),
        "Take the merger or split back?",
        "Take it back",
        told,
        is_warning=True,
    )


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    practice = _managed(request, code)
    form = ClosePracticeForm(posted(request))
    return _answer(
        request,
        practice,
        form,
        lambda: operations.close_practice(practice=practice, closed_from=form.closed_from, **acting(request)),
        "Close the practice",
        "Close the practice",
        "The practice closes.",
        is_warning=True,
    )


@login_required
@require_http_methods(["GET", "POST"])
def move_commissioner(request: HttpRequest, code: str) -> HttpResponse:
    practice = _managed(request, code)
    form = CommissionerForm(posted(request), initial={"from_on": clock.today()})
    return _answer(
        request,
        practice,
        form,
        lambda: operations.move_commissioner(practice=practice, **form.cleaned_data, **acting(request)),
        "Another commissioner",
        "Record the move",
        "The move is recorded.",
    )


def _answer(
    request: HttpRequest,
    practice: Practice,
    form: forms.Form,
    act: Callable[[], object],
    title: str,
    submit: str,
    told: str,
    *,
    is_warning: bool = False,
) -> HttpResponse:
    """Do it and say so, or show the form with what was typed and the sentence of the refusal."""
    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, told)
        return redirect("practices:circumstances", practice.code)
    context = {
        "practice": practice,
        "practice_name": name_of(practice, on=clock.today()),
        "form": form,
        "page_title": title,
        "submit": submit,
        "is_warning": is_warning,
    }
    return render(request, "practices/circumstance_form.html", context)


def _done(_result: object) -> bool:
    """For operations that may have nothing to return."""
    return True


def _managed(request: HttpRequest, code: str) -> Practice:
    practice = get_object_or_404(Practice, code=code)
    check_at(request.access, Permission.MANAGE_NETWORK, practice)  # type: ignore[attr-defined]
    return practice


def _check_theirs(request: HttpRequest, practice: Practice) -> None:
    if not request.access.may_at(Permission.MANAGE_NETWORK, practice):  # type: ignore[attr-defined]
        raise ValueError(
            "That practice belongs to another network. Ask that network's programme to let it leave first."
        )


def _network(practice: Practice) -> Network:
    return get_object_or_404(Network, pk=network_of(practice, clock.today()))
