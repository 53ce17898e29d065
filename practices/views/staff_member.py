"""One person at one practice: posts, registration, way to sign in. Nothing of other practices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import clock
from practices import circumstance_panels, operations, panels
from practices.correction_panels import history_table
from practices.corrections.queries import corrections_about
from practices.doors import doors_of
from practices.forms import ChangePostForm, EndPostForm, LastDayForm
from practices.forms.details import VerifyRegistrationForm
from practices.identity import merges_of
from practices.models import Absence, Employment, LeadPost, Person, Practice
from practices.queries import latest_invitations, name_of
from practices.roles import Permission
from practices.views.door import Asked, through_the_door
from practices.views.loading import acting, attempt, posted, staffed_practice


@login_required
@require_safe
def staff_member(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    practice, member = member_of(request, code, person)
    return _show(request, practice, member)


@login_required
@require_http_methods(["GET", "POST"])
def change_post(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Another role or other sessions, from a day on."""
    practice, employment = _post(request, Employment, code, pk)
    initial = {"role": employment.role, "sessions": employment.sessions, "from_on": clock.today()}
    form = ChangePostForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        told = f"The post of {employment.person.name} is changed."
        arguments = {"employment": employment, **form.cleaned_data}
        asked = asked_of("practices.employment_changed", arguments, practice, employment.person, told)
        if answer := through_the_door(request, asked, form):
            return answer
    return form_page(request, practice, employment.person, form, "Change the post", "Save the change")


@login_required
@require_http_methods(["GET", "POST"])
def end_post(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    practice, employment = _post(request, Employment, code, pk)
    form = EndPostForm(posted(request))
    if request.method == "POST" and form.is_valid():
        field = None if form.cleaned_data["never_worked_here"] else "last_day"
        if answer := through_the_door(request, _ending(form, practice, employment), form, field):
            return answer
    title = f"End the employment as {employment.get_role_display().lower()}"
    explained = "Named lead posts at the practice end on the same day, unless another employment here goes on."
    return form_page(request, practice, employment.person, form, title, "End the employment", explained, True)


def _ending(form: EndPostForm, practice: Practice, employment: Employment) -> Asked:
    """End or take back the employment, as the form says."""
    name = employment.person.name
    if form.cleaned_data["never_worked_here"]:
        told = f"The post of {name} is taken back. It stays on record as an entry made by mistake."
        arguments: dict[str, Any] = {"employment": employment}
        return asked_of(
            "practices.employment_retracted", arguments, practice, employment.person, told, "practices:people"
        )
    told = f"The employment of {name} ends. Their record stays theirs."
    arguments = {"employment": employment, "ended_on": form.ended_on}
    return asked_of("practices.employment_ended", arguments, practice, employment.person, told, "practices:people")


def asked_of(
    kind: str, arguments: dict[str, Any], practice: Practice, member: Person, told: str, place: str = ""
) -> Asked:
    """A correction of what is recorded of somebody at a practice."""
    own = reverse("practices:staff_member", args=[practice.code, member.pk])
    return Asked(kind, arguments, member, told, reverse(place, args=[practice.code]) if place else own)


@login_required
@require_http_methods(["GET", "POST"])
def end_lead(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    practice, post = _post(request, LeadPost, code, pk)
    form = LastDayForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = f"{post.get_lead_role_display()} is vacant after that day."
        arguments = {"post": post, "ended_on": form.ended_on}
        asked = asked_of("practices.lead_ended", arguments, practice, post.person, told, "practices:people")
        if answer := through_the_door(request, asked, form, "last_day"):
            return answer
    title = f"End the post of {post.get_lead_role_display().lower()}"
    return form_page(request, practice, post.person, form, title, "End the post", "", True)


@login_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    """Keep the person's professional registration, and say that it was looked up."""
    practice, member = member_of(request, code, person)
    form = VerifyRegistrationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        kept = attempt(
            form,
            lambda: operations.register_professional(
                person=member,
                body=typed["body"],
                number=typed["number"],
                verified_on=clock.today() if typed["is_verified"] else None,
                by=request.access.person,  # type: ignore[attr-defined]
            ),
            "number",
        )
        if kept:
            messages.success(request, f"{kept} is kept.")
            return back(practice, member)
    return form_page(request, practice, member, form, "Professional registration", "Save the registration")


@login_required
@require_POST
def invite(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    """Invite, or invite again: a former invitation stops working."""
    practice, member = member_of(request, code, person)
    try:
        operations.invite_person(person=member, practice=practice, **acting(request))
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"An invitation is on its way to {member.email}. It is good for 14 days.")
    return back(practice, member)


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    practice, member = member_of(request, code, person)
    invitation = latest_invitations([member.pk]).get(member.pk)
    if invitation and panels.is_open(invitation, clock.now()):
        operations.withdraw_invitation(invitation=invitation, **acting(request))
        messages.success(request, "The invitation is withdrawn. The address in the e-mail no longer works.")
    else:
        messages.error(request, "There is no open invitation to withdraw.")
    return back(practice, member)


def member_of(request: HttpRequest, code: str, person: UUID) -> tuple[Practice, Person]:
    """Somebody who works, worked or will work at the practice. Nobody else is found from here."""
    practice = staffed_practice(request, code)
    here = Employment.objects.current().filter(practice=practice, person_id=person)
    return practice, get_object_or_404(Person, pk__in=here.values("person_id"))


def _post(request: HttpRequest, model: Any, code: str, pk: int) -> tuple[Practice, Any]:
    practice = staffed_practice(request, code)
    posts = model.objects.current().filter(practice=practice).select_related("person", "practice")
    return practice, get_object_or_404(posts, pk=pk)


def _show(request: HttpRequest, practice: Practice, member: Person) -> HttpResponse:
    today, now = clock.today(), clock.now()
    invitation = latest_invitations([member.pk]).get(member.pk)
    employments = Employment.objects.current().filter(person=member, practice=practice).order_by("-started_on")
    leads = LeadPost.objects.current().filter(person=member, practice=practice).order_by("-started_on")
    registrations = member.registrations.select_related("verified_by")
    at_practice = [practice.code, member.pk]
    absences = Absence.objects.current().filter(person=member, practice=practice).order_by("-started_on")
    is_programme = request.access.may_at(Permission.MANAGE_NETWORK, practice)  # type: ignore[attr-defined]
    context = {
        "practice": practice,
        "practice_name": name_of(practice, on=today),
        "member": member,
        "summary": panels.member_summary(member, panels.account_state(member, invitation, now)),
        "employments": panels.employments_table(employments, practice.code),
        "leads": panels.leads_held_table(leads, practice.code),
        "works_here": any(each.ended_on is None or each.ended_on > today for each in employments),
        "lead_url": f"{reverse('practices:name_lead', args=[practice.code])}?person={member.pk}",
        "registrations": [panels.registration_words(each) for each in registrations],
        "may_invite": bool(member.email) and not hasattr(member, "user"),
        "may_withdraw": panels.is_open(invitation, now),
        "invite_url": reverse("practices:invite", args=at_practice),
        "absences": circumstance_panels.absences_table(absences, practice.code),
        "merges": [
            {
                "words": circumstance_panels.merge_words(each, member.pk),
                "pk": each.pk,
                "is_survivor": each.survivor == member,
            }
            for each in merges_of(member.pk)
        ],
        "is_programme": is_programme,
        "doors": doors_of(request.access, practice, member),  # type: ignore[attr-defined]
        "corrections": history_table(corrections_about([member]), request.access),  # type: ignore[attr-defined]
        "withdraw_url": reverse("practices:withdraw_invitation", args=at_practice),
    }
    return render(request, "practices/staff_member.html", context)


def form_page(
    request: HttpRequest,
    practice: Practice,
    member: Person,
    form: Any,
    title: str,
    submit: str,
    explained: str = "",
    is_warning: bool = False,
) -> HttpResponse:
    context = {
        "practice": practice,
        "practice_name": name_of(practice, on=clock.today()),
        "member": member,
        "form": form,
        "page_title": title,
        "submit": submit,
        "explained": explained,
        "is_warning": is_warning,
    }
    return render(request, "practices/staff_form.html", context)


def back(practice: Practice, member: Person) -> HttpResponse:
    return redirect("practices:staff_member", code=practice.code, person=member.pk)
