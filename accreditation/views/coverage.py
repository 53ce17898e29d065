"""Who serves the patients of a practice that does not hold the award."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accreditation import officer_panels as panels
from accreditation import operations, queries
from accreditation.forms import CoverForm, EndForm
from accreditation.forms.officers import ONE_DAY
from accreditation.models import Coverage, Framework
from accreditation.permissions import can_arrange_cover, check_arranges_cover, check_sees
from accreditation.views.acting import accepts, access_of, actor, named, practice_called
from accreditation.views.officers import form_page, version_of
from cms import clock
from cms.dates import in_words, last_day
from practices.access import network_of
from practices.models import Practice
from practices.queries import name_of, names_of, practices_of_network


@login_required
@require_http_methods(["GET", "POST"])
def cover(request: HttpRequest, code: str) -> HttpResponse:
    """What is arranged, for whoever sees the practice; and a form, for whoever arranges it."""
    practice = practice_called(code)
    access = access_of(request)
    check_sees(access, practice)
    if request.method == "POST":
        check_arranges_cover(access, practice)
    framework = _framework(practice)
    may_arrange = framework is not None and can_arrange_cover(access, practice)
    form = _form(request, practice, framework) if framework and may_arrange else None
    if form and form.is_bound and form.is_valid() and accepts(form, lambda: _arrange(request, practice, form)):
        messages.success(request, "The cover is arranged.")
        return redirect("accreditation:cover", code)
    arranged = queries.cover_of(practice, known_at=clock.now())
    table = panels.cover_table(arranged, may_end=may_arrange, today=clock.today())
    return render(request, "accreditation/cover.html", {**named(practice), "table": table, "form": form})


def _framework(practice: Practice) -> Framework | None:
    """The one that the practice enrolled in, or its network's: patients of a practice that never did need cover too."""
    enrolled: Framework | None = queries.frameworks_of_practice(practice).first()
    network = network_of(practice, clock.today())
    return enrolled or (queries.frameworks_of_network([network]).first() if network else None)


def _form(request: HttpRequest, practice: Practice, framework: Framework) -> CoverForm:
    others = practices_of_network(framework.network_id, on=clock.today()).exclude(pk=practice.pk)
    return CoverForm(
        request.POST if request.method == "POST" else None,
        rules=version_of(framework).parsed,
        practices=others,
        names=names_of(others.values_list("pk", flat=True), on=clock.today()),
        initial={"started_on": clock.today(), "tier": version_of(framework).parsed.tiers[0].code},
    )


def _arrange(request: HttpRequest, practice: Practice, form: CoverForm) -> Coverage:
    framework = _framework(practice)
    assert framework is not None
    return operations.arrange_cover(practice=practice, framework=framework, **form.told(), **actor(request))


@login_required
@require_http_methods(["GET", "POST"])
def end_cover(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Coverage.objects.select_related("practice", "provider_practice"), pk=pk)
    practice = found.practice
    check_arranges_cover(access_of(request), practice)
    if found.superseded_at is not None:
        messages.info(request, "This cover was ended or changed meanwhile. Here is how it is now.")
        return redirect("accreditation:cover", practice.code)
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last_on": clock.today()})
    if form.is_bound and form.is_valid() and accepts(form, lambda: _end(request, found, form)):
        messages.success(request, "The cover ends. What was known before stays on record.")
        return redirect("accreditation:cover", practice.code)
    provider = name_of(found.provider_practice, on=clock.today()) if found.provider_practice else found.provider
    last = in_words(last_day(found.ended_on)) if found.ended_on else "further notice"
    text = f"{provider} stands in from {in_words(found.started_on)} until {last}."
    return form_page(request, practice, form, "End the cover", "End the cover", text=text)


def _end(request: HttpRequest, found: Coverage, form: EndForm) -> Coverage | None:
    ended_on = form.cleaned_data["last_on"] + ONE_DAY
    return operations.end_cover(cover=found, ended_on=ended_on, **actor(request))
