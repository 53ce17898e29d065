"""The Content Security Policy as the browser gets it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django.http import HttpResponse
from django.test import Client

from cms.middleware import initialiser_hashes
from practices.models import User

pytestmark = pytest.mark.django_db

SITE = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "media-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'self'"],
    "manifest-src": ["'self'"],
}
ADMIN = {
    **SITE,
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}


def policy(response: HttpResponse) -> dict[str, list[str]]:
    directives = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in directives}


@pytest.fixture
def editor(client: Client, settings: object) -> Client:
    settings.DEMO = True  # type: ignore[attr-defined]
    client.force_login(User.objects.create_superuser("editor@demo.example", "demonstration-2026"))
    session = client.session
    session["demo_second_factor"] = True
    session.save()
    return client


@pytest.mark.parametrize("address", ["/", "/gallery/", "/accounts/login/", "/healthz", "/no-such-page/"])
def test_the_site_allows_only_its_own_files(client: Client, address: str) -> None:
    assert policy(client.get(address)) == SITE


def test_the_admin_allows_what_wagtail_needs_and_no_other_host(editor: Client) -> None:
    response = editor.get("/admin/")
    assert response.status_code == 200
    assert policy(response) == ADMIN


def test_the_admins_inline_scripts_are_exactly_those_allowed_by_their_hash(editor: Client) -> None:
    response = editor.get("/admin/reports/site-history/")
    scripts = re.findall(rb"<script>(.*?)</script>", response.content, re.DOTALL)
    assert len(scripts) >= 2
    hashes = sorted(f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in scripts)
    assert policy(response) == {**ADMIN, "script-src": ["'self'", *hashes]}


def test_a_script_that_is_not_wagtails_gets_no_hash() -> None:
    assert initialiser_hashes(HttpResponse("<script>steal()</script>")) == []
    assert initialiser_hashes(HttpResponse("<script>initDateChooser()</script>", content_type="text/plain")) == []
