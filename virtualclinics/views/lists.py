"""The lists: clinics, the queue, a practice's cases."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms import clock
from cms.components import DataTable, Link
from practices.models import Practice
from practices.permissions import check_anywhere, check_at
from practices.queries import name_of, names_of
from practices.roles import Permission
from virtualclinics import panels, queries
from virtualclinics.permissions import check_sees_clinics
from virtualclinics.views.acting import access_of

PAST_SHOWN = 20


@login_required
@require_safe
def clinics(request: HttpRequest) -> HttpResponse:
    """A specialist's clinics, and the clinics that one's own practices take part in."""
    access, now = access_of(request), clock.now()
    check_sees_clinics(access)
    networks = access.networks_with(Permission.RUN_CLINICS)
    own = access.practices_with(Permission.SUBMIT_CASES)
    context = {
        "runs_clinics": bool(networks),
        "waiting": queries.waiting_cases(networks).count() if networks else 0,
        "practices": _practice_links(own),
        "own_clinics": _own_clinics(own) if own else None,
    }
    if networks:
        found = queries.open_clinics(networks, now)
        context |= {
            "unsigned": panels.clinic_table("To sign off", found.unsigned, "Every clinic that was held is signed off."),
            "upcoming": panels.clinic_table("Coming up", found.to_come, "No clinic is planned. Schedule one."),
            "past": panels.clinic_table(
                "Past clinics", queries.past_clinics(networks)[:PAST_SHOWN], "No clinic has been held yet."
            ),
        }
    return render(request, "virtualclinics/clinics.html", context)


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The cases that wait for a clinic, the longest first."""
    access = access_of(request)
    check_anywhere(access, Permission.RUN_CLINICS)
    cases = list(queries.waiting_cases(access.networks_with(Permission.RUN_CLINICS)))
    names = names_of({case.practice_id for case in cases}, on=clock.today())
    rows = [
        [
            Link(text=f"Case {case.pk}", href=reverse("virtualclinics:case", args=[case.pk])),
            names.get(case.practice_id, case.practice.code),
            panels.headline(case),
            case.question,
            panels.moment_in_words(case.submitted_at),
        ]
        for case in cases
    ]
    headings = ["Case", "Practice", "Person", "Question", "Submitted"]
    table = DataTable(caption="Waiting", headings=headings, rows=rows, empty="No case waits for a clinic.")
    return render(request, "virtualclinics/queue.html", {"table": table})


@login_required
@require_safe
def practice_cases(request: HttpRequest, code: str) -> HttpResponse:
    """Everything the practice brought, and what it heard at clinics in which it took part."""
    practice = get_object_or_404(Practice, code=code)
    check_at(access_of(request), Permission.SUBMIT_CASES, practice)
    context = {
        "practice": practice,
        "practice_name": name_of(practice, on=clock.today()),
        "table": _case_table(practice),
        "shared": _shared_table(practice),
    }
    return render(request, "virtualclinics/practice_cases.html", context)


def _case_table(practice: Practice) -> DataTable:
    rows = [
        [
            Link(text=case.local_reference, href=reverse("virtualclinics:case", args=[case.pk])),
            panels.headline(case),
            panels.state_tag(case),
            next(
                (panels.moment_in_words(place.clinic.starts_at) for place in case.agenda_items.all()), "No clinic yet"
            ),
            next((outcome.get_outcome_display() for outcome in case.outcomes.all()), "Not recorded"),
        ]
        for case in queries.cases_of(practice)
    ]
    headings = ["Our reference", "Person", "State", "Clinic", "What we did"]
    return DataTable(
        caption="Our cases", headings=headings, rows=rows, hides_caption=True, empty="No case has been submitted yet."
    )


def _shared_table(practice: Practice) -> DataTable:
    rows = [
        [
            Link(text=f"Case {case.pk}", href=reverse("virtualclinics:case", args=[case.pk])),
            panels.headline(case),
            case.question,
        ]
        for case in queries.shared_cases([practice.pk])
    ]
    return DataTable(
        caption="Cases of other practices, from clinics we took part in",
        headings=["Case", "Person", "Question"],
        rows=rows,
    )


def _own_clinics(practice_ids: list[int]) -> DataTable:
    rows = [
        [
            Link(text=clinic.title, href=reverse("virtualclinics:clinic", args=[clinic.pk])),
            panels.moment_in_words(clinic.starts_at),
            panels.state_tag(clinic),
        ]
        for clinic in queries.clinics_with(practice_ids)
    ]
    return DataTable(
        caption="Clinics with our practice",
        headings=["Clinic", "When", "State"],
        rows=rows,
        empty="None of our cases is on an agenda yet.",
    )


def _practice_links(practice_ids: list[int]) -> list[dict[str, str]]:
    names = names_of(practice_ids, on=clock.today())
    codes = dict(Practice.objects.filter(pk__in=practice_ids).values_list("pk", "code")) if practice_ids else {}
    return [
        {"text": f"Cases of {names.get(pk, code)}", "href": reverse("virtualclinics:practice_cases", args=[code])}
        for pk, code in codes.items()
    ]
