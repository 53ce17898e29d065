"""What every step of a visit shares: find it, act as the person, say what was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from cms import clock
from practices.access import Access
from visits.models import Visit


def access_of(request: HttpRequest) -> Access:
    access: Access = request.access  # type: ignore[attr-defined]
    return access


def visit_or_404(pk: int) -> Visit:
    return get_object_or_404(Visit.objects.select_related("practice", "network"), pk=pk)


def actor(request: HttpRequest) -> dict[str, Any]:
    return {"by": access_of(request).person, "at": clock.now()}


def accepts(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether the operation took it; if not, its sentence stands above the form, which keeps what was typed."""
    try:
        act()
    except ValueError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
