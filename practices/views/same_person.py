"""Long leave of one person at a practice, and two records of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from cms import clock
from practices.access import network_of
from practices.forms.circumstances import AbsenceForm, CorrectAbsenceForm, MergeForm
from practices.models import Absence, Employment, NetworkMembership, Person, Practice, SamePerson
from practices.permissions import check_at
from practices.roles import Permission
from practices.views.door import Asked, through_the_door
from practices.views.loading import posted, staffed_practice
from practices.views.staff_member import asked_of, back, form_page, member_of


@login_required
@require_http_methods(["GET", "POST"])
def add_absence(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    practice, member = member_of(request, code, person)
    form = AbsenceForm(posted(request))
    if request.method == "POST" and form.is_valid():
        arguments = {"person": member, "practice": practice, **form.days}
        told = f"The leave of {member.name} is recorded."
        asked = asked_of("practices.absence_recorded", arguments, practice, member, told)
        if answer := through_the_door(request, asked, form):
            return answer
    return form_page(request, practice, member, form, "Long leave", "Record the leave")


@login_required
@require_http_methods(["GET", "POST"])
def correct_absence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Other days, or it never was."""
    practice = staffed_practice(request, code)
    absence = get_object_or_404(Absence.objects.current().select_related("person"), pk=pk, practice=practice)
    form = CorrectAbsenceForm(posted(request), initial=AbsenceForm.initial_of(absence))
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (answer := through_the_door(request, _correcting(practice, absence, form), form)):
        return answer
    return form_page(request, practice, absence.person, form, "Change the long leave", "Save the change")


def _correcting(practice: Practice, absence: Absence, form: CorrectAbsenceForm) -> Asked:
    told = "The leave is changed. What was known before stays on record."
    arguments: dict[str, Any] = {"absence": absence}
    if form.cleaned_data["never_was"]:
        return asked_of("practices.absence_retracted", arguments, practice, absence.person, told)
    return asked_of("practices.absence_corrected", {**arguments, **form.days}, practice, absence.person, told)


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    """For the programme: another record of the network is of the same person."""
    practice, member = _for_the_programme(request, code, person)
    form = MergeForm(posted(request), people=_people_of_network(practice).exclude(pk=member.pk))
    if request.method == "POST" and form.is_valid():
        arguments = {"former": form.cleaned_data["former"], "survivor": member}
        told = f"What is known of the other record counts for {member.name} from now on."
        asked = asked_of("practices.people_merged", arguments, practice, member, told)
        if answer := through_the_door(request, asked, form):
            return answer
    explained = "Choose the record to give up. Nothing is moved; posts and evidence of both count for this one."
    return form_page(request, practice, member, form, "Two records of one person", "Merge the records", explained)


@login_required
@require_POST
def separate(request: HttpRequest, code: str, person: UUID, pk: int) -> HttpResponse:
    """They are two people after all."""
    practice, member = _for_the_programme(request, code, person)
    merged = get_object_or_404(SamePerson.objects.current(), pk=pk, survivor=member)
    told = "Each record counts for itself again."
    asked = asked_of("practices.people_separated", {"merged": merged}, practice, member, told)
    return through_the_door(request, asked) or back(practice, member)


def _for_the_programme(request: HttpRequest, code: str, person: UUID) -> tuple[Practice, Person]:
    practice = get_object_or_404(Practice, code=code)
    check_at(request.access, Permission.MANAGE_NETWORK, practice)  # type: ignore[attr-defined]
    return member_of(request, code, person)


def _people_of_network(practice: Practice) -> QuerySet[Person]:
    """Whoever works or worked at a practice of the network."""
    network = network_of(practice, clock.today())
    members = NetworkMembership.objects.current().filter(network=network).order_by().values("practice")
    posts = Employment.objects.current().filter(practice__in=members).order_by()
    return Person.objects.filter(pk__in=posts.values("person"))
