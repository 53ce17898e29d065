"""The frame around a SCORM package: the run-time library, what it resumes from, and where it reports."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from courses import operations
from courses.enums import PackageKind
from courses.models import PackageLaunch
from courses.packages.contents import Unit
from courses.packages.judging import said_by_state
from courses.player import cmi5
from courses.player.loading import check_open, json_sent, launch_asked, refusals_told
from courses.player.policy import FRAME, guarded
from courses.queries.packages import resumed_state

ADDRESSES = "courses.player.urls"
ALONE = "Start the package from its course's page."


@require_safe
def start(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The first page of a launch: the frame of SCORM, or the way into a part of cmi5."""
    launch = launch_asked(request, secret)
    if request.headers.get("Sec-Fetch-Dest") == "document":
        return HttpResponse(ALONE, status=403, content_type="text/plain; charset=utf-8")
    try:
        check_open(launch)
    except ValueError as ended:
        return HttpResponse(str(ended), status=410, content_type="text/plain; charset=utf-8")
    if launch.package.kind == PackageKind.CMI5:
        return HttpResponseRedirect(cmi5.address(request, launch, secret))
    unit = _unit(launch)
    context = {
        "unit": unit,
        "script": "scorm12" if launch.package.kind == PackageKind.SCORM_12 else "scorm2004",
        "given": {
            "kind": launch.package.kind,
            "commit": _address("commit", secret),
            "page": _address("content", secret, "") + unit.href,
            "kept": _given(launch, unit),
        },
    }
    return guarded(render(request, "courses/player/scorm.html", context), FRAME)


@require_POST
@refusals_told
def commit(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What the run-time library sends: `{"number": n, "state": {"cmi": {...}}}`. Each number counts once."""
    launch = launch_asked(request, secret)
    if launch.package.kind == PackageKind.CMI5:
        raise ValueError("This package reports by statements.")
    sent = json_sent(request)
    number = sent.get("number") if isinstance(sent, dict) else None
    state = sent.get("state") if isinstance(sent, dict) else None
    if not isinstance(number, int) or not 0 < number < 10**6 or not isinstance(state, dict):
        raise ValueError("The report has no number or no state.")
    said = said_by_state(launch.package.kind, state)
    operations.record_report(launch=launch, kind="state", ref=str(number), said=said, at=clock.now())
    return JsonResponse({"result": True, "errorCode": 0})


@require_safe
def closed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Where a part of cmi5 goes when the learner leaves it."""
    launch = launch_asked(request, secret)
    return guarded(render(request, "courses/player/closed.html", {"unit": _unit(launch)}), FRAME)


def _unit(launch: PackageLaunch) -> Unit:
    unit = launch.package.part(launch.unit)
    assert unit is not None
    return unit


def _given(launch: PackageLaunch, unit: Unit) -> dict[str, Any]:
    """What the run-time data begin with. The learner is nobody in particular: a package is told no name."""
    kept = resumed_state(launch)
    entry = "resume" if kept else "ab-initio"
    if launch.package.kind == PackageKind.SCORM_12:
        core = {**kept.pop("core", {}), "student_id": "learner", "student_name": "Learner", "entry": entry}
        core.pop("exit", None)
        mastery = {} if unit.mastery is None else {"mastery_score": str(unit.mastery)}
        return _said({**kept, "core": core, "student_data": mastery, "launch_data": unit.data})
    kept.pop("exit", None)
    measure = {} if unit.mastery is None else {"scaled_passing_score": str(unit.mastery / 100)}
    given = {"learner_id": "learner", "learner_name": "Learner", "entry": entry, "launch_data": unit.data, **measure}
    return _said({**kept, **given})


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Without what was never said: the library refuses an empty score."""
    found = {name: _said(value) if isinstance(value, dict) else value for name, value in values.items()}
    return {name: value for name, value in found.items() if value not in ("", {})}


def _address(name: str, *args: str) -> str:
    return reverse(name, urlconf=ADDRESSES, args=args) if name != "content" else f"/{args[0]}/content/"
