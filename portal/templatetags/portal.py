from __future__ import annotations

from typing import Any

from django import template
from django.utils.http import urlencode

from cms.components.standing import VERDICTS
from practices.models import Practice

register = template.Library()


@register.simple_tag(takes_context=True)
def moments(context: dict[str, Any]) -> str:
    """The two clocks of this page, and the version, as a query string, so that a link goes on asking about the same."""
    asked = context["request"].GET
    kept = {name: asked[name] for name in ("as_of", "known_at", "framework", "version") if asked.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


@register.filter
def verdict_in_words(verdict: str) -> str:
    return str(VERDICTS[verdict][0])


@register.filter
def lower_first(text: str) -> str:
    """A label within a sentence: "practice nurse", but "GP partner"."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


@register.filter
def named(names: dict[int, str], practice: Practice) -> str:
    """What a practice is called, out of names fetched together; its code where there is none."""
    return names.get(practice.pk, practice.code)
