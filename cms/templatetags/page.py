from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def collapsed(text: SafeString) -> SafeString:
    """White space as single blanks, so that a title may be written over several lines."""
    return mark_safe(" ".join(text.split()))  # noqa: S308 - it was safe before


@register.filter
def banner_id(number: int) -> str:
    return f"message-{number}"
