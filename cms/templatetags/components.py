from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from cms.components import build

register = template.Library()


@register.simple_tag(takes_context=True, name="component")
def component_tag(context: Context, name: str, **props: Any) -> SafeString:
    """{% component "status_tag" verdict="met" %}."""
    return build(name, props).render(context)


@register.simple_block_tag(takes_context=True, end_name="endwith_body")
def with_body(context: Context, content: SafeString, name: str, **props: Any) -> SafeString:
    """{% with_body "notice" heading="..." %}<p>...</p>{% endwith_body %}: what stands inside is the prop `body`."""
    return build(name, {**props, "body": content}).render(context)
