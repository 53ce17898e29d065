"""What no template of any room may hold: the Content Security Policy would refuse it, or it would call another host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(path for room in settings.ROOMS for path in (ROOT / room / "templates").rglob("*.html"))
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.IGNORECASE),
    "an address of another host": re.compile(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", re.IGNORECASE),
    "a template that is left to its own escaping": re.compile(r"\|safe\b|\{% autoescape off"),
}
MISTAKES = {
    "a style attribute": '<p class="x" style="color: red">',
    "a style element": "<style>p {}</style>",
    "a script in the page": "<script>go()</script>",
    "an event handler": '<button onclick="go()">',
    "an address of another host": '<img src="//cdn.example.org/x.png">',
    "a template that is left to its own escaping": "{{ words|safe }}",
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_what_the_policy_refuses(template: Path) -> None:
    text = template.read_text()
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_each_mistake_would_be_seen(name: str) -> None:
    assert FORBIDDEN[name].search(MISTAKES[name]) is not None


def test_scripts_from_our_files_and_data_for_them_are_allowed() -> None:
    allowed = '<script type="module" src="/static/x.js"></script><script data-x="y" type="application/json">{}</script>'
    assert FORBIDDEN["a script in the page"].search(allowed) is None


def test_templates_were_found() -> None:
    assert len(TEMPLATES) > 60
