"""What the screens of this room have in common: whose practice, which network, and how a refused form comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db import IntegrityError
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from cms import clock
from practices.models import Network, Practice
from practices.permissions import check_at, check_in
from practices.roles import Permission

Result = TypeVar("Result")
MEANWHILE = "Somebody else changed this at the same moment. Look at the page again before you go on."


def staffed_practice(request: HttpRequest, code: str) -> Practice:
    """The practice, for whoever keeps its people; 404 for one that the person may not see."""
    practice = get_object_or_404(Practice, code=code)
    check_at(request.access, Permission.MANAGE_STAFF, practice)  # type: ignore[attr-defined]
    return practice


def managed_network(request: HttpRequest, code: str) -> Network:
    network = get_object_or_404(Network, code=code)
    check_in(request.access, Permission.MANAGE_NETWORK, network)  # type: ignore[attr-defined]
    return network


def acting(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when: for every operation."""
    return {"by": request.access.person, "at": clock.now()}  # type: ignore[attr-defined]


def attempt(form: forms.Form, act: Callable[[], Result], field: str | None = None) -> Result | None:
    """What the operation returns, or None with its refusal in the form, at `field` if one is to blame."""
    try:
        return act()
    except ValueError as refusal:
        form.add_error(field, str(refusal))
    except IntegrityError:
        form.add_error(None, MEANWHILE)
    return None


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form; None where nothing was, so that the form is not judged yet."""
    return request.POST if request.method == "POST" else None
