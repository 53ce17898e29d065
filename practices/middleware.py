from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from cms import clock
from practices.access import Access, access_of
from practices.roles import Permission

Respond = Callable[[HttpRequest], HttpResponse]
DEMO_WAY_THROUGH = "demo_second_factor"


def _access(request: HttpRequest) -> Access:
    person = getattr(request.user, "person", None) if request.user.is_authenticated else None
    return access_of(person, on=clock.today())


class ActingPerson:
    """`request.access`: what the person behind the request may do today, read when first asked."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.access = SimpleLazyObject(lambda: _access(request))  # type: ignore[attr-defined]
        return self.respond(request)


class EditorsOnly:
    """Wagtail's admin is for whoever holds an editing role today; a group left over from yesterday opens nothing."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and request.user.is_authenticated and not self._may_edit(request):
            raise PermissionDenied("The editor is for those who write courses and pages.")
        return self.respond(request)

    def _may_edit(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser or request.access.may(Permission.EDIT_CONTENT))  # type: ignore[attr-defined]


class SecondFactor:
    """Specialists, commissioners, editors and admins go no further without a second factor.

    allauth asks for the second factor of whoever has one, but has no switch that makes a role set one up.
    """

    OPEN = ("/accounts/", "/static/", "/healthz", "/media/")

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_open(request) or not self._is_missing(request):
            return self.respond(request)
        return redirect(f"/accounts/second-factor/?{urlencode({'next': request.get_full_path()})}")

    def _is_open(self, request: HttpRequest) -> bool:
        return not request.user.is_authenticated or request.path.startswith(self.OPEN)

    def _is_missing(self, request: HttpRequest) -> bool:
        user = request.user
        if not (user.is_superuser or request.access.needs_second_factor):  # type: ignore[attr-defined]
            return False
        if settings.DEMO and request.session.get(DEMO_WAY_THROUGH):
            return False
        return not user.has_second_factor  # type: ignore[union-attr]
