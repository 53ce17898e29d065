"""Who works for a network, and which practices belong to it. For its programme admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import clock
from practices import operations, panels
from practices.forms import AddPracticeForm, AppointForm, LastDayForm, LeaveForm, OpenPracticeForm
from practices.models import Appointment, Network, NetworkMembership, Practice
from practices.queries import (
    appointments_in,
    former_appointments,
    latest_invitations,
    memberships_of_network,
    name_of,
    names_of,
)
from practices.views.loading import acting, attempt, managed_network, posted
from practices.views.people import welcome_words


@login_required
@require_safe
def network_people(request: HttpRequest, network: str) -> HttpResponse:
    managed = managed_network(request, network)
    today = clock.today()
    appointments = list(appointments_in(managed.pk, on=today))
    invitations = latest_invitations(appointment.person_id for appointment in appointments)
    context = {
        "network": managed,
        "people": panels.appointment_table(appointments, invitations, managed.code, clock.now()),
        "former": panels.former_table(former_appointments(managed.pk, on=today), "Former"),
    }
    return render(request, "practices/network_people.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, network: str) -> HttpResponse:
    managed = managed_network(request, network)
    form = AppointForm(posted(request), initial={"started_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        fields = ("role", "profession", "commissioner", "started_on", "invite")
        typed = {field: form.cleaned_data[field] for field in fields}
        welcome = attempt(
            form,
            lambda: operations.bring_in(colleague=form.colleague, network=managed, **typed, **acting(request)),
        )
        if welcome:
            messages.success(request, welcome_words(welcome))
            return redirect("practices:network_people", network=network)
    explained = (
        "Specialists, commissioners, editors and admins sign in with a second step; they set it up the first time."
    )
    return _form_page(request, managed, form, "Appoint somebody", "Appoint", explained)


@login_required
@require_safe
def appointment(request: HttpRequest, network: str, pk: int) -> HttpResponse:
    managed, found = _appointment(request, network, pk)
    invitation = latest_invitations([found.person_id]).get(found.person_id)
    context = {
        "network": managed,
        "appointment": found,
        "summary": panels.appointment_summary(found, panels.account_state(found.person, invitation, clock.now())),
        "may_invite": bool(found.person.email) and not hasattr(found.person, "user"),
        "may_withdraw": panels.is_open(invitation, clock.now()),
        "invite_url": reverse("practices:invite_appointed", args=[network, pk]),
        "withdraw_url": reverse("practices:withdraw_appointed", args=[network, pk]),
    }
    return render(request, "practices/appointment.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def end_appointment(request: HttpRequest, network: str, pk: int) -> HttpResponse:
    managed, found = _appointment(request, network, pk)
    form = LastDayForm(posted(request))
    if request.method == "POST" and form.is_valid():
        ended = attempt(
            form,
            lambda: operations.end_appointment(appointment=found, ended_on=form.ended_on, **acting(request)),
            "last_day",
        )
        if ended:
            messages.success(request, f"The appointment of {found.person.name} ends.")
            return redirect("practices:network_people", network=network)
    title = f"End the appointment of {found.person.name}"
    return _form_page(request, managed, form, title, "End the appointment", found.get_role_display(), True)


@login_required
@require_POST
def invite(request: HttpRequest, network: str, pk: int) -> HttpResponse:
    managed, found = _appointment(request, network, pk)
    try:
        operations.invite_person(person=found.person, network=managed, **acting(request))
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"An invitation is on its way to {found.person.email}. It is good for 14 days.")
    return redirect("practices:appointment", network=network, pk=pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, network: str, pk: int) -> HttpResponse:
    _managed, found = _appointment(request, network, pk)
    invitation = latest_invitations([found.person_id]).get(found.person_id)
    if invitation and panels.is_open(invitation, clock.now()):
        operations.withdraw_invitation(invitation=invitation, **acting(request))
        messages.success(request, "The invitation is withdrawn. The address in the e-mail no longer works.")
    else:
        messages.error(request, "There is no open invitation to withdraw.")
    return redirect("practices:appointment", network=network, pk=pk)


@login_required
@require_safe
def network_practices(request: HttpRequest, network: str) -> HttpResponse:
    managed = managed_network(request, network)
    today = clock.today()
    memberships = list(memberships_of_network(managed.pk, on=today))
    names = names_of([membership.practice_id for membership in memberships], on=today)
    table = panels.membership_table(memberships, names, managed.code)
    return render(request, "practices/network_practices.html", {"network": managed, "practices": table})


@login_required
@require_http_methods(["GET", "POST"])
def add_practice(request: HttpRequest, network: str) -> HttpResponse:
    """A practice of the directory joins the network."""
    managed = managed_network(request, network)
    initial = {"started_on": clock.today(), "code": request.GET.get("code", "")}
    form = AddPracticeForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        practice = Practice.objects.get(code=form.cleaned_data["code"])
        started_on = form.cleaned_data["started_on"]
        attempt(
            form,
            lambda: operations.enrol_practice(
                practice=practice, network=managed, started_on=started_on, **acting(request)
            ),
            "code",
        )
        if not form.errors:
            return _added(request, managed, practice)
    explained = "Its record in the directory stays as it is. The next step is to name its lead GP and lead nurse."
    return _form_page(request, managed, form, "Add a practice", "Add the practice", explained)


@login_required
@require_http_methods(["GET", "POST"])
def open_practice(request: HttpRequest, network: str) -> HttpResponse:
    """A practice that the directory does not have: brand new, or invented."""
    managed = managed_network(request, network)
    form = OpenPracticeForm(posted(request), initial={"started_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        practice = attempt(
            form, lambda: operations.open_in_network(network=managed, **form.cleaned_data, **acting(request)), "code"
        )
        if practice:
            return _added(request, managed, practice)
    explained = (
        "For a practice that the directory does not have yet. When the practice file brings it, its record follows."
    )
    return _form_page(request, managed, form, "Open a practice by hand", "Open the practice", explained)


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, network: str, pk: int) -> HttpResponse:
    managed = managed_network(request, network)
    memberships = NetworkMembership.objects.current().filter(network=managed, ended_on__isnull=True)
    membership = get_object_or_404(memberships.select_related("practice"), pk=pk)
    form = LeaveForm(posted(request))
    name = name_of(membership.practice, on=clock.today())
    if request.method == "POST" and form.is_valid():
        left = attempt(
            form,
            lambda: operations.leave_network(membership=membership, ended_on=form.ended_on, **acting(request)),
            "last_day",
        )
        if left:
            messages.success(request, f"{name} leaves the network. What it has done stays on record.")
            return redirect("practices:network_practices", network=network)
    title = f"{name} leaves the network"
    explained = "Its standing under the network's scheme is no longer kept after that day."
    return _form_page(request, managed, form, title, "End the membership", explained, True, "network_practices")


def _added(request: HttpRequest, network: Network, practice: Practice) -> HttpResponse:
    name = name_of(practice, on=clock.today())
    messages.success(request, f"{name} belongs to {network}. Add its lead GP and lead nurse here.")
    return redirect("practices:people", code=practice.code)


def _appointment(request: HttpRequest, network: str, pk: int) -> tuple[Network, Appointment]:
    managed = managed_network(request, network)
    appointments = Appointment.objects.current().filter(network=managed)
    return managed, get_object_or_404(appointments.select_related("person", "person__user", "commissioner"), pk=pk)


def _form_page(
    request: HttpRequest,
    network: Network,
    form: forms.Form,
    title: str,
    submit: str,
    explained: str = "",
    is_warning: bool = False,
    back: str = "",
) -> HttpResponse:
    is_of_practices = isinstance(form, (AddPracticeForm, OpenPracticeForm))
    context: dict[str, Any] = {
        "network": network,
        "form": form,
        "page_title": title,
        "submit": submit,
        "explained": explained,
        "is_warning": is_warning,
        "back": f"practices:{back or ('network_practices' if is_of_practices else 'network_people')}",
    }
    return render(request, "practices/network_form.html", context)
