from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from cms.components import build, registry

RESULTS_PER_PAGE = 10


def healthz(request: HttpRequest) -> HttpResponse:
    """Answers when the process serves and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with its examples."""
    shown = [
        {"name": name, "about": kind.__doc__, "examples": [build(name, example) for example in kind.examples]}
        for name, kind in sorted(registry.items())
    ]
    return render(request, "cms/gallery.html", {"components": shown})


def search(request: HttpRequest) -> HttpResponse:
    """Published pages that hold the words, best first. Without words it asks for them."""
    words = request.GET.get("q", "").strip()
    found = Page.objects.live().public().specific().search(words) if words else Page.objects.none()
    page = Paginator(found, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cms/search.html", {"words": words, "page": page, "query": urlencode({"q": words})})
