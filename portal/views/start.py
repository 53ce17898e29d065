from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """After signing in: the screen that the person's role works on."""
    return redirect("/")
