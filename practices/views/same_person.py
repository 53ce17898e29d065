"""Long leave of one person at a practice, and two records of one person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from cms import clock
from practices import operations
from practices.access import network_of
from practices.forms.circumstances import AbsenceForm, CorrectAbsenceForm, MergeForm
from practices.models import Absence, Employment, NetworkMembership, Person, Practice, SamePerson
from practices.permissions import check_at
from practices.roles import Permission
from practices.views.loading import acting, attempt, posted, staffed_practice
from practices.views.staff_member import back, form_page, member_of


@login_required
@require_http_methods(["GET", "POST"])
def add_absence(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    practice, member = member_of(request, code, person)
    form = AbsenceForm(posted(request))
    if request.method == "POST" and form.is_valid():
        about = {"person": member, "practice": practice}
        if attempt(form, lambda: operations.record_absence(**about, **form.days, **acting(request))):
            messages.success(request, f"The leave of {member.name} is recorded.")
            return back(practice, member)
    return form_page(request, practice, member, form, "Long leave", "Record the leave")


@login_required
@require_http_methods(["GET", "POST"])
def correct_absence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Other days, or it never was."""
    practice = staffed_practice(request, code)
    absence = get_object_or_404(Absence.objects.current().select_related("person"), pk=pk, practice=practice)
    form = CorrectAbsenceForm(posted(request), initial=AbsenceForm.initial_of(absence))
    if request.method == "POST" and form.is_valid():
        attempt(form, lambda: _correct(request, absence, form))
        if not form.errors:
            messages.success(request, "The leave is changed. What was known before stays on record.")
            return back(practice, absence.person)
    return form_page(request, practice, absence.person, form, "Change the long leave", "Save the change")


def _correct(request: HttpRequest, absence: Absence, form: CorrectAbsenceForm) -> None:
    if form.cleaned_data["never_was"]:
        operations.retract_absence(absence=absence, **acting(request))
    else:
        operations.correct_absence(absence=absence, **form.days, **acting(request))


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, code: str, person: UUID) -> HttpResponse:
    """For the programme: another record of the network is of the same person."""
    practice, member = _for_the_programme(request, code, person)
    form = MergeForm(posted(request), people=_people_of_network(practice).exclude(pk=member.pk))
    if request.method == "POST" and form.is_valid():
        former = form.cleaned_data["former"]
        if attempt(form, lambda: operations.merge_people(former=former, survivor=member, **acting(request))):
            messages.success(request, f"What is known of the other record counts for {member.name} from now on.")
            return back(practice, member)
    explained = "Choose the record to give up. Nothing is moved; posts and evidence of both count for this one."
    return form_page(request, practice, member, form, "Two records of one person", "Merge the records", explained)


@login_required
@require_POST
def separate(request: HttpRequest, code: str, person: UUID, pk: int) -> HttpResponse:
    """They are two people after all."""
    practice, member = _for_the_programme(request, code, person)
    merged = get_object_or_404(SamePerson.objects.current(), pk=pk, survivor=member)
    try:
        operations.separate_people(merged=merged, **acting(request))
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Each record counts for itself again.")
    return back(practice, member)


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
