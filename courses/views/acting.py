"""Who is behind a request."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

from practices.access import Access
from practices.models import Person
from practices.permissions import check_signed_in_person


def access_of(request: HttpRequest) -> Access:
    access: Access = request.access  # type: ignore[attr-defined]
    return access


def actor(request: HttpRequest) -> Person:
    """The person who acts. Raises PermissionDenied for an account that is nobody's."""
    check_signed_in_person(access_of(request))
    person = access_of(request).person
    assert person is not None
    return person


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when every box was left empty; None when nothing was sent yet."""
    return request.POST if request.method == "POST" else None
