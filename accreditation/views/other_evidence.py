"""Evidence from outside this site: what was recorded, record more, correct, withdraw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accreditation import evidence_panels as panels
from accreditation.doors import EVIDENCE_WITHDRAWN, evidence_door
from accreditation.enums import OtherKind
from accreditation.evidence_forms import FORMS, EvidenceForm, WithdrawEvidenceForm
from accreditation.models import OtherEvidence
from accreditation.permissions import check_records_evidence
from accreditation.queries.codes import codes_to_choose
from accreditation.views.acting import accepts, access_of, actor, named, practice_called
from cms import clock
from practices.access import network_of
from practices.correction_panels import history_table
from practices.corrections.queries import corrections_about
from practices.models import Appointment, Employment, Person, Practice
from practices.views.door import Asked, through_the_door


@login_required
@require_safe
def other_evidence(request: HttpRequest, code: str) -> HttpResponse:
    """What was recorded of the practice and of whoever works there, and the doors to record more."""
    practice = _practice(request, code)
    of_practice = Q(practice=practice) | Q(person__in=_people(practice))
    known = list(OtherEvidence.objects.filter(of_practice).select_related("person", "recorded_by"))
    listed = [each for each in known if each.withdrawn_at is None]
    context = {
        **named(practice),
        "kinds": [{"label": kind.label, "url": _record_url(request, code, kind)} for kind in OtherKind],
        "table": panels.other_evidence_table(listed, code),
        "corrections": history_table(corrections_about(known), access_of(request)),
    }
    return render(request, "accreditation/other_evidence.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def record_evidence(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    practice = _practice(request, code)
    if kind not in FORMS:
        raise Http404
    initial = {"happened_on": clock.today(), "person": _asked_person(request)}
    return _evidence_form(request, practice, kind, initial, None)


@login_required
@require_http_methods(["GET", "POST"])
def correct_evidence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    practice = _practice(request, code)
    former = _recorded(practice, pk)
    return _evidence_form(request, practice, former.kind, FORMS[former.kind].initial_of(former), former)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw_evidence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    practice = _practice(request, code)
    evidence = _recorded(practice, pk)
    form = WithdrawEvidenceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        arguments = {"evidence": evidence, "reason": form.cleaned_data["reason"]}
        told = "It no longer counts. What was known before stays on record."
        asked = Asked(EVIDENCE_WITHDRAWN, arguments, evidence, told, _back(practice))
        if answer := through_the_door(request, asked, form):
            return answer
    words = panels.evidence_in_words(evidence)
    context = {**named(practice), "form": form, "title": "Withdraw this evidence?", "words": words}
    return render(request, "accreditation/evidence_form.html", {**context, "submit": "Withdraw", "is_warning": True})


def _evidence_form(
    request: HttpRequest, practice: Practice, kind: str, initial: dict[str, Any], former: OtherEvidence | None
) -> HttpResponse:
    form = FORMS[kind](
        request.POST if request.method == "POST" else None,
        initial=initial,
        people=_people(practice),
        seniors=_seniors(practice),
        codes=codes_to_choose(practice, kind, on=clock.today(), known_at=clock.now()),
        former=former,
    )
    if form.is_bound and form.is_valid() and former:
        if answer := through_the_door(request, _correcting(practice, form, former), form):
            return answer
    elif form.is_bound and form.is_valid() and accepts(form, lambda: _record(request, practice, form)):
        messages.success(request, "It is recorded, and counts from now on.")
        return redirect("accreditation:other_evidence", practice.code)
    context = {
        **named(practice),
        "form": form,
        "title": f"{OtherKind(kind).label}: correct" if former else OtherKind(kind).label,
        "words": panels.evidence_in_words(former) if former else "",
        "submit": "Record the correction" if former else "Record",
        "is_warning": False,
    }
    return render(request, "accreditation/evidence_form.html", context)


def _record(request: HttpRequest, practice: Practice, form: EvidenceForm) -> object:
    about = {} if form.of_person else {"practice": practice}
    return form.record(**about, **actor(request))


def _correcting(practice: Practice, form: EvidenceForm, former: OtherEvidence) -> Asked:
    about = {} if form.of_person else {"practice": practice}
    arguments = {**form.asked(), **about, "corrects": former}
    told = "It is corrected. What was known before stays on record."
    return Asked(evidence_door(former.kind), arguments, former, told, _back(practice))


def _back(practice: Practice) -> str:
    return reverse("accreditation:other_evidence", args=[practice.code])


def _practice(request: HttpRequest, code: str) -> Practice:
    practice = practice_called(code)
    check_records_evidence(access_of(request), practice)
    return practice


def _recorded(practice: Practice, pk: int) -> OtherEvidence:
    """Of the practice, or of somebody who works or worked there; what was withdrawn is not found."""
    of_practice = Q(practice=practice) | Q(person__in=_people(practice))
    return get_object_or_404(OtherEvidence.objects.filter(of_practice, withdrawn_at__isnull=True), pk=pk)


def _people(practice: Practice) -> QuerySet[Person]:
    """Whoever works, worked or will work there, as known now."""
    posts = Employment.objects.current().filter(practice=practice).order_by()
    return Person.objects.filter(pk__in=posts.values("person"))


def _seniors(practice: Practice) -> QuerySet[Person]:
    """Who may have supervised or assessed: the specialists of the network, and colleagues."""
    network = network_of(practice, clock.today())
    appointed = Appointment.objects.current().filter(network=network, role="specialist").order_by()
    return Person.objects.filter(Q(pk__in=appointed.values("person")) | Q(pk__in=_people(practice).values("pk")))


def _asked_person(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("person", ""))
    except ValueError:
        return None


def _record_url(request: HttpRequest, code: str, kind: str) -> str:
    """For the person that the page was asked about, if it was."""
    person = _asked_person(request)
    url = reverse("accreditation:record_evidence", args=[code, kind])
    return f"{url}?person={person}" if person else url
