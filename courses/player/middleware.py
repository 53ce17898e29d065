"""Requests to a package's origin part company with the site's here: no session, no sign-in, no page of the site."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve

from courses.player.origin import is_packages_host, label_in
from courses.player.policy import FRAME, guarded

Respond = Callable[[HttpRequest], HttpResponseBase]
ADDRESSES = "courses.player.urls"
OURS = ("/static/build/scorm", "/static/courses/player")
NOT_FOUND = "There is nothing here. Start the package from its course's page."


class PackageOrigin:
    def __init__(self, respond: Respond) -> None:
        if not settings.PACKAGES_HOST:
            raise MiddlewareNotUsed
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        host = request.get_host()
        if not is_packages_host(host):
            return self.respond(request)
        if request.headers.get("Service-Worker") == "script":
            return guarded(refusal("A package may not keep a service worker.", 403), FRAME)
        if label_in(host) and request.path_info.startswith(OURS) and request.method == "GET":
            return self.respond(request)
        return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        try:
            view, args, kwargs = resolve(request.path_info, ADDRESSES)
            response: HttpResponseBase = view(request, *args, **kwargs)
        except (Resolver404, Http404):
            response = refusal(NOT_FOUND, 404)
        return response if response.has_header("Content-Security-Policy") else guarded(response, FRAME)


def refusal(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
