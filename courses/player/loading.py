"""Which launch a request to a package's origin is about."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse

from cms import clock
from courses import policies
from courses.models import PackageLaunch
from courses.player.origin import is_secret_of, label_in
from courses.queries.packages import later_launch, launch_labelled

MOST_BYTES = 256 * 1024
View = Callable[..., HttpResponseBase]


def launch_asked(request: HttpRequest, secret: str) -> PackageLaunch:
    """404 for every address that does not name a launch together with its secret."""
    label = label_in(request.get_host())
    if not label or not is_secret_of(label, secret):
        raise Http404
    launch = launch_labelled(label)
    if launch is None:
        raise Http404
    return launch


def refusals_told(view: View) -> View:
    """What an operation refuses is told to the package as JSON, with the status that fits."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except ValueError as refused:
            return JsonResponse({"result": False, "errorCode": 101, "error": str(refused)}, status=409)

    return told


def check_open(launch: PackageLaunch) -> None:
    policies.check_launch_open(launch, later=later_launch(launch), at=clock.now())


def json_sent(request: HttpRequest) -> Any:
    """The body as JSON, whatever it says it is. Raises ValueError with a sentence."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not str(length).isdecimal() or int(length) > MOST_BYTES:
        raise ValueError(f"A report may have {MOST_BYTES // 1024} kB.")
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise ValueError("The report is not JSON.") from error
