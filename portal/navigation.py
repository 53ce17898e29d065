from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the person behind the request finds in the navigation."""
    return {"navigation": []}
