"""Packages of a course as its editors see them: what was uploaded, what was found in it, what is offered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from cms.components import Link
from courses import operations
from courses.enums import PackageState
from courses.forms.packages import PackageForm
from courses.models import Package
from courses.queries import packages_of
from courses.views import trails
from courses.views.acting import actor, posted
from courses.views.loading import course_to_edit, package_to_edit
from courses.wording import moment_in_words
from jobs.models import State

A_PAGE = 20


@login_required
@require_http_methods(["GET", "POST"])
def packages(request: HttpRequest, course_code: str) -> HttpResponse:
    """Every package of the course, and the form to upload the next. What is wrong with a file is said at once."""
    course = course_to_edit(request, course_code)
    form = PackageForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            package = operations.upload_package(
                course=course, file=form.cleaned_data["file"], by=actor(request), at=clock.now()
            )
            messages.success(request, f"{package.title} is here. A worker unpacks it; you can leave this page.")
            return redirect("courses:package", course.code, package.number)
        except ValueError as refusal:
            form.add_error("file", str(refusal))
    page = Paginator(packages_of(course), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": trails.to_course(course),
        "course": course,
        "form": form,
        "page": page,
        "headings": ["Package", "Standard", "Uploaded", "State"],
        "rows": [_row(course.code, package) for package in page.object_list],
    }
    return render(request, "courses/packages.html", context)


@never_cache
@login_required
@require_safe
def package(request: HttpRequest, course_code: str, number: int) -> HttpResponse:
    """What was found in a package, and whether it is offered."""
    found = package_to_edit(request, course_code, number)
    context = {
        "trail": trails.to_packages(found.course),
        "course": found.course,
        "package": found,
        "rows": _facts(found),
        "is_waiting": found.state == PackageState.WAITING,
        "has_failed": found.state == PackageState.WAITING and found.job and found.job.state == State.FAILED,
        "headings": ["Part", "Starts with", "Asks for"],
        "parts": [[unit.title, unit.href, _asks(unit.mastery)] for unit in found.parts],
    }
    return render(request, "courses/package.html", context)


@never_cache
@login_required
@require_safe
def progress(request: HttpRequest, course_code: str, number: int) -> JsonResponse:
    """How far the worker is, for the page's own script."""
    found = package_to_edit(request, course_code, number)
    job = found.job
    return JsonResponse(
        {
            "done": job.steps_done if job else 0,
            "total": job.steps_total if job else 0,
            "note": job.note if job else "",
            "finished": found.state != PackageState.WAITING or bool(job and job.state == State.FAILED),
        }
    )


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, course_code: str, number: int) -> HttpResponse:
    """Asks once more, then takes the package from the course."""
    found = package_to_edit(request, course_code, number)
    if request.method == "POST":
        try:
            operations.withdraw_package(package=found, by=actor(request), at=clock.now())
            messages.success(request, "The package is withdrawn. What people did in it is kept.")
        except ValueError as refusal:
            messages.error(request, str(refusal))
        return redirect("courses:package", found.course.code, found.number)
    context = {"trail": trails.to_packages(found.course), "package": found, "course": found.course}
    return render(request, "courses/withdraw_package.html", context)


def _row(code: str, package: Package) -> list[Any]:
    link = Link(text=package.title, href=reverse("courses:package", args=[code, package.number]))
    return [link, _standard(package), moment_in_words(package.uploaded_at), _state(package)]


def _state(package: Package) -> str:
    if package.is_offered:
        return "Offered"
    return "Withdrawn" if package.withdrawn_at else str(package.get_state_display())


def _standard(package: Package) -> str:
    label = str(package.get_kind_display())
    return label if package.edition in label else f"{label} ({package.edition})"


def _facts(package: Package) -> list[dict[str, Any]]:
    facts = [
        ("State", _state(package)),
        ("Standard", _standard(package)),
        ("File", f"{package.file_name}, {filesizeformat(package.bytes_zipped)}"),
        ("Unpacked", f"{package.files_total:,} files, {filesizeformat(package.bytes_unpacked)}"),
        ("Uploaded", moment_in_words(package.uploaded_at)),
        ("Uploaded by", package.uploaded_by.name if package.uploaded_by else "The site itself"),
    ]
    if package.ready_at:
        facts.append(("Offered since", moment_in_words(package.ready_at)))
    if package.withdrawn_at:
        facts.append(("Withdrawn", moment_in_words(package.withdrawn_at)))
    return [{"key": key, "value": value} for key, value in facts]


def _asks(mastery: int | None) -> str:
    return "The course's pass mark, if it reports a score" if mastery is None else f"{mastery}%"
