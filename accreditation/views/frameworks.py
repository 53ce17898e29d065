"""What a framework asks, in plain English, and enrolling a practice for it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accreditation import operations, panels, queries
from accreditation.forms import CompareForm, EnrolForm
from accreditation.models import Framework, FrameworkVersion
from accreditation.permissions import can_see_framework, check_enrols
from accreditation.rules.comparing import compare
from accreditation.views.acting import accepts, access_of, actor, named, practice_called
from accreditation.ways_over import way_over
from cms import clock
from practices.models import Practice
from practices.permissions import check_signed_in_person
from practices.roles import Permission


@login_required
@require_safe
def framework(request: HttpRequest, code: str) -> HttpResponse:
    """For everybody in its network: people should be able to read what they are judged by."""
    check_signed_in_person(access_of(request))
    found = _framework(request, code)
    version = _version(found, request.GET.get("version"))
    tiers = [(tier, panels.clause_of(tier.requirement)) for tier in version.parsed.tiers]
    context = {"framework": found, "version": version, "rules": version.parsed, "tiers": tiers}
    versions = list(found.versions.order_by("number"))
    context["others"] = len(versions) > 1
    context["way_over"] = way_over(version, _before(version, versions))
    context["later"] = [way_over(each, _before(each, versions)) for each in versions if each.number > version.number]
    return render(request, "accreditation/framework.html", {**context, "notes": version.document.get("notes", {})})


def _before(version: FrameworkVersion, versions: list[FrameworkVersion]) -> FrameworkVersion | None:
    """The one that it follows on."""
    return next((each for each in reversed(versions) if each.number < version.number), None)


def _version(framework: Framework, asked: str | None) -> FrameworkVersion:
    """The one asked for by its number, else the one in force, else the last."""
    if asked:
        found = framework.versions.filter(number=asked).first() if asked.isdecimal() else None
    else:
        found = queries.version_in_force(framework, as_of=clock.today(), known_at=clock.now())
        found = found or framework.versions.last()
    if found is None:
        raise Http404
    version: FrameworkVersion = found
    return version


@login_required
@require_safe
def compare_versions(request: HttpRequest, code: str) -> HttpResponse:
    """Two published versions side by side; without a choice the last and the one before it."""
    check_signed_in_person(access_of(request))
    found = _framework(request, code)
    versions = list(found.versions.order_by("number"))
    form = CompareForm(request.GET or None, versions=versions)
    former, latter = form.chosen(versions)
    context = {"framework": found, "form": form, "former": "", "latter": str(latter)}
    if former and latter:
        context |= {"former": str(former), "differences": compare(former.document, latter.document)}
        context["way_over"] = way_over(latter, _before(latter, versions))
    return render(request, "accreditation/compare.html", context)


def _framework(request: HttpRequest, code: str) -> Framework:
    """Of the networks one belongs to; ?network=CODE tells two apart that published the same example."""
    frameworks = Framework.objects.filter(code=code).select_related("network")
    if request.GET.get("network"):
        frameworks = frameworks.filter(network__code=request.GET["network"])
    access = access_of(request)
    found = next((each for each in frameworks if can_see_framework(access, each)), None)
    if found is None:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    practice = practice_called(code)
    check_enrols(access_of(request), practice)
    frameworks = _open_to(request, practice)
    form = EnrolForm(
        request.POST if request.method == "POST" else None,
        frameworks=frameworks,
        initial={"started_on": clock.today(), "framework": frameworks.first()},
    )
    if form.is_bound and form.is_valid() and accepts(form, lambda: _enrol(request, practice, form)):
        messages.success(request, f"{practice.code} is enrolled. Its standing is being worked out.")
        return redirect("accreditation:enrol", code)
    enrolments = practice.enrolments.select_related("framework")
    context = {**named(practice), "form": form, "frameworks": frameworks, "enrolments": enrolments}
    return render(request, "accreditation/enrol.html", context)


def _open_to(request: HttpRequest, practice: Practice) -> QuerySet[Framework]:
    """The frameworks of the networks that the person runs, but for those the practice takes part in."""
    frameworks = queries.frameworks_of_network(access_of(request).networks_with(Permission.MANAGE_NETWORK))
    return frameworks.exclude(enrolments__practice=practice)


def _enrol(request: HttpRequest, practice: Practice, form: EnrolForm) -> object:
    return operations.enrol_practice(practice=practice, **form.cleaned_data, **actor(request))
