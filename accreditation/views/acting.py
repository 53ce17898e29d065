"""What every screen of this room shares: the practice, who acts, and what was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from cms import clock
from practices.access import Access
from practices.models import Practice
from practices.queries import name_of


def access_of(request: HttpRequest) -> Access:
    access: Access = request.access  # type: ignore[attr-defined]
    return access


def actor(request: HttpRequest) -> dict[str, Any]:
    return {"by": access_of(request).person, "at": clock.now()}


def practice_called(code: str) -> Practice:
    return get_object_or_404(Practice, code=code)


def named(practice: Practice) -> dict[str, Any]:
    """What every page about a practice shows at its top."""
    return {"practice": practice, "name": name_of(practice, on=clock.today())}


def accepts(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether the operation took it; if not, its sentence stands above the form, which keeps what was typed."""
    try:
        act()
    except ValueError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
