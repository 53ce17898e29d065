"""What every page knows about the site. No query."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "SERVICE_NAME": settings.WAGTAIL_SITE_NAME,
        "DEMO": settings.DEMO,
        "START_URL": resolve_url(settings.LOGIN_REDIRECT_URL),
    }
